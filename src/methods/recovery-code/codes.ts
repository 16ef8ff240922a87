/** Why a recovery code was refused. */
export type RecoveryCodeCode =
  /** It cannot be a recovery code: too few or too many characters, or none that codes are made of. */
  | "recovery_code_malformed"
  /** It is none of the set. */
  | "recovery_code_wrong"
  /** It is of the set, and was used before. */
  | "recovery_code_used";
