/** Why a proof is worth what it is worth. Each code has a sentence in the catalogue of words. */
export const REASON_CODES = [
  "user_verified",
  "user_verification_missing",
  "user_verification_bypassed",
  "user_verification_unasked",
  "user_verification_unbacked",
  "user_verification_known_issue",
  "key_attested",
  "keeper_unknown",
  "vault_second_step_unknown",
  "passkey_unsettled",
  "counter_went_back",
  "no_longer_backed_up",
  "attestation_compromised",
  "model_revoked",
  "model_key_compromised",
  "model_key_extractable",
  "model_status_unknown",
  "model_retired",
  "model_update_available",
  "email_is_no_factor",
  "sms_is_restricted",
  "recovery_code_is_no_factor",
  "asserted_by_another",
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

/** Reasons that speak for a proof; every other one says what it lacks. */
export const GOOD_REASONS: ReadonlySet<ReasonCode> = new Set(["user_verified", "key_attested"]);
