import { fail, ok, type Result } from "../../../base/result.ts";
import { verifyAndroidKey } from "./android-key.ts";
import { verifyAndroidSafetynet } from "./android-safetynet.ts";
import { verifyApple } from "./apple.ts";
import { verifyCompound } from "./compound.ts";
import { verifyFidoU2f } from "./fido-u2f.ts";
import type { FormatVerifier, StatementCode, StatementInput, StatementVerdict } from "./format.ts";
import { judge } from "./judge.ts";
import { verifyNone } from "./none.ts";
import { verifyPacked } from "./packed.ts";
import { verifyTpm } from "./tpm.ts";

export type { StatementCode } from "./format.ts";

/** WebAuthn L3 section 8, except `compound`. A Map, so that `__proto__` names nothing. */
const FORMATS: ReadonlyMap<string, FormatVerifier> = new Map([
  ["packed", verifyPacked], // 8.2
  ["tpm", verifyTpm], // 8.3
  ["android-key", verifyAndroidKey], // 8.4
  ["android-safetynet", verifyAndroidSafetynet], // 8.5
  ["fido-u2f", verifyFidoU2f], // 8.6
  ["none", verifyNone], // 8.7
  ["apple", verifyApple], // 8.8
]);

/**
 * WebAuthn L3 section 7.1 steps 21 to 24: verifies an attestation statement and judges whom it can
 * be believed of.
 *
 * A failure means that the statement is invalid: the registration must end. A valid statement
 * without a path to a trust anchor succeeds as `untrusted`, which counts as no attestation at all;
 * whether that is enough is the caller's question. `verified` takes an anchor: an empty list
 * of anchors never gives it. Never throws, whatever the bytes.
 */
export function verifyStatement(input: StatementInput): Result<StatementVerdict, StatementCode> {
  return input.format === "compound" ? verifyCompound(input, verifySimple) : verifySimple(input);
}

function verifySimple(input: StatementInput): Result<StatementVerdict, StatementCode> {
  const verifyFormat = FORMATS.get(input.format);
  if (verifyFormat === undefined) return fail("attestation_format_unknown");
  const findings = verifyFormat(input);
  return findings.ok ? ok(judge(findings.value, input)) : findings;
}
