/** Why a one-time password, or the seed of one, was refused. */
export type TotpCode =
  /** It is not as many digits as the token shows. */
  | "totp_malformed"
  /** It is the code of none of the steps that are near enough. */
  | "totp_wrong"
  /** It is right, and so was a code of the same step or a later one before (RFC 6238 section 5.2). */
  | "totp_used";

/** Why a seed was not taken over. */
export type SeedCode =
  /** It is not written in the encoding that it is said to be in. */
  | "seed_malformed"
  /** It has fewer bits than RFC 4226 section 4 (R6) allows. */
  | "seed_too_short"
  /** It is longer than any HMAC makes use of. */
  | "seed_too_long";
