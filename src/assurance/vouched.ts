import type { PasskeyGrade, Proof } from "./assurance.ts";
import { independent } from "./independence.ts";

/**
 * Passkeys whose user verification another factor vouched for just now: from here on theirs counts
 * (WebAuthn L3 section 7.2 step 24, "uvInitialized"). It takes an equivalent factor that does not fall
 * with it, since a thief with the key could set up a PIN of his own.
 */
export function vouchedFor(proofs: readonly Proof[]): readonly PasskeyGrade[] {
  return proofs.filter(
    (proof): proof is PasskeyGrade =>
      proof.method === "passkey" &&
      proof.uv === "unbacked" &&
      proofs.some((other) => vouchesFor(other, proof)),
  );
}

/** Equivalent to user verification: something that is known or inherent, of the same person. */
function vouchesFor(other: Proof, proof: PasskeyGrade): boolean {
  return (
    other.ceremony === "prove" &&
    other.account === proof.account &&
    (other.factors.includes("know") || other.factors.includes("know-or-are")) &&
    independent(other.roots, proof.roots)
  );
}
