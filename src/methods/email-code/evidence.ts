import type { AccountId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { EmailCodeProof } from "../../evidence/codes.ts";
import { mintEvidence } from "../../evidence/evidence.ts";

/** States that somebody read the code that was sent to an address. */
export function emailCodeEvidence(
  account: AccountId,
  address: string,
  sentAt: Instant,
  at: Instant,
): EmailCodeProof {
  return mintEvidence(
    { kind: "email-code", ceremony: "prove", account, at, address, sentAt },
    "seen",
  );
}
