import type { AccountId, CredentialId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Evidence, Standing } from "../evidence/evidence.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import type { ProviderFacts } from "./knowledge.ts";

/**
 * What user verification is worth, worst first.
 *
 * - `none`: UV was not set.
 * - `unbacked`: UV is set now, but the passkey was created without it and no other factor has
 *   vouched for it since (WebAuthn L3 section 4, "uvInitialized"): it may be a thief's own PIN.
 * - `known-issue`: claimed by a provider that is known to set UV without verifying anybody.
 * - `claimed`: the authenticator says so.
 * - `attested`: the same, by a model that its attestation proves.
 */
export const UV_GRADES = ["none", "unbacked", "known-issue", "claimed", "attested"] as const;

export type UvGrade = (typeof UV_GRADES)[number];

/**
 * Something the person has, or something he knows or is. Which of the last two a user
 * verification was cannot be known: the `uvm` extension is gone.
 */
export type Factor = "have" | "know-or-are";

/** Why a proof is worth what it is worth. Each code has a sentence in the catalogue of words. */
export type ReasonCode =
  | "user_verified"
  | "user_verification_missing"
  | "user_verification_unbacked"
  | "user_verification_known_issue"
  | "email_is_no_factor"
  | "counter_went_back";

/** One piece of evidence, graded. */
export type Proof = PasskeyGrade | EmailCodeGrade;

interface Graded {
  readonly evidence: Evidence;
  readonly method: Method;
  readonly ceremony: Ceremony;
  readonly account: AccountId;
  readonly at: Instant;
  /** What falls with it: proofs that share a root are one proof. */
  readonly root: string;
  readonly factors: readonly Factor[];
  readonly phishingResistant: boolean;
  readonly amr: readonly string[];
  readonly reasons: readonly ReasonCode[];
}

export interface PasskeyGrade extends Graded {
  readonly method: "passkey";
  readonly credential: CredentialId;
  readonly uv: UvGrade;
  readonly attested: boolean;
  readonly backupEligible: boolean;
  /** By the AAGUID, which is a claim unless `attested`. */
  readonly provider: ProviderFacts | null;
}

export interface EmailCodeGrade extends Graded {
  readonly method: "email-code";
}

/** NIST SP 800-63B-4 authenticator assurance level; 0: no authenticator at all. */
export type Aal = 0 | 1 | 2 | 3;

/** What a list of evidence proves, in the light of what is known, at an instant. */
export interface Assurance {
  readonly proofs: readonly Proof[];
  readonly factors: readonly Factor[];
  readonly aal: Aal;
  readonly phishingResistant: boolean;
  /** RFC 8176 values, true to the evidence. */
  readonly amr: readonly string[];
  /** `phr` (OpenID EAP ACR values 1.0), else `urn:assay:aal:N`. */
  readonly acr: string;
  readonly knowledge: string;
  /** `supposed` as soon as one piece of evidence is: then no grant can come of it. */
  readonly standing: Standing;
}
