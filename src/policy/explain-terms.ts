import { independent } from "../assurance/independence.ts";
import type { Assertion } from "../evidence/external.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import { type Shortfall, shortfallsOf } from "./explain-shortfalls.ts";
import { type Counted, type Match, matchCombination } from "./meets.ts";
import type { Combination, Policy, Term } from "./policy.ts";
import { satisfies } from "./satisfies.ts";
import type { Weighed } from "./weigh.ts";

/** One thing that a combination asks for. */
export interface ExplainedTerm {
  readonly ceremony: Ceremony;
  readonly method: Method;
  readonly classes: readonly string[];
  readonly assertion: Assertion | null;
  readonly maxAgeSeconds: number | null;
  /** The proof that meets it; null: none does. */
  readonly metBy: number | null;
  /** Each proof of its method that does not, and why not. */
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly proof: number;
  readonly shortfalls: readonly Shortfall[];
}

/** Where a trace finds its proofs. */
export interface Tracing {
  readonly policy: Policy;
  readonly counted: Counted;
  readonly place: (weighed: Weighed) => number;
}

export function explainTerms(match: Match, tracing: Tracing): readonly ExplainedTerm[] {
  return match.combination.terms.map((term, index) => {
    const { ceremony, method, classes, assertion, maxAgeSeconds } = term;
    const met = match.proofs[index] ?? null;
    return {
      ceremony,
      method,
      classes: classes.map(({ name }) => name),
      assertion,
      maxAgeSeconds,
      metBy: met === null ? null : tracing.place(met),
      candidates: met === null ? candidatesFor(term, match, tracing) : [],
    };
  });
}

function candidatesFor(term: Term, match: Match, tracing: Tracing): readonly Candidate[] {
  return tracing.counted.proofs
    .filter(({ proof }) => proof.method === term.method && proof.ceremony === term.ceremony)
    .map((weighed) => ({
      proof: tracing.place(weighed),
      shortfalls: satisfies(weighed, term, tracing.counted.now)
        ? dependence(weighed, term, match, tracing)
        : shortfallsOf(weighed, term, tracing.policy, tracing.counted.now),
    }));
}

/** It is what the term asks for, and cannot be counted beside the others. */
function dependence(
  weighed: Weighed,
  term: Term,
  { combination, proofs }: Match,
  { counted, place }: Tracing,
): readonly Shortfall[] {
  if (proofs.includes(weighed)) return [{ code: "used-already" }];
  return combination.terms.flatMap((taken, index): readonly Shortfall[] => {
    const other = proofs[index] ?? null;
    if (other === null || serveTwo([taken, term], [other, weighed], counted)) return [];
    const to = weighed.roots.filter((root) => !independent([root], other.roots));
    return [{ code: "falls-with", proof: place(other), to }];
  });
}

/** Whether two proofs serve two terms: asked of the judge of whole combinations. */
function serveTwo(
  terms: readonly [Term, Term],
  proofs: readonly [Weighed, Weighed],
  counted: Counted,
): boolean {
  const both = { ...NOTHING_ELSE, terms };
  return matchCombination(both, { ...counted, proofs }).proofs.every((proof) => proof !== null);
}

const NOTHING_ELSE: Combination = {
  rule: "",
  terms: [],
  conditions: { unlessEverHad: [], passkeyKinds: 0, channels: 0, migrating: false },
  delaySeconds: 0,
  notices: 0,
  settleSeconds: 0,
};
