import type { Assurance } from "../assurance/assurance.ts";
import { independent } from "../assurance/independence.ts";
import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Circumstance } from "../evidence/circumstance.ts";
import type { Combination, Term } from "./policy.ts";
import type { Asked, Clause, Requirement } from "./requirement.ts";
import { satisfies } from "./satisfies.ts";
import { usableProofs } from "./usable.ts";
import { circumstancesOf, isEarlier, type Waiting, waitingOf } from "./waiting.ts";
import { type Weighed, weigh } from "./weigh.ts";

/** How far the proofs go towards one combination. */
export interface Match {
  readonly combination: Combination;
  /** Parallel to the combination's terms; null where a term is not met. */
  readonly proofs: readonly (Weighed | null)[];
  readonly waiting: Waiting;
}

/** What counts of an assurance, for one account and in the eyes of one policy. */
export interface Counted {
  readonly proofs: readonly Weighed[];
  readonly circumstances: readonly Circumstance[];
  readonly now: Instant;
}

/** Evidence about another account is worth nothing here, nor is what its account may not show. */
export function count(
  asked: Pick<Asked, "policy" | "account" | "action" | "params" | "now">,
  assurance: Assurance,
  subject: AccountId | null,
): Counted {
  return {
    proofs: usableProofs(
      asked,
      assurance.proofs.filter((proof) => proof.account === subject),
    ).map((proof) => weigh(asked.policy, proof)),
    circumstances: circumstancesOf(assurance.circumstances, subject),
    now: asked.now,
  };
}

/**
 * Whether a requirement is met: each of its clauses, by one of its combinations. Monotone: with more
 * evidence it is never met less, but for what `LOWERING_FACTS` lists.
 * @returns the combination that met each clause, or null
 */
export function meets(
  { clauses }: Pick<Requirement, "clauses">,
  counted: Counted,
): readonly Match[] | null {
  const met: Match[] = [];
  for (const clause of clauses) {
    const match = meetsClause(clause, counted);
    if (match === null) return null;
    met.push(match);
  }
  return met;
}

function meetsClause({ combinations }: Clause, counted: Counted): Match | null {
  for (const combination of combinations) {
    const match = matchCombination(combination, counted);
    if (isMet(match)) return match;
  }
  return null;
}

/**
 * The best assignment of proofs to the terms of a combination. A proof serves one term, and proofs
 * that fall together are one proof.
 */
export function matchCombination(combination: Combination, counted: Counted): Match {
  if (combination.delaySeconds > 0) return furthestWaiting(combination, counted);
  const proofs = assign(combination.terms, counted, []);
  return { combination, proofs, waiting: { state: "none" } };
}

/** Which proofs are used decides which notices count: of all assignments the one furthest on. */
function furthestWaiting(combination: Combination, counted: Counted): Match {
  let best: Match | null = null;
  for (const proofs of assignments(combination.terms, counted, [])) {
    const shown = proofs.filter((proof) => proof !== null);
    const waiting = waitingOf(combination, shown, counted.circumstances, counted.now);
    const match = { combination, proofs, waiting };
    if (best === null || isFurther(match, best)) best = match;
  }
  return best ?? { combination, proofs: [], waiting: { state: "due" } };
}

function isFurther(a: Match, b: Match): boolean {
  const met = countMet(a.proofs) - countMet(b.proofs);
  return met === 0 ? isEarlier(a.waiting, b.waiting) : met > 0;
}

function* assignments(
  terms: readonly Term[],
  counted: Counted,
  taken: readonly Weighed[],
): Generator<readonly (Weighed | null)[]> {
  const [term, ...rest] = terms;
  if (term === undefined) {
    yield [];
    return;
  }
  for (const proof of counted.proofs) {
    if (!satisfies(proof, term, counted.now)) continue;
    if (!taken.every((other) => standTogether(other, proof))) continue;
    for (const others of assignments(rest, counted, [...taken, proof])) yield [proof, ...others];
  }
  for (const others of assignments(rest, counted, taken)) yield [null, ...others];
}

export function isMet({ proofs, waiting }: Match): boolean {
  const waited = waiting.state === "none" || waiting.state === "over";
  return waited && proofs.every((proof) => proof !== null);
}

function assign(
  terms: readonly Term[],
  counted: Counted,
  taken: readonly Weighed[],
): readonly (Weighed | null)[] {
  const [term, ...rest] = terms;
  if (term === undefined) return [];
  let best: readonly (Weighed | null)[] | null = null;
  for (const proof of counted.proofs) {
    if (!satisfies(proof, term, counted.now)) continue;
    if (!taken.every((other) => standTogether(other, proof))) continue;
    const candidate = [proof, ...assign(rest, counted, [...taken, proof])];
    if (best === null || countMet(candidate) > countMet(best)) best = candidate;
    if (countMet(best) === terms.length) return best;
  }
  const without = [null, ...assign(rest, counted, taken)];
  return best === null || countMet(without) > countMet(best) ? without : best;
}

/**
 * Whether two proofs may serve two terms. What is shown must not fall with what else is shown, nor
 * what is created with what else is created; what is created may live where the old one lives, as long
 * as it is another credential.
 */
function standTogether(a: Weighed, b: Weighed): boolean {
  if (a.proof.ceremony === b.proof.ceremony) return independent(a.roots, b.roots);
  return (
    a.proof.method !== "passkey" ||
    b.proof.method !== "passkey" ||
    a.proof.credential !== b.proof.credential
  );
}

function countMet(match: readonly (Weighed | null)[]): number {
  return match.reduce((met, proof) => (proof === null ? met : met + 1), 0);
}
