import { type PasskeyGrade, UV_GRADES } from "../assurance/assurance.ts";
import { FIDO_LEVELS } from "../assurance/model-standing.ts";
import { type Instant, secondsBetween } from "../base/time.ts";
import type { PasskeyClass, Term } from "./policy.ts";
import type { Weighed } from "./weigh.ts";

/** Whether a proof is what a term asks for. */
export function satisfies(weighed: Weighed, term: Term, now: Instant): boolean {
  const { proof, refused } = weighed;
  if (refused || proof.method !== term.method || proof.ceremony !== term.ceremony) return false;
  if (term.maxAgeSeconds !== null && secondsBetween(proof.at, now) > term.maxAgeSeconds) {
    return false;
  }
  if (proof.method !== "passkey") return proof.assertion === term.assertion;
  return term.classes.some((passkeyClass) => isInClass(weighed, passkeyClass));
}

/** Every member of a class asks for at least something, so that a better passkey is never refused. */
export function isInClass(weighed: Weighed, asked: PasskeyClass): boolean {
  return classShortfall(weighed, asked) === null;
}

/** The first thing that a passkey lacks to be in a class, by the key that asks for it. */
export function classShortfall(weighed: Weighed, asked: PasskeyClass): keyof PasskeyClass | null {
  const { proof, uv, keeper, vaultSecondStep } = weighed;
  if (proof.method !== "passkey") return "keepers";
  if (UV_GRADES.indexOf(uv) < UV_GRADES.indexOf(asked.userVerification)) return "userVerification";
  if (!asked.keepers.includes(keeper)) return "keepers";
  if (asked.vaultSecondStep && keeper === "vault" && !vaultSecondStep) return "vaultSecondStep";
  if (asked.attested && !proof.attested) return "attested";
  if (asked.deviceBound && canLeave(proof)) return "deviceBound";
  return isCertified(weighed, asked) ? null : "certified";
}

function canLeave({ exportable, model }: PasskeyGrade): boolean {
  return exportable === "yes" || model.adverse.has("key-extractable");
}

function isCertified({ proof }: Weighed, { certified }: PasskeyClass): boolean {
  if (certified === null) return true;
  // A certificate is the model's: it says nothing of a key that only claims to be of that model.
  if (proof.method !== "passkey" || !proof.attested) return false;
  const { fips, fido } = proof.model;
  if (certified.fips !== null && fips >= certified.fips) return true;
  return (
    certified.fido !== null && FIDO_LEVELS.indexOf(fido) >= FIDO_LEVELS.indexOf(certified.fido)
  );
}
