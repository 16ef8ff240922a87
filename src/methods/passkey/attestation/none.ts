import { ok } from "../../../base/result.ts";
import type { FormatVerifier } from "./format.ts";
import { malformed, readMembers } from "./statement-syntax.ts";

/** WebAuthn L3 section 8.7: an empty map, which attests nothing. */
export const verifyNone: FormatVerifier = ({ statement }) =>
  readMembers(statement, []) === undefined
    ? malformed("attStmt is not empty")
    : ok({ type: "none" });
