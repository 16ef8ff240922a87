import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Ceremony } from "./methods.ts";

interface Message {
  /** To what the account has, or to what it is to have. */
  readonly ceremony: Ceremony;
  readonly account: AccountId;
  readonly at: Instant;
  readonly sentAt: Instant;
}

/** Somebody read a code that was sent to an e-mail address (NIST SP 800-63B-4: no factor). */
export interface EmailCodeEvidence extends Message {
  readonly kind: "email-code";
  /** The address in its normalised form. */
  readonly address: string;
}

/** Somebody read a code that was sent to a telephone number (a restricted authenticator). */
export interface SmsCodeEvidence extends Message {
  readonly kind: "sms-code";
  /** In the form of E.164. */
  readonly number: string;
}

/** Somebody opened a link that was sent to an e-mail address, and asked for what it offers. */
export interface MagicLinkProof extends Message {
  readonly kind: "magic-link";
  readonly ceremony: "prove";
  readonly address: string;
}

/** A saved recovery code was used up, or a new set of them was shown. */
export interface RecoveryCodeEvidence {
  readonly kind: "recovery-code";
  readonly ceremony: Ceremony;
  readonly account: AccountId;
  readonly at: Instant;
  /** The set that it belongs to. */
  readonly credential: string;
}
