import type {
  AccountId,
  AttemptId,
  CredentialId,
  EventId,
  MessageId,
  SessionId,
  StepId,
  UserHandle,
} from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Method } from "../evidence/methods.ts";
import type { PasskeyEnrolment } from "../evidence/passkey.ts";

export interface AccountRecord {
  readonly id: AccountId;
  /** The WebAuthn user handle of every passkey of this account. Unique. */
  readonly userHandle: UserHandle;
  readonly state: "active" | "disabled";
  readonly groups: readonly string[];
  /** Methods that it ever had, until an action at that level took the last one away. */
  readonly everHad: readonly Method[];
  readonly createdAt: Instant;
}

export interface AddressRecord {
  readonly account: AccountId;
  readonly channel: "email";
  /** As the person wrote it. */
  readonly address: string;
  /** What lookups compare; unique within its channel. */
  readonly normalised: string;
  readonly provedAt: Instant;
}

/** A passkey as stored (WebAuthn L3 section 4, "credential record"). */
export interface CredentialRecord {
  readonly id: CredentialId;
  readonly account: AccountId;
  /** COSE_Key, base64url, exactly as the authenticator gave it. */
  readonly publicKey: string;
  readonly counter: number;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly uvInitialized: boolean;
  /** The person's own words, or null. The provider's name is never stored here. */
  readonly name: string | null;
  readonly state: "active" | "suspended";
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  /** Until then it counts as one step of two; null: in full. */
  readonly settlesAt: Instant | null;
  /** What it was worth when it was last looked at; null: nobody looked yet. */
  readonly graded: CredentialGrade | null;
  readonly enrolment: PasskeyEnrolment;
  /** Kept verbatim (base64url), so that it can be judged again. */
  readonly attestationObject: string;
  readonly clientDataJson: string;
}

/**
 * What a credential was worth under one policy and one knowledge. It decides nothing, since every
 * decision assesses anew: it is what a change is told by, and by whose name those are found that
 * were not looked at since.
 */
export interface CredentialGrade {
  /** The versions of policy and knowledge. */
  readonly with: string;
  readonly verdict: string;
  readonly reasons: readonly string[];
}

/** What a re-assessment writes of one credential. */
export interface Regrading {
  readonly id: CredentialId;
  readonly graded: CredentialGrade;
  /** As its attestation is judged now; null: unchanged. */
  readonly enrolment: PasskeyEnrolment | null;
}

/** A document that all nodes share and that only ever gets newer, such as the metadata blob. */
export interface DocumentRecord {
  readonly kind: "mds";
  /** Its own serial number. */
  readonly version: number;
  readonly body: string;
  readonly savedAt: Instant;
}

/** What a later assertion may change of a credential record. */
export interface CredentialUse {
  readonly id: CredentialId;
  /** The counter that was read before the signature was checked; the update fails if it moved. */
  readonly expectedCounter: number;
  readonly counter: number;
  readonly backedUp: boolean;
  readonly uvInitialized: boolean;
  readonly lastUsedAt: Instant;
}

export type AttemptState = "open" | "waiting" | "allowed" | "refused" | "expired";

/** An attempt at an action, from its first fact on. Before that it lives sealed in its id. */
export interface AttemptRecord {
  readonly id: AttemptId;
  /** SHA-256 (base64url) of the browser binding that began it. */
  readonly browser: string;
  readonly session: SessionId | null;
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  readonly identifier: string | null;
  readonly account: AccountId | null;
  readonly state: AttemptState;
  /** Codes of why it was refused; empty unless refused. */
  readonly refusals: readonly string[];
  readonly evidence: readonly Evidence[];
  /** Passkeys created in this attempt; bound to the account only when it is allowed. */
  readonly pending: readonly CredentialRecord[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Raised by every save; a save that expects another one fails (two answers at once). */
  readonly version: number;
}

/** A code that was sent. The code itself is kept only as a keyed hash. */
export interface CodeRecord {
  readonly id: StepId;
  readonly attempt: AttemptId;
  readonly address: string;
  readonly normalised: string;
  readonly hash: string;
  /** All that were made: a try is counted before the code is compared. */
  readonly tries: number;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

export interface SessionRecord {
  readonly id: SessionId;
  readonly account: AccountId;
  /** SHA-256 (base64url) of the secret half of the cookie. */
  readonly secretHash: string;
  readonly attempt: AttemptId;
  readonly authenticatedAt: Instant;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  readonly idleSeconds: number;
  readonly absoluteExpiresAt: Instant;
  readonly evidence: readonly Evidence[];
  /** The rule that allowed it, as the decision named it. */
  readonly rule: string;
  readonly policy: string;
  /** What the browser called itself, for the person's own list of sessions. */
  readonly userAgent: string;
}

/** One line of the audit record. Never holds a secret. */
export interface EventRecord {
  readonly id: EventId;
  readonly at: Instant;
  readonly kind: string;
  readonly account: AccountId | null;
  readonly attempt: AttemptId | null;
  readonly network: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A message that leaves, or has left. Its text is sealed: it holds codes. */
export interface MessageRecord {
  readonly id: MessageId;
  readonly channel: "email";
  readonly to: string;
  readonly sealed: string;
  readonly state: "queued" | "sent" | "failed";
  readonly createdAt: Instant;
}
