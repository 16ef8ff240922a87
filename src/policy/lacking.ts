import type { Method } from "../evidence/methods.ts";
import { parseAction } from "./action.ts";
import { matchCombination } from "./meets.ts";
import type { Combination } from "./policy.ts";
import { missingTerms } from "./reachable.ts";
import { type AccountView, type Asked, clausesOf } from "./requirement.ts";
import { usableCredentials } from "./usable.ts";
import { type Weighed, weigh } from "./weigh.ts";

type World = Pick<Asked, "policy" | "offered" | "now">;

/**
 * What an account would have to add so that it could sign in: of the first clause that it cannot meet
 * the shortest lists, each of methods that the policy lets it add. Empty where it lacks nothing, and
 * where adding does not help.
 */
export function lackingToSignIn(
  world: World,
  account: AccountView,
): readonly (readonly Method[])[] {
  const { policy, now } = world;
  const signingIn = { account, action: "sign-in", params: {} } as const;
  const held = usableCredentials(signingIn).map(({ best }) => weigh(policy, best));
  for (const clause of clausesOf({ policy, action: "sign-in", now }, account)) {
    const lists = clause.combinations.map((combination) => missingOf(combination, held, now));
    if (lists.some((list) => list.length === 0)) continue;
    const addable = lists.filter((list) => list.every((method) => canAdd(world, method)));
    const least = Math.min(...addable.map(({ length }) => length));
    return distinct(addable.filter(({ length }) => length === least));
  }
  return [];
}

function missingOf(
  combination: Combination,
  proofs: readonly Weighed[],
  now: Asked["now"],
): readonly Method[] {
  const match = matchCombination(combination, { proofs, circumstances: [], now });
  return missingTerms(match)
    .map(({ method }) => method)
    .filter((method) => !ALWAYS_TO_BE_HAD.has(method));
}

/** A mailbox is there, and somebody's word can always come. */
const ALWAYS_TO_BE_HAD: ReadonlySet<Method> = new Set(["email-code", "magic-link", "external"]);

function canAdd({ policy, offered }: World, method: Method): boolean {
  const action = parseAction(`enrol:${method}`);
  return action !== undefined && policy.actions.has(action) && offered.has(`enrol:${method}`);
}

function distinct(lists: readonly (readonly Method[])[]): readonly (readonly Method[])[] {
  return [...new Map(lists.map((list) => [list.toSorted().join("+"), list])).values()];
}
