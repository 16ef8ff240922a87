import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";

/** Somebody read a code that was sent to an e-mail address (NIST SP 800-63B-4: no factor). */
export interface EmailCodeProof {
  readonly kind: "email-code";
  readonly ceremony: "prove";
  readonly account: AccountId;
  readonly at: Instant;
  /** The address in its normalised form. */
  readonly address: string;
  readonly sentAt: Instant;
}
