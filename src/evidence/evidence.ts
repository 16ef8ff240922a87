import { AssayFault } from "../base/fault.ts";
import type { Circumstance } from "./circumstance.ts";
import type {
  EmailCodeEvidence,
  MagicLinkProof,
  RecoveryCodeEvidence,
  SmsCodeEvidence,
} from "./codes.ts";
import type { ExternalProof } from "./external.ts";
import type { PasskeyEnrolment, PasskeyProof } from "./passkey.ts";
import type { PasswordEvidence, TotpEvidence } from "./secrets.ts";

/** What a ceremony with one of the methods established, with its provenance. */
export type Showing =
  | PasskeyProof
  | PasskeyEnrolment
  | PasswordEvidence
  | TotpEvidence
  | SmsCodeEvidence
  | EmailCodeEvidence
  | MagicLinkProof
  | RecoveryCodeEvidence
  | ExternalProof;

/** What we saw. Nothing is dropped and nothing is judged here. */
export type Evidence = Showing | Circumstance;

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
  freeze(evidence);
  standings.set(evidence, standing);
  return evidence;
}

/**
 * The same proof with the enrolment of its credential as it is judged today. No more is vouched for
 * than before.
 * @throws AssayFault `ASSAY_EVIDENCE_MIXED` where it is another credential's.
 */
export function withEnrolment(proof: PasskeyProof, enrolment: PasskeyEnrolment): PasskeyProof {
  const { credential, account } = enrolment;
  if (credential !== proof.credential || account !== proof.account) {
    throw new AssayFault("ASSAY_EVIDENCE_MIXED", "the enrolment is another credential's");
  }
  const both = [standingOf(proof), standingOf(enrolment)];
  const standing = both.includes("supposed") ? "supposed" : "seen";
  return mintEvidence({ ...proof, enrolment }, standing);
}

/** A fact that could be changed afterwards would be no fact. */
function freeze(value: object): void {
  Object.freeze(value);
  for (const member of Object.values(value)) {
    if (typeof member === "object" && member !== null && !Object.isFrozen(member)) freeze(member);
  }
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
