import { unreachable } from "../base/fault.ts";
import type { Showing } from "../evidence/evidence.ts";
import type { TotpEvidence } from "../evidence/secrets.ts";
import type { Factor, PlainGrade } from "./assurance.ts";
import { SOME_VAULT } from "./independence.ts";
import type { ReasonCode } from "./reasons.ts";

type Plain = Exclude<Showing, { readonly kind: "passkey" }>;

interface Worth {
  readonly roots: readonly string[];
  readonly factors: readonly Factor[];
  readonly amr: readonly string[];
  readonly reasons: readonly ReasonCode[];
}

/** What a secret, a code, a link or somebody's word is worth: none is bound to the origin. */
export function gradePlain(evidence: Plain): PlainGrade {
  return {
    evidence,
    method: evidence.kind,
    ceremony: evidence.ceremony,
    account: evidence.account,
    at: evidence.at,
    assertion: evidence.kind === "external" ? evidence.assertion : null,
    phishingResistant: false,
    ...worthOf(evidence),
  };
}

function worthOf(evidence: Plain): Worth {
  switch (evidence.kind) {
    case "password":
      return worth(["password", ...evidence.resetBy.map(mailbox)], "know", "pwd");
    case "totp":
      return worth(totpRoots(evidence), "have", "otp");
    case "sms-code":
      // NIST SP 800-63B-4 section 3.2.9.
      return worth([`number:${evidence.number}`], "have", "sms", "sms_is_restricted");
    case "email-code":
      // NIST SP 800-63B-4 section 3.1.3.1: e-mail is no out-of-band authenticator.
      // Nor is its code a one-time password in the sense of RFC 8176.
      return worth([mailbox(evidence.address)], null, null, "email_is_no_factor");
    case "magic-link":
      return worth([mailbox(evidence.address)], null, null, "email_is_no_factor");
    case "recovery-code":
      // NIST SP 800-63B-4 section 4.2: a saved code recovers an account and signs nobody in.
      return worth([`codes:${evidence.credential}`], null, null, "recovery_code_is_no_factor");
    case "external":
      return worth([`word-of:${evidence.by}`], null, null, "asserted_by_another");
    default:
      return unreachable(evidence);
  }
}

function worth(
  roots: readonly string[],
  factor: Factor | null,
  amr: string | null,
  reason?: ReasonCode,
): Worth {
  return {
    roots,
    factors: factor === null ? [] : [factor],
    amr: amr === null ? [] : [amr],
    reasons: reason === undefined ? [] : [reason],
  };
}

function mailbox(address: string): string {
  return `mailbox:${address}`;
}

/** Where the seed lives is taken at its worst: in the vault that holds the passkey. */
function totpRoots({ credential, keptIn }: TotpEvidence): readonly string[] {
  const elsewhere = keptIn.value === "own-app" || keptIn.value === "hardware-token";
  const said = keptIn.from === "claimed" || keptIn.from === "asserted";
  return elsewhere && said ? [`totp:${credential}`] : [`totp:${credential}`, SOME_VAULT];
}
