import type { AccountId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import { mintEvidence } from "../../evidence/evidence.ts";
import type { ExternalProof } from "../../evidence/external.ts";
import type { CheckedAssertion } from "./assertion.ts";

/** States that an operator or another system asserted something, as `checkAssertion` let it pass. */
export function externalEvidence(
  account: AccountId,
  { assertion, by }: CheckedAssertion,
  at: Instant,
): ExternalProof {
  return mintEvidence({ kind: "external", ceremony: "prove", account, at, assertion, by }, "seen");
}
