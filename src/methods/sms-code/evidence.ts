import type { AccountId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { SmsCodeEvidence } from "../../evidence/codes.ts";
import { mintEvidence } from "../../evidence/evidence.ts";
import type { Ceremony } from "../../evidence/methods.ts";

/**
 * States that somebody read the code that was sent to a telephone number.
 *
 * @param ceremony `prove`: a number that the account has; `enrol`: one that it is to have.
 * @param number In the form of E.164, as `parseNumber` gives it.
 */
export function smsCodeEvidence(
  ceremony: Ceremony,
  account: AccountId,
  number: string,
  sentAt: Instant,
  at: Instant,
): SmsCodeEvidence {
  return mintEvidence({ kind: "sms-code", ceremony, account, at, number, sentAt }, "seen");
}
