import type { Method } from "../evidence/methods.ts";
import { parseAction } from "../policy/action.ts";
import { lackingToSignIn } from "../policy/lacking.ts";
import { type AccountView, type Asked, requirement } from "../policy/requirement.ts";

/** What may be done to a credential, as a policy names it. */
const DOINGS = ["rename", "suspend", "lift", "remove"] as const;

export type Doing = (typeof DOINGS)[number];

/** What its owner can do to a credential, and why he cannot remove it. */
export interface Doable {
  /** What the policy has a rule for, and nothing stands in the way of whatever is shown. */
  readonly doings: readonly Doing[];
  /** It is the last way in: what would have to be added first, each list enough. */
  readonly addFirst: readonly (readonly Method[])[];
}

type World = Pick<Asked, "policy" | "offered" | "now">;

interface Target {
  readonly id: string;
  readonly method: Method;
  /** As it is stored: what is of no use for another reason is not lifted. */
  readonly state: "active" | "suspended";
}

export function doableTo(world: World, account: AccountView | null, target: Target): Doable {
  if (account === null) return { doings: [], addFirst: [] };
  const idle = target.state === "suspended" ? "suspend" : "lift";
  const asked = DOINGS.filter((doing) => doing !== idle).map((doing) => ({
    doing,
    obstacles: obstaclesTo(world, account, doing, target),
  }));
  const isLast = asked.some(({ obstacles }) => obstacles.includes("last_way_in"));
  return {
    doings: asked.filter(({ obstacles }) => obstacles.length === 0).map(({ doing }) => doing),
    addFirst: isLast ? lackingToSignIn(world, without(account, target.id)) : [],
  };
}

export function obstaclesTo(
  world: World,
  account: AccountView,
  doing: Doing,
  { id, method }: Pick<Target, "id" | "method">,
): readonly string[] {
  // Of everything else there is one, which needs no name.
  if (doing === "rename" && method !== "passkey") return ["action_not_offered"];
  const action = parseAction(`${doing}:${method}`);
  if (action === undefined || !world.policy.actions.has(action)) return ["action_not_offered"];
  return requirement({ ...world, action, params: { credential: id }, account }).obstacles;
}

/** The account as a removal would leave it. */
export function without(account: AccountView, credential: string): AccountView {
  return { ...account, credentials: account.credentials.filter(({ id }) => id !== credential) };
}
