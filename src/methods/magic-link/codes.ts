/** Why a link was refused. */
export type MagicLinkCode =
  /** It is no token of a link of ours: another length, other characters, or no text. */
  | "link_malformed"
  /** The token is not the one that was sent. */
  | "link_wrong";
