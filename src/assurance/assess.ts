import type { Instant } from "../base/time.ts";
import type { Circumstance } from "../evidence/circumstance.ts";
import { type Evidence, type Showing, standingOf } from "../evidence/evidence.ts";
import type { Aal, Assurance, Proof } from "./assurance.ts";
import { gradePasskey } from "./grade-passkey.ts";
import { gradePlain } from "./grade-plain.ts";
import type { Knowledge } from "./knowledge.ts";
import { strengthOf } from "./strength.ts";

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
  const past = evidence.filter((piece) => piece.at <= now);
  const proofs = past.filter(isShowing).map((piece) => grade(piece, knowledge, now));
  const { aal, phishingResistant, restricted } = strengthOf(proofs);
  const amr = proofs.flatMap((proof) => proof.amr);
  return {
    proofs,
    // A veto counts even if a clock went back since.
    circumstances: evidence
      .filter((piece) => !isShowing(piece))
      .filter(({ kind, at }) => kind === "vetoed" || at <= now),
    factors: unique(proofs.flatMap((proof) => proof.factors)),
    aal,
    phishingResistant,
    restricted,
    amr: unique(aal >= 2 ? [...amr, "mfa"] : amr),
    acr: contextClass(proofs, phishingResistant, aal),
    knowledge: knowledge.version,
    standing,
  };
}

/** What one piece of evidence is worth. */
export function grade(evidence: Showing, knowledge: Knowledge, now: Instant): Proof {
  return evidence.kind === "passkey"
    ? gradePasskey(evidence, knowledge, now)
    : gradePlain(evidence);
}

/** OpenID EAP ACR values 1.0: `phrh` only of a key that attestation proves to be in hardware. */
function contextClass(proofs: readonly Proof[], phishingResistant: boolean, aal: Aal): string {
  const hardware = proofs.some((proof) => proof.method === "passkey" && proof.hardware);
  if (phishingResistant && hardware) return "phrh";
  return phishingResistant ? "phr" : `urn:assay:aal:${aal}`;
}

function isShowing(piece: Evidence): piece is Exclude<Evidence, Circumstance> {
  return piece.kind !== "begun" && piece.kind !== "notified" && piece.kind !== "vetoed";
}

function unique<T extends string>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
