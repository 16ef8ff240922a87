import { AssayFault } from "../base/fault.ts";
import type { AccountId, CredentialId } from "../base/ids.ts";
import type { Method } from "../evidence/methods.ts";
import { type Action, beginsSession } from "./action.ts";
import type { ActionParams } from "./grant.ts";
import type { Combination, Policy, Term } from "./policy.ts";

/** What an account has, as far as a decision depends on it. */
export interface AccountView {
  readonly id: AccountId;
  readonly state: "active" | "disabled";
  readonly credentials: readonly CredentialView[];
}

export interface CredentialView {
  readonly id: CredentialId;
  readonly method: Method;
  readonly state: "active" | "suspended";
}

/** Why an action may not go on, whatever is shown. */
export type Obstacle =
  | "action_not_offered"
  | "account_exists"
  | "account_disabled"
  | "credential_unknown"
  | "last_way_in";

/** What an action asks for: one of its combinations, and no obstacle. */
export interface Requirement {
  readonly obstacles: readonly Obstacle[];
  readonly combinations: readonly Combination[];
}

/**
 * What the policy asks of an account for an action. All that is not monotone lives here: what the
 * account has, is, or would be left with.
 */
export function requirement(
  policy: Policy,
  action: Action,
  params: ActionParams,
  account: AccountView | null,
): Requirement {
  const combinations = policy.actions.get(action) ?? [];
  const obstacles: Obstacle[] = [];
  if (combinations.length === 0) obstacles.push("action_not_offered");
  if (account?.state === "disabled") obstacles.push("account_disabled");
  if (action === "sign-up" && account !== null) obstacles.push("account_exists");
  if (action === "remove:passkey") obstacles.push(...removalObstacles(policy, params, account));
  return { obstacles, combinations };
}

/** The last way in is never removed: a person would be locked out by his own hand. */
function removalObstacles(
  policy: Policy,
  params: ActionParams,
  account: AccountView | null,
): readonly Obstacle[] {
  if (account === null) return [];
  const kept = account.credentials.filter(({ id }) => id !== params.credential);
  if (kept.length === account.credentials.length) return ["credential_unknown"];
  const signIn = policy.actions.get("sign-in") ?? [];
  const left = { ...account, credentials: kept };
  const aWayIn = signIn.some(({ terms }) => terms.every((term) => accountHas(left, term)));
  return aWayIn ? [] : ["last_way_in"];
}

/** Whether the account has what a `prove` term asks to show. */
export function accountHas(account: AccountView, term: Term): boolean {
  return account.credentials.some(
    ({ method, state }) => method === term.method && state === "active",
  );
}

/**
 * Whether a passkey ceremony for this action must ask for user verification: where one passkey
 * may be enough, the options say `required` and the verifier enforces it from the same object.
 */
export function asksUserVerification(
  combinations: readonly Combination[],
  ceremony: Term["ceremony"],
): "required" | "preferred" {
  const asked = combinations
    .flatMap(({ terms }) => terms)
    .filter((term) => term.method === "passkey" && term.ceremony === ceremony);
  return asked.some((term) => term.passkey?.userVerification !== "none") ? "required" : "preferred";
}

/** The account a grant is for must be known before anything is allowed. */
export function requireSubject(subject: AccountId | null, action: Action): AccountId {
  if (subject !== null) return subject;
  const why = beginsSession(action) ? "no evidence named an account" : "no session";
  throw new AssayFault("ASSAY_NO_SUBJECT", `${action} was met without an account: ${why}`);
}
