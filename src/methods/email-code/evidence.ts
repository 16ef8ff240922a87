import type { AccountId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { Ceremony } from "../../evidence/methods.ts";
import type { EmailCodeEvidence } from "../../evidence/codes.ts";
import { mintEvidence } from "../../evidence/evidence.ts";

/**
 * States that somebody read the code that was sent to an address.
 *
 * @param ceremony `prove`: an address that the account has; `enrol`: one that it is to have.
 */
export function emailCodeEvidence(
  ceremony: Ceremony,
  account: AccountId,
  address: string,
  sentAt: Instant,
  at: Instant,
): EmailCodeEvidence {
  return mintEvidence({ kind: "email-code", ceremony, account, at, address, sentAt }, "seen");
}
