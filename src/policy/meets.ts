import type { Assurance, PasskeyGrade, Proof } from "../assurance/assurance.ts";
import { UV_GRADES } from "../assurance/assurance.ts";
import type { AccountId } from "../base/ids.ts";
import { type Instant, secondsBetween } from "../base/time.ts";
import type { Combination, PasskeyClass, Term } from "./policy.ts";

/** How far the proofs go towards one combination. */
export interface Match {
  readonly combination: Combination;
  /** Parallel to the combination's terms; null where a term is not met. */
  readonly proofs: readonly (Proof | null)[];
}

/**
 * The best assignment of proofs to the terms of a combination. Monotone: more proofs never match
 * fewer terms. A proof serves one term, and proofs that fall together are one proof.
 */
export function matchCombination(
  combination: Combination,
  proofs: readonly Proof[],
  now: Instant,
): Match {
  const best = assign(combination.terms, proofs, now, new Set());
  return { combination, proofs: best };
}

export function isMet(match: Match): boolean {
  return match.proofs.every((proof) => proof !== null);
}

/** The proofs that may count for an account: evidence about another one is worth nothing here. */
export function proofsOf(assurance: Assurance, subject: AccountId | null): readonly Proof[] {
  return assurance.proofs.filter((proof) => proof.account === subject);
}

function assign(
  terms: readonly Term[],
  proofs: readonly Proof[],
  now: Instant,
  taken: ReadonlySet<string>,
): readonly (Proof | null)[] {
  const [term, ...rest] = terms;
  if (term === undefined) return [];
  let best: readonly (Proof | null)[] = [null, ...assign(rest, proofs, now, taken)];
  for (const proof of proofs) {
    if (taken.has(proof.root) || !satisfies(proof, term, now)) continue;
    const candidate = [proof, ...assign(rest, proofs, now, new Set([...taken, proof.root]))];
    if (countMet(candidate) > countMet(best)) best = candidate;
    if (countMet(best) === terms.length) break;
  }
  return best;
}

function countMet(match: readonly (Proof | null)[]): number {
  return match.filter((proof) => proof !== null).length;
}

function satisfies(proof: Proof, term: Term, now: Instant): boolean {
  if (proof.method !== term.method || proof.ceremony !== term.ceremony) return false;
  if (term.maxAgeSeconds !== null && secondsBetween(proof.at, now) > term.maxAgeSeconds) {
    return false;
  }
  if (term.passkey === null) return proof.method !== "passkey";
  return proof.method === "passkey" && isInClass(proof, term.passkey);
}

function isInClass(proof: PasskeyGrade, passkeyClass: PasskeyClass): boolean {
  return UV_GRADES.indexOf(proof.uv) >= UV_GRADES.indexOf(passkeyClass.userVerification);
}
