import type { AccountId, CredentialId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Circumstance } from "../evidence/circumstance.ts";
import type { Showing, Standing } from "../evidence/evidence.ts";
import type { Assertion } from "../evidence/external.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import type { ProviderClass, ProviderFacts } from "./knowledge.ts";
import type { ModelStanding } from "./model-standing.ts";
import type { ReasonCode } from "./reasons.ts";

/**
 * What user verification is worth, worst first.
 *
 * - `none`: UV was not set.
 * - `bypassed`: the model is known to be open to software that sets UV by itself.
 * - `unasked`: UV is set, but nobody required it; it satisfies nothing that would have asked.
 * - `unbacked`: UV is set now, but the passkey was created without it and no other factor has
 *   vouched for it since (WebAuthn L3 section 4, "uvInitialized"): it may be a thief's own PIN.
 * - `known-issue`: claimed by a provider that is known to set UV without verifying anybody.
 * - `claimed`: the authenticator says so.
 * - `attested`: the same, by a model that its attestation proves.
 */
export const UV_GRADES = [
  "none",
  "bypassed",
  "unasked",
  "unbacked",
  "known-issue",
  "claimed",
  "attested",
] as const;

export type UvGrade = (typeof UV_GRADES)[number];

/**
 * Something the person has, knows, or knows or is. Which of the last two a user verification was
 * cannot be known: the `uvm` extension is gone.
 */
export type Factor = "have" | "know" | "know-or-are";

/** Who keeps a passkey. `unknown`: no AAGUID, or one that nobody has listed. */
export type KeeperClass = ProviderClass | "unknown";

/** One piece of evidence, graded. */
export type Proof = PasskeyGrade | PlainGrade;

interface Graded {
  readonly evidence: Showing;
  readonly ceremony: Ceremony;
  readonly account: AccountId;
  readonly at: Instant;
  /** Each single compromise that it falls to; proofs that share one are one proof. */
  readonly roots: readonly string[];
  readonly factors: readonly Factor[];
  readonly phishingResistant: boolean;
  readonly amr: readonly string[];
  readonly reasons: readonly ReasonCode[];
}

export interface PasskeyGrade extends Graded {
  readonly method: "passkey";
  readonly credential: CredentialId;
  readonly uv: UvGrade;
  readonly keeper: KeeperClass;
  /** By the AAGUID, which is a claim unless `attested`. */
  readonly provider: ProviderFacts | null;
  /** What the metadata says of its model; by the AAGUID too. */
  readonly model: ModelStanding;
  /** A statement that was verified to an anchor, and that no later compromise takes back. */
  readonly attested: boolean;
  readonly exportable: Exportability;
  /** Attestation proves that hardware keeps the key. */
  readonly hardware: boolean;
  readonly settled: boolean;
  readonly counterWentBack: boolean;
}

/** Whether the key can leave: BE=1 says yes; a no is believed only of an attested model. */
export type Exportability = "yes" | "claimed-no" | "no";

export interface PlainGrade extends Graded {
  readonly method: Exclude<Method, "passkey">;
  /** Of `external` alone. */
  readonly assertion: Assertion | null;
}

/** NIST SP 800-63B-4 authenticator assurance level; 0: no authenticator at all. */
export type Aal = 0 | 1 | 2 | 3;

/** What a list of evidence proves, in the light of what is known, at an instant. */
export interface Assurance {
  readonly proofs: readonly Proof[];
  readonly circumstances: readonly Circumstance[];
  readonly factors: readonly Factor[];
  readonly aal: Aal;
  readonly phishingResistant: boolean;
  /** NIST SP 800-63B-4 section 3.2.9: rests on a restricted authenticator (SMS). */
  readonly restricted: boolean;
  /** RFC 8176 values, true to the evidence. */
  readonly amr: readonly string[];
  /** `phrh` or `phr` (OpenID EAP ACR values 1.0), else `urn:assay:aal:N`. */
  readonly acr: string;
  readonly knowledge: string;
  /** `supposed` as soon as one piece of evidence is: then no grant can come of it. */
  readonly standing: Standing;
}
