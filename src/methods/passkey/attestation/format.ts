import type { Result } from "../../../base/result.ts";
import type { AttestationVerdict } from "../../../evidence/passkey.ts";
import type { CoseKey } from "../cose.ts";
import type { TrustAnchors } from "../trust-anchors.ts";
import type { Certificate } from "../../../certificates/certificate.ts";
import type { PathProblem } from "../../../certificates/path-problem.ts";

/** What a verification procedure is given (WebAuthn L3 section 6.5.3, and the formats of section 8). */
export interface StatementInput {
  /** `fmt`, matched case-sensitively. */
  readonly format: string;
  /** `attStmt` as decoded CBOR: a Map, but an array for `compound` (section 8.9). */
  readonly statement: unknown;
  /** The raw bytes that signatures cover. */
  readonly authenticatorData: Uint8Array;
  readonly clientDataHash: Uint8Array;
  /** 16 bytes. */
  readonly aaguid: Uint8Array;
  readonly rpIdHash: Uint8Array;
  readonly credentialId: Uint8Array;
  readonly credentialKey: CoseKey;
  /** Those of the model that the statement is of; none: no path can be trusted. */
  readonly trustAnchors: TrustAnchors;
  readonly now: Date;
}

/**
 * Why a statement is invalid, which always fails the registration. A valid statement that nobody
 * vouches for is no failure: it is `untrusted`.
 *
 * - `attestation_format_unknown`: no such format in section 8.
 * - `attestation_format_refused`: known, and no longer evidence of anything (android-safetynet).
 * - `attestation_statement_malformed`: not the syntax of its format.
 * - `attestation_algorithm_refused`: no algorithm of ours, or one that is too weak.
 * - `attestation_algorithm_mismatch`: another algorithm than the credential key's.
 * - `attestation_signature_invalid`: the signature does not verify.
 * - `attestation_binding_invalid`: it attests another ceremony or another object.
 * - `attestation_key_mismatch`: it attests another key than the credential's.
 * - `attestation_key_properties_refused`: the key's properties are not those the format demands.
 * - `attestation_certificate_malformed`: a certificate of x5c cannot be read.
 * - `attestation_certificate_refused`: the attestation certificate breaks its format's requirements.
 */
export type StatementCode =
  | "attestation_format_unknown"
  | "attestation_format_refused"
  | "attestation_statement_malformed"
  | "attestation_algorithm_refused"
  | "attestation_algorithm_mismatch"
  | "attestation_signature_invalid"
  | "attestation_binding_invalid"
  | "attestation_key_mismatch"
  | "attestation_key_properties_refused"
  | "attestation_certificate_malformed"
  | "attestation_certificate_refused";

/**
 * Why a valid statement is not `verified`: its path, or what it says itself.
 *
 * - `key_not_hardware_enforced` (android-key): the key description does not say that hardware
 *   made the key and keeps it.
 * - `signature_algorithm_weak` (tpm): signed with SHA-1.
 */
export type UntrustedReason =
  | PathProblem
  | "key_not_hardware_enforced"
  | "signature_algorithm_weak";

/** How a valid statement was judged. */
export interface StatementVerdict {
  readonly verdict: AttestationVerdict;
  /** SHA-256 (base64url) of each certificate, leaf first; the trust anchor's last where verified. */
  readonly path: readonly string[];
  /** SHA-1 (hex) of the attestation certificate's public key; null: there is no certificate. */
  readonly keyId: string | null;
  /**
   * Whether the attesting key vouches for the authenticator data. Not so for fido-u2f, whose
   * signature covers the key, the RP ID and the client data alone, and for android-key, where
   * the authenticator data is made outside the trusted environment and signed by the credential
   * key only: there the AAGUID and the flags are no better for a verified path.
   */
  readonly coversAuthenticatorData: boolean;
  /** Present exactly where the verdict is `untrusted`. */
  readonly untrustedBecause?: UntrustedReason;
}

/** What a format's own procedure established, before anybody asks whom to trust. */
export type Findings = None | Self | Certified;

interface None {
  readonly type: "none";
}

interface Self {
  readonly type: "self";
}

/** Basic, AttCA or AnonCA (WebAuthn L3 section 6.5.4); which of them, only metadata can say. */
export interface Certified {
  readonly type: "certified";
  /** x5c, leaf first. */
  readonly chain: readonly [Certificate, ...Certificate[]];
  readonly coversAuthenticatorData: boolean;
  /** A reason of the statement's own not to count as verified, whatever the path. */
  readonly doubt?: UntrustedReason;
}

/** The verification procedure of one attestation statement format. Never throws. */
export type FormatVerifier = (input: StatementInput) => Result<Findings, StatementCode>;
