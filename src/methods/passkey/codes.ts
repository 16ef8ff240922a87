import type { StatementCode } from "./attestation/statement.ts";
import type { CoseCode } from "./cose.ts";

/** Why a credential's answer to a ceremony was refused: each code is one rule of WebAuthn Level 3. */
export type CeremonyCode =
  /** The JSON is not a credential of the kind that was asked for, or is larger than any honest one. */
  | "response_malformed"
  /** The client data is not the UTF-8 of one JSON object with members of the right types. */
  | "client_data_malformed"
  /** The client data is of another ceremony: `type` is not the one that was asked for. */
  | "client_data_type_mismatch"
  /** The challenge is not the one that was issued for this ceremony. */
  | "challenge_mismatch"
  /** The page that called is at no origin of this relying party. */
  | "origin_mismatch"
  /** The page was embedded across origins, and the relying party expects no embedding. */
  | "cross_origin_refused"
  /** The page around the embedded page is not one that the relying party expects. */
  | "top_origin_refused"
  /** The attestation object is not one whole CBOR map of `fmt`, `attStmt` and `authData`. */
  | "attestation_object_malformed"
  /** The authenticator data does not add up: lengths, flags, or what they announce. */
  | "authenticator_data_malformed"
  /** The authenticator answered for another RP ID. */
  | "rp_id_mismatch"
  /** UP is not set: nobody showed to be there. */
  | "user_not_present"
  /** UV is not set although it was required. */
  | "user_not_verified"
  /** BS is set without BE: a state that no authenticator can be in. */
  | "backup_state_invalid"
  /** BE differs from the credential record; it is fixed when the credential is made. */
  | "backup_eligibility_changed"
  /** The credential id is empty or longer than 1023 bytes. */
  | "credential_id_invalid"
  /** The id outside differs from the id that the authenticator gave, or from the record's. */
  | "credential_mismatch"
  /** The credential id is already registered, for whichever account. */
  | "credential_known"
  /** The credential is none of those that the options allowed. */
  | "credential_not_allowed"
  /** Nobody was identified before, and the authenticator names no user. */
  | "user_handle_missing"
  /** The user handle is not that of the credential's owner. */
  | "user_handle_mismatch"
  /** The key's algorithm is none of those that were offered. */
  | "algorithm_not_offered"
  /** An attestation with a path to a trust anchor was required and there is none. */
  | "attestation_required"
  /** The signature over the ceremony is not by the credential's key. */
  | "signature_invalid"
  /** The sign counter did not advance; a copy of the authenticator may exist. */
  | "counter_went_back";

/**
 * Every code a passkey ceremony can fail with: the ceremony's own, those of the credential's
 * public key (`key_…`), and those of its attestation statement (`attestation_…`).
 */
export type PasskeyCode = CeremonyCode | CoseCode | StatementCode;
