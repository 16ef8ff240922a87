import type { Aal, Proof } from "./assurance.ts";
import { independent } from "./independence.ts";

/**
 * NIST SP 800-63B-4 section 2, table 1: any authenticator is AAL1; a multi-factor one, or a secret
 * that is known beside something that is had and does not fall with it, AAL2. A synced key never
 * reaches AAL3 (appendix B.2): that takes user verification, a key that attestation proves not to be
 * exportable, and a validated module (FIPS 140).
 */
export function assuranceLevel(proofs: readonly Proof[]): Aal {
  if (proofs.some(isHighest)) return 3;
  if (proofs.some(isMultiFactor) || proofs.some((proof) => isCompleted(proof, proofs))) return 2;
  return proofs.some(({ factors }) => factors.length > 0) ? 1 : 0;
}

function isHighest(proof: Proof): boolean {
  return (
    proof.method === "passkey" &&
    proof.uv === "attested" &&
    proof.exportable === "no" &&
    proof.hardware &&
    proof.model.adverse.size === 0 &&
    proof.factors.length > 1 &&
    proof.model.fips >= 1
  );
}

function isMultiFactor({ factors }: Proof): boolean {
  return factors.includes("have") && factors.includes("know-or-are");
}

function isCompleted(known: Proof, proofs: readonly Proof[]): boolean {
  return (
    known.factors.includes("know") &&
    proofs.some(
      ({ account, factors, roots }) =>
        account === known.account && factors.includes("have") && independent(known.roots, roots),
    )
  );
}
