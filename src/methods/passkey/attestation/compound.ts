import { ok, type Result } from "../../../base/result.ts";
import type { AttestationVerdict } from "../../../evidence/passkey.ts";
import type { StatementCode, StatementInput, StatementVerdict } from "./format.ts";
import { malformed, readMembers } from "./statement-syntax.ts";

const MINIMUM_STATEMENTS = 2;
/** No limit of the specification: each statement costs a signature check and a path. */
const MAXIMUM_STATEMENTS = 4;

const WEAKEST_FIRST: readonly AttestationVerdict[] = [
  "unchecked",
  "none",
  "self",
  "untrusted",
  "verified",
];

type Verify = (input: StatementInput) => Result<StatementVerdict, StatementCode>;

/**
 * WebAuthn L3 section 8.9: several statements about the same credential, never nested.
 *
 * The section leaves to the relying party how many must verify, and which outcome counts. Here
 * every one must be valid, since an authenticator that says one false thing is believed in
 * nothing, and the weakest verdict is the verdict: `verified` means that all of it was.
 */
export function verifyCompound(
  input: StatementInput,
  verify: Verify,
): Result<StatementVerdict, StatementCode> {
  const { statement } = input;
  if (!Array.isArray(statement)) return malformed("compound is not an array");
  if (statement.length < MINIMUM_STATEMENTS || statement.length > MAXIMUM_STATEMENTS) {
    return malformed("compound holds too few or too many statements");
  }
  const verdicts: StatementVerdict[] = [];
  for (const item of statement) {
    const members = readMembers(item, ["fmt", "attStmt"]);
    const format = members?.get("fmt");
    // "nonCompoundAttStmt": the syntax itself forbids nesting.
    if (typeof format !== "string" || format === "compound") return malformed("compound fmt");
    const verdict = verify({ ...input, format, statement: members?.get("attStmt") });
    if (!verdict.ok) return verdict;
    verdicts.push(verdict.value);
  }
  return ok(weakest(verdicts));
}

function weakest(verdicts: readonly StatementVerdict[]): StatementVerdict {
  const ranks = verdicts.map(({ verdict }) => WEAKEST_FIRST.indexOf(verdict));
  const verdict = WEAKEST_FIRST[Math.min(...ranks)] ?? "none";
  const untrustedBecause = verdicts.find((each) => each.verdict === verdict)?.untrustedBecause;
  return {
    verdict,
    path: [...new Set(verdicts.flatMap(({ path }) => path))],
    keyId: verdicts.find(({ keyId }) => keyId !== null)?.keyId ?? null,
    coversAuthenticatorData: verdicts.some((each) => each.coversAuthenticatorData),
    ...(untrustedBecause === undefined ? {} : { untrustedBecause }),
  };
}
