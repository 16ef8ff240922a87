import { AssayFault } from "../base/fault.ts";
import type { EmailCodeProof } from "./codes.ts";
import type { PasskeyEnrolment, PasskeyProof } from "./passkey.ts";

/** What we saw: a fact that one ceremony established, with its provenance. Nothing is judged here. */
export type Evidence = PasskeyProof | PasskeyEnrolment | EmailCodeProof;

/**
 * `seen`: a method's verifier or the store vouches that it happened.
 * `supposed`: somebody says "suppose": good for explaining and for analysis, never for a grant.
 */
export type Standing = "seen" | "supposed";

const standings = new WeakMap<Evidence, Standing>();

/**
 * Brands evidence. Only a method's verifier and the store's codec may say `seen`
 * (the test of room borders holds them to it); a literal of the same shape is refused everywhere.
 */
export function mintEvidence<E extends Evidence>(evidence: E, standing: Standing): E {
  Object.freeze(evidence);
  standings.set(evidence, standing);
  return evidence;
}

/**
 * How this evidence came into being.
 * @throws AssayFault `ASSAY_EVIDENCE_FORGED` for an object that no verifier made.
 */
export function standingOf(evidence: Evidence): Standing {
  const standing = standings.get(evidence);
  if (standing === undefined) {
    throw new AssayFault("ASSAY_EVIDENCE_FORGED", "evidence is made by a method or by the store");
  }
  return standing;
}
