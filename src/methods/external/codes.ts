/** Why what somebody asserted was not taken down. */
export type ExternalCode =
  /** No kind of assertion that there is. */
  | "assertion_unknown"
  /** Who says it is not named, or not by a plain identifier. */
  | "asserter_invalid"
  /** Somebody vouches for the account under its own name. */
  | "asserter_is_account";
