import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Ceremony } from "./methods.ts";
import type { Fact } from "./provenance.ts";

/** A password was given, or a new one was set. */
export interface PasswordEvidence {
  readonly kind: "password";
  readonly ceremony: Ceremony;
  readonly account: AccountId;
  readonly at: Instant;
  /** The id of the credential that keeps it: a new password is another one. */
  readonly credential: string;
  /** In characters (Unicode code points). */
  readonly length: number;
  /** Mailboxes (normalised addresses) by which it can be reset: it falls with each of them. */
  readonly resetBy: readonly string[];
}

/**
 * Where the seed of a one-time password lives. Who holds the app cannot be seen, so it is a word of
 * the person's (`claimed`) or of an operator who handed out tokens (`asserted`).
 */
export type SeedKeeper = "hardware-token" | "own-app" | "vault" | "unknown";

/** A time-based one-time password was given (RFC 6238), or its seed was set up. */
export interface TotpEvidence {
  readonly kind: "totp";
  readonly ceremony: Ceremony;
  readonly account: AccountId;
  readonly at: Instant;
  /** The id of the credential that keeps the seed. */
  readonly credential: string;
  readonly keptIn: Fact<SeedKeeper>;
}
