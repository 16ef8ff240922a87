import type { AccountId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { RecoveryCodeEvidence } from "../../evidence/codes.ts";
import { mintEvidence } from "../../evidence/evidence.ts";
import type { Ceremony } from "../../evidence/methods.ts";

/**
 * States that a saved recovery code was used up, or that a new set of them was shown.
 *
 * @param credential The set that it belongs to.
 */
export function recoveryCodeEvidence(
  ceremony: Ceremony,
  account: AccountId,
  credential: string,
  at: Instant,
): RecoveryCodeEvidence {
  return mintEvidence({ kind: "recovery-code", ceremony, account, at, credential }, "seen");
}
