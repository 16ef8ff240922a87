import { type PasskeyGrade, type Proof, UV_GRADES, type UvGrade } from "../assurance/assurance.ts";
import { rootsIfUnknown } from "../assurance/grade-passkey.ts";
import type { ProviderFacts } from "../assurance/knowledge.ts";
import type { KeeperClass } from "../assurance/assurance.ts";
import type { Policy } from "./policy.ts";

/** A proof in the eyes of one policy. */
export interface Weighed {
  readonly proof: Proof;
  /** It counts for nothing. */
  readonly refused: boolean;
  readonly roots: readonly string[];
  /** What a passkey's user verification is good for; `none` of every other method. */
  readonly uv: UvGrade;
  readonly keeper: KeeperClass;
  readonly vaultSecondStep: boolean;
}

/**
 * What a proof is worth to those who assume what the policy assumes. Without `honestClients` an
 * unattested passkey is a passkey in an unknown vault, whatever it claims.
 */
export function weigh(policy: Policy, proof: Proof): Weighed {
  if (proof.method !== "passkey") {
    const { roots } = proof;
    return { proof, refused: false, roots, uv: "none", keeper: "unknown", vaultSecondStep: false };
  }
  const believed = proof.attested || policy.assumptions.honestClients;
  return {
    proof,
    refused: isRefused(policy, proof),
    roots: believed ? proof.roots : rootsIfUnknown(proof),
    uv: uvInTheEyesOf(policy, proof),
    keeper: believed ? proof.keeper : "unknown",
    vaultSecondStep: believed && policy.assumptions.vaults && demandsSecondStep(proof.provider),
  };
}

function isRefused({ refuses, counterWentBack }: Policy, proof: PasskeyGrade): boolean {
  if ([...proof.model.adverse].some((adversity) => refuses.has(adversity))) return true;
  return counterWentBack === "refuse" && isClone(proof);
}

/** New credentials, and those whose counter speaks against them, are one step of two. */
function uvInTheEyesOf({ counterWentBack }: Policy, proof: PasskeyGrade): UvGrade {
  const doubted = counterWentBack !== "record" && isClone(proof);
  return doubted || !proof.settled ? lower(proof.uv, "unbacked") : proof.uv;
}

/** A synced passkey is in several places by design: its counter locks nobody out. */
function isClone({ counterWentBack, exportable }: PasskeyGrade): boolean {
  return counterWentBack && exportable !== "yes";
}

function demandsSecondStep(provider: ProviderFacts | null): boolean {
  return provider !== null && provider.secondStep !== null;
}

function lower(a: UvGrade, b: UvGrade): UvGrade {
  return UV_GRADES.indexOf(a) < UV_GRADES.indexOf(b) ? a : b;
}
