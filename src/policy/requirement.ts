import type { Proof } from "../assurance/assurance.ts";
import { AssayFault } from "../base/fault.ts";
import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Method } from "../evidence/methods.ts";
import { type Action, beginsSession, targetMethod } from "./action.ts";
import { conditionsHold } from "./conditions.ts";
import type { ActionParams } from "./grant.ts";
import { isClosedTo, rulesOf } from "./operator.ts";
import { isReachable, type Offered } from "./reachable.ts";
import type { Combination, Policy, Term } from "./policy.ts";

/** What an account has, as far as a decision depends on it. */
export interface AccountView {
  readonly id: AccountId;
  readonly state: "active" | "disabled";
  readonly groups: readonly string[];
  readonly credentials: readonly CredentialView[];
  /** Proved channels for notices, each an address or a number of its own. */
  readonly channels: number;
  /** Its high-water mark: what it ever had, and no action at that level took away. */
  readonly everHad: readonly Method[];
}

export interface CredentialView {
  readonly id: string;
  readonly method: Method;
  /** `spent`: what was shown of it counts, and it cannot be shown again. */
  readonly state: "active" | "spent" | "suspended";
  /** What it proves at its best, assessed now. */
  readonly best: Proof;
}

/** Why an action may not go on, whatever is shown. */
export type Obstacle =
  | "action_not_offered"
  | "account_exists"
  | "account_disabled"
  | "credential_unknown"
  | "last_way_in";

/** One of these combinations; where several clauses stand, one of each. */
export interface Clause {
  /** `policy`, or the group that asks for it: the strictest counts, so all of them. */
  readonly from: string;
  readonly combinations: readonly Combination[];
}

/** What an action asks for: every clause, and no obstacle. */
export interface Requirement {
  readonly obstacles: readonly Obstacle[];
  readonly clauses: readonly Clause[];
}

/** What a requirement is about. */
export interface Asked {
  readonly policy: Policy;
  readonly action: Action;
  readonly params: ActionParams;
  /** Null where there is no such account, or none is known yet. */
  readonly account: AccountView | null;
  readonly offered: Offered;
  readonly now: Instant;
}

/**
 * What the policy asks of an account for an action. All that is not monotone lives here: what the
 * account has, had, is, belongs to, or would be left with.
 */
export function requirement(asked: Asked): Requirement {
  const { policy, action, account } = asked;
  const obstacles: Obstacle[] = [];
  const clauses = clausesOf(asked, account);
  if (rulesOf(policy, action) === undefined || isClosedTo(account, action)) {
    obstacles.push("action_not_offered");
  }
  if (account?.state === "disabled") obstacles.push("account_disabled");
  if (action === "sign-up" && account !== null) obstacles.push("account_exists");
  obstacles.push(...targetObstacles(asked));
  return { obstacles, clauses };
}

/** The policy's own clause, and one of each group that the account belongs to. */
export function clausesOf(
  { policy, action, now }: Pick<Asked, "policy" | "action" | "now">,
  account: AccountView | null,
): readonly Clause[] {
  const groups = account?.groups ?? [];
  const clauses = [{ from: "policy", combinations: rulesOf(policy, action) ?? [] }];
  for (const name of groups) {
    const combinations = policy.groups.get(name)?.actions.get(action);
    if (combinations !== undefined) clauses.push({ from: name, combinations });
  }
  return clauses.map(({ from, combinations }) => ({
    from,
    combinations: combinations.filter(({ conditions }) =>
      conditionsHold(conditions, policy, account, now),
    ),
  }));
}

/**
 * What an action is about has to be the account's own, and of the method that it names (B18). The last
 * way in is never removed: a person would be locked out by his own hand.
 */
function targetObstacles(asked: Asked): readonly Obstacle[] {
  const { account, action, params } = asked;
  const method = targetMethod(action);
  if (account === null || method === null) return [];
  const target = account.credentials.find(({ id }) => id === params.credential);
  if (target?.method !== method) return ["credential_unknown"];
  if (!action.startsWith("remove:")) return [];
  const kept = account.credentials.filter((one) => one !== target);
  return hasWayIn(asked, { ...account, credentials: kept }) ? [] : ["last_way_in"];
}

/** Whether an account could sign in with what it has. */
export function hasWayIn(
  { policy, offered, now }: Pick<Asked, "policy" | "offered" | "now">,
  account: AccountView,
): boolean {
  const clauses = clausesOf({ policy, action: "sign-in", now }, account);
  const nothing = { proofs: [], circumstances: [], now };
  const signingIn = { policy, action: "sign-in", params: {} } as const;
  return clauses.every(({ combinations }) =>
    combinations.some((combination) =>
      isReachable(combination, { ...signingIn, counted: nothing, account, offered }),
    ),
  );
}

/**
 * Whether a passkey ceremony for this action must ask for user verification: where one passkey
 * may be enough, the options say `required` and the verifier enforces it from the same object.
 */
export function asksUserVerification(
  clauses: readonly Clause[],
  ceremony: Term["ceremony"],
): "required" | "preferred" {
  // A new passkey is for more than this action: it is created so that it can be enough alone.
  if (ceremony === "enrol") return "required";
  const asked = passkeyClasses(clauses, ceremony);
  return asked.some((userVerification) => userVerification !== "none") ? "required" : "preferred";
}

/** Whether a passkey without user verification can be a step of it, for those whose key has none. */
export function takesUnverified(clauses: readonly Clause[], ceremony: Term["ceremony"]): boolean {
  return passkeyClasses(clauses, ceremony).includes("none");
}

function passkeyClasses(clauses: readonly Clause[], ceremony: Term["ceremony"]) {
  return clauses
    .flatMap(({ combinations }) => combinations)
    .flatMap(({ terms }) => terms)
    .filter((term) => term.method === "passkey" && term.ceremony === ceremony)
    .flatMap(({ classes }) => classes.map(({ userVerification }) => userVerification));
}

/** The account a grant is for must be known before anything is allowed. */
export function requireSubject(subject: AccountId | null, action: Action): AccountId {
  if (subject !== null) return subject;
  const why = beginsSession(action) ? "no evidence named an account" : "no session";
  throw new AssayFault("ASSAY_NO_SUBJECT", `${action} was met without an account: ${why}`);
}
