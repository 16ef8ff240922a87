import { AssayFault } from "../base/fault.ts";
import { type Evidence, mintEvidence, standingOf } from "../evidence/evidence.ts";
import type { PasskeyEnrolment } from "../evidence/passkey.ts";
import { isEvidence } from "./evidence-shape.ts";

/**
 * Evidence on its way into the store and out of it. What comes out counts as seen, so nothing goes
 * in that was not: a supposition would otherwise become a fact by being stored.
 */

/**
 * The evidence itself, fit to be stored.
 * @throws AssayFault `ASSAY_EVIDENCE_FORGED` for what no verifier made,
 *   `ASSAY_EVIDENCE_SUPPOSED` for a supposition,
 *   `ASSAY_STORE_VALUE` for a shape that would not be read back.
 */
export function storable<E extends Evidence>(evidence: E): E {
  if (standingOf(evidence) !== "seen") {
    throw new AssayFault("ASSAY_EVIDENCE_SUPPOSED", "a supposition is never stored");
  }
  if (!isEvidence(evidence)) {
    throw new AssayFault("ASSAY_STORE_VALUE", "this evidence has a shape that is not read back");
  }
  return evidence;
}

/** Evidence as read from the store, whose shape was checked: it happened. */
export function restored<E extends Evidence>(evidence: E): E {
  if (evidence.kind === "passkey" && evidence.ceremony === "prove") {
    mintEvidence<PasskeyEnrolment>(evidence.enrolment, "seen");
  }
  return mintEvidence(evidence, "seen");
}
