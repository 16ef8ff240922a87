import type { Instant } from "../base/time.ts";
import { type Evidence, mintEvidence } from "./evidence.ts";
import type { PasskeyEnrolment, PasskeyProof } from "./passkey.ts";
import { fact } from "./provenance.ts";

/** Says "suppose": judged like what was seen, and never good for a grant. */
export function suppose<E extends Evidence>(evidence: E): E {
  // A copy: what was seen stays seen.
  return mintEvidence({ ...evidence }, "supposed");
}

/** What the record of a passkey says beside how it came to be. */
export type StoredTraits = Pick<PasskeyProof, "uvInitialized" | "settlesAt">;

/**
 * The proof that a stored passkey gives at its best, with user verification: what a decision may
 * hope for from it.
 */
export function supposeProof(
  enrolment: PasskeyEnrolment,
  { uvInitialized, settlesAt }: StoredTraits,
  at: Instant,
): PasskeyProof {
  return suppose({
    kind: "passkey",
    ceremony: "prove",
    account: enrolment.account,
    at,
    credential: enrolment.credential,
    rpId: enrolment.rpId,
    origin: enrolment.origin,
    crossOrigin: enrolment.crossOrigin,
    topOrigin: enrolment.topOrigin,
    userVerificationAsked: "required",
    userPresent: fact(true, "unknown"),
    userVerified: fact(true, "unknown"),
    backupEligible: enrolment.backupEligible,
    backedUp: enrolment.backedUp,
    signCount: enrolment.signCount,
    attachment: enrolment.attachment,
    authenticatorExtensions: enrolment.authenticatorExtensions,
    counter: "unsupported",
    backupChange: "none",
    uvInitialized,
    settlesAt,
    enrolment,
  });
}
