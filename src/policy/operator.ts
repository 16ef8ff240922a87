import { UV_GRADES } from "../assurance/assurance.ts";
import type { Action } from "./action.ts";
import type { Combination, Policy, Term } from "./policy.ts";
import type { AccountView } from "./requirement.ts";

/** Its members may do what begins with `operate:`, and nobody else may. */
export const OPERATORS = "operators";

/** What an operator may attempt; `operate:join` is how somebody becomes one. */
const OPERATOR_ACTIONS = [
  "operate:join",
  "operate:read",
  "operate:suspend",
  "operate:lift",
  "operate:end-sessions",
  "operate:enrolment-link",
  "operate:break-glass",
] as const;

export type OperatorAction = (typeof OPERATOR_ACTIONS)[number];

const FRESH_SECONDS = 300;

/**
 * The rules of an action. A policy may have its own for what operators do. Without, each takes what
 * signing in by passkeys alone takes, one of them with user verification, and all shown just now: no
 * password makes an operator, and no session that somebody took over.
 */
export function rulesOf(policy: Policy, action: Action): readonly Combination[] | undefined {
  const own = policy.actions.get(action);
  if (own !== undefined || !isOperatorAction(action)) return own;
  const signIn = policy.actions.get("sign-in") ?? [];
  return signIn.filter(isByVerifiedPasskeys).map((combination, index) => ({
    ...combination,
    rule: `${action}/${index + 1}`,
    terms: combination.terms.map((term) => ({ ...term, maxAgeSeconds: FRESH_SECONDS })),
    delaySeconds: 0,
    notices: 0,
  }));
}

/** Whether an action is closed to an account for not being an operator's. */
export function isClosedTo(account: AccountView | null, action: Action): boolean {
  if (!action.startsWith("operate:") || action === "operate:join") return false;
  return account?.groups.includes(OPERATORS) !== true;
}

function isOperatorAction(action: Action): boolean {
  return OPERATOR_ACTIONS.some((one) => one === action);
}

function isByVerifiedPasskeys({ terms }: Combination): boolean {
  return terms.every(({ method }) => method === "passkey") && terms.some(isVerified);
}

function isVerified({ classes }: Term): boolean {
  const least = UV_GRADES.indexOf("claimed");
  return classes.every(({ userVerification }) => UV_GRADES.indexOf(userVerification) >= least);
}
