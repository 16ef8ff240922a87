import type {
  AccountId,
  AttemptId,
  CredentialId,
  EventId,
  MessageId,
  SecretId,
  SessionId,
  StepId,
  UserHandle,
} from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Method } from "../evidence/methods.ts";
import type { PasskeyEnrolment } from "../evidence/passkey.ts";
import type { Fact } from "../evidence/provenance.ts";
import type { SeedKeeper } from "../evidence/secrets.ts";

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

/** What an account can show that is no passkey. One of each method. */
export type SecretRecord = SecretFacts & SecretContent;

interface SecretFacts {
  readonly id: SecretId;
  readonly account: AccountId;
  readonly state: "active" | "suspended";
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  /**
   * Tries since it was last shown rightly. Each is counted before anything is compared, so that a
   * thousand at once are still so many (NIST SP 800-63B-4 section 3.2.2).
   */
  readonly tries: number;
  /** Raised by every save; a save that expects another one fails. */
  readonly version: number;
}

export type SecretContent =
  | {
      readonly method: "password";
      readonly body: {
        readonly phc: string;
        readonly pepper: string | null;
        /** In characters. */
        readonly length: number;
      };
    }
  | {
      readonly method: "totp";
      readonly body: {
        /** Sealed for this record's id. */
        readonly seed: string;
        readonly algorithm: "SHA1" | "SHA256" | "SHA512";
        readonly digits: 6 | 8;
        readonly period: 30 | 60;
        /** The last time step whose code was taken; null: none yet. */
        readonly lastStep: number | null;
        readonly keptIn: Fact<SeedKeeper>;
      };
    }
  /** In the form of E.164. */
  | { readonly method: "sms-code"; readonly body: { readonly number: string } }
  | {
      readonly method: "recovery-code";
      readonly body: {
        /** Keyed hashes. */
        readonly kept: readonly { readonly hash: string; readonly usedAt: Instant | null }[];
      };
    };

/** What was created in an attempt, and is bound to the account only when it is allowed. */
export type PendingRecord = CredentialRecord | SecretRecord;

/** What a later assertion may change of a credential record. */
export interface CredentialUse {
  readonly id: CredentialId;
  /** The counter that was read before the signature was checked; the update fails if it moved. */
  readonly expectedCounter: number;
  /** As it was read, too: a suspended one is used by being lifted and in no other way. */
  readonly expectedState: CredentialRecord["state"];
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
  readonly pending: readonly PendingRecord[];
  /** Null until all was shown that has to be, and only time and notices are left. */
  readonly waiting: Waiting | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Raised by every save; a save that expects another one fails (two answers at once). */
  readonly version: number;
}

/** That an attempt waits, or has waited. */
export interface Waiting {
  /** The attempt that began it: one that takes it up in another browser keeps it. */
  readonly id: AttemptId;
  readonly since: Instant;
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
  /** Of a recovery: it lets its owner look at the account, and signs nobody in. */
  readonly purpose: "account" | "recovery";
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

/** A message that leaves, or has left. */
export interface MessageRecord {
  readonly id: MessageId;
  readonly channel: "email" | "sms";
  readonly to: string;
  /** Its text: it holds codes. Empty once it has left or failed. */
  readonly sealed: string;
  /** Whose account it is about; null: nobody's yet. */
  readonly account: AccountId | null;
  /** In which attempt it was asked for; null: in none. */
  readonly attempt: AttemptId | null;
  readonly state: "queued" | "sent" | "failed";
  readonly createdAt: Instant;
  /** From then on it is of no use, and is not sent. */
  readonly notAfter: Instant;
  /** How often somebody took it to send it; by this number whoever took it last is known. */
  readonly tries: number;
  /** From then on somebody may take it. */
  readonly dueAt: Instant;
  /** Why it failed, or why it waits; null: it left, or was not tried yet. */
  readonly reason: string | null;
  /** When it left or failed. */
  readonly doneAt: Instant | null;
}

/** Takes a message that is due, as it was read. */
export interface MessageClaim {
  readonly id: MessageId;
  /** As it was read: if it is another by now, somebody else took it. */
  readonly tries: number;
  readonly now: Instant;
  /** Until then nobody else may take it. */
  readonly until: Instant;
}

/** Puts a message back, to be tried again. */
export interface MessageDelay {
  readonly id: MessageId;
  /** With the claim counted. */
  readonly tries: number;
  readonly dueAt: Instant;
  readonly reason: string;
}

/** Takes a message off the queue for good. */
export interface MessageEnd {
  readonly id: MessageId;
  /** With the claim counted; null: whoever has it now, since what has left has left. */
  readonly tries: number | null;
  readonly state: "sent" | "failed";
  readonly reason: string | null;
  readonly doneAt: Instant;
}
