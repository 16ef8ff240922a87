import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";

/**
 * What somebody else may assert about a person.
 *
 * - `enrolment-link`: an operator handed over a link for this account, and it was opened.
 * - `approval`: an operator, or another signed-in device, approved this attempt.
 * - `proofing`: the person was identified again, supervised (NIST SP 800-63A).
 */
export const ASSERTIONS = ["enrolment-link", "approval", "proofing"] as const;

export type Assertion = (typeof ASSERTIONS)[number];

/** An operator or another system says so. */
export interface ExternalProof {
  readonly kind: "external";
  readonly ceremony: "prove";
  readonly account: AccountId;
  readonly at: Instant;
  readonly assertion: Assertion;
  /** Who says it: two approvals by the same one are one. */
  readonly by: string;
}
