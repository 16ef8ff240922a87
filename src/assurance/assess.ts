import { unreachable } from "../base/fault.ts";
import type { Instant } from "../base/time.ts";
import type { EmailCodeProof } from "../evidence/codes.ts";
import { type Evidence, standingOf } from "../evidence/evidence.ts";
import type { Aal, Assurance, EmailCodeGrade, Proof } from "./assurance.ts";
import { gradePasskey } from "./grade-passkey.ts";
import type { Knowledge } from "./knowledge.ts";

/**
 * What a list of evidence proves. Pure; evidence from the future is left out, since a clock that
 * went back must not make anything fresher than it is.
 * @throws AssayFault `ASSAY_EVIDENCE_FORGED` if a piece was made by no verifier.
 */
export function assess(
  evidence: readonly Evidence[],
  knowledge: Knowledge,
  now: Instant,
): Assurance {
  const standing = evidence.every((piece) => standingOf(piece) === "seen") ? "seen" : "supposed";
  const proofs = evidence
    .filter((piece) => piece.at <= now)
    .map((piece) => grade(piece, knowledge));
  const factors = unique(proofs.flatMap((proof) => proof.factors));
  const aal = assuranceLevel(proofs);
  // One relayed secret among the proofs does not undo an origin-bound one, but a session that
  // rests on no origin-bound proof at all is phishable (NIST SP 800-63B-4 section 3.2.5).
  const phishingResistant = proofs.some((proof) => proof.phishingResistant);
  return {
    proofs,
    factors,
    aal,
    phishingResistant,
    amr: unique(proofs.flatMap((proof) => proof.amr)),
    acr: phishingResistant ? "phr" : `urn:assay:aal:${aal}`,
    knowledge: knowledge.version,
    standing,
  };
}

function grade(evidence: Evidence, knowledge: Knowledge): Proof {
  switch (evidence.kind) {
    case "passkey":
      return gradePasskey(evidence, knowledge);
    case "email-code":
      return gradeEmailCode(evidence);
    default:
      return unreachable(evidence);
  }
}

/** NIST SP 800-63B-4 section 3.1.3.1: e-mail is no out-of-band authenticator, so no factor. */
function gradeEmailCode(evidence: EmailCodeProof): EmailCodeGrade {
  return {
    evidence,
    method: "email-code",
    ceremony: evidence.ceremony,
    account: evidence.account,
    at: evidence.at,
    root: `mailbox:${evidence.address}`,
    factors: [],
    phishingResistant: false,
    amr: ["otp"],
    reasons: ["email_is_no_factor"],
  };
}

/**
 * NIST SP 800-63B-4 section 2: one authenticator is AAL1; a multi-factor one is AAL2. AAL3 takes
 * an attested, non-exportable key of a validated module, which nothing here proves yet.
 */
function assuranceLevel(proofs: readonly Proof[]): Aal {
  const most = Math.max(0, ...proofs.map((proof) => proof.factors.length));
  return most >= 2 ? 2 : most === 1 ? 1 : 0;
}

function unique<T extends string>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
