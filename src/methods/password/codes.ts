/** Why a password was not accepted as a new one, or could not be read at all. */
export type PasswordCode =
  /** It is no text, it is empty, or it holds half a character (a surrogate without its other half). */
  | "password_malformed"
  /** It has more characters than are accepted. */
  | "password_too_long"
  /** It has fewer characters than its use asks for. */
  | "password_too_short"
  /** It is one of those that are tried first: on the list, or made from it in a usual way. */
  | "password_common"
  /** It is the name of the service, of the person or of the account, or made from it. */
  | "password_contextual"
  /** It was found among passwords that were stolen elsewhere. */
  | "password_breached";

/** Why a password could not be hashed now. None of them says anything about the password. */
export type HashingCode =
  /** As many are waiting as may, or the wait was too long: to be asked again later (503). */
  | "hashing_busy"
  /** It took longer than it may, and was given up. */
  | "hashing_timed_out"
  /** The worker failed, or it gave no hash. */
  | "hashing_failed"
  /** The pool was closed. */
  | "hashing_closed";

/** Why a password that was given proves nothing. */
export type PasswordProofCode =
  /** It is not the account's, or there is no account, or none with a password. */
  | "password_wrong"
  /** What is kept cannot be compared with: no hash of a kind that is known, or its pepper is gone. */
  | "password_record_unusable"
  | HashingCode;
