import type { Instant } from "../base/time.ts";
import type { Doable } from "../flows/doable.ts";
import type { ReasonTextCode } from "../words/reason-text.ts";
import { ACCOUNT_NOTICES, type AccountNotice } from "./attempt-model.ts";
import type { PageContext } from "./context.ts";

export interface AccountModel {
  readonly context: PageContext;
  readonly email: string | null;
  /** What authenticators call the site and the account. */
  readonly passkeyOwner: { readonly rpId: string; readonly userHandle: string | null };
  readonly now: Instant;
  readonly notice: AccountNotice | null;
  readonly passkeys: readonly PasskeyItem[];
  readonly ways: readonly WayItem[];
  /** What the policy lets the account add. */
  readonly addable: readonly WayMethod[];
  readonly emailChangeable: boolean;
  readonly session: SessionFacts;
}

export const WAY_METHODS = ["password", "totp", "sms-code", "recovery-code"] as const;

export type WayMethod = (typeof WAY_METHODS)[number];

/** What signs in or back in and is no passkey. */
export interface WayItem extends Doable {
  readonly id: string;
  readonly method: WayMethod;
  /** A masked number; null: nothing to tell it by. */
  readonly detail: string | null;
  /** Why it is of no use now; null: it is. */
  readonly stopped: "suspended" | "too-many-tries" | "used-up" | null;
  /** Of saved codes: how many were not used yet. */
  readonly codesLeft: number | null;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  /** The action that puts a new one in its place, where there is one. */
  readonly replacedBy: string | null;
}

/** A passkey as its owner sees it. */
export interface PasskeyItem extends Doable {
  readonly id: string;
  /** The person's own words, or null. */
  readonly name: string | null;
  /** Who keeps it, by its AAGUID, looked up when the page is made; null: not known. */
  readonly provider: string | null;
  readonly state: "active" | "suspended";
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  /** What it is good for when its owner signs in, as it was judged just now. */
  readonly verdict: "enough" | "one-step" | "refused";
  /** Why; from the same assessment. */
  readonly reasons: readonly ReasonTextCode[];
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  /** The session rests on it. */
  readonly current: boolean;
}

export interface SessionFacts {
  readonly authenticatedAt: Instant;
  /** The last moment of the session, whatever happens. */
  readonly endsAt: Instant;
  readonly phishingResistant: boolean;
  /** Why one passkey was enough, or was not. */
  readonly reasons: readonly ReasonTextCode[];
  /** What developers and auditors ask for. */
  readonly policy: string;
  readonly rule: string;
  /** NIST SP 800-63B-4 assurance level. */
  readonly aal: number;
  /** RFC 8176 values. */
  readonly amr: readonly string[];
}

/** The notice that a query parameter names, or null. */
export function readNotice(text: string | null | undefined): AccountNotice | null {
  return ACCOUNT_NOTICES.find((notice) => notice === text) ?? null;
}
