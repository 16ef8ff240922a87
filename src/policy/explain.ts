import type { Evidence } from "../evidence/evidence.ts";
import type { Action } from "./action.ts";
import { decide } from "./decide.ts";
import type { Decision, Question, Reason } from "./decision.ts";
import { type ExplainedClause, explainClauses } from "./explain-clauses.ts";
import { type ExplainedProof, explainProofs } from "./explain-proofs.ts";
import { count } from "./meets.ts";
import { type Obstacle, requirement } from "./requirement.ts";

/**
 * Why a decision is what it is: a trace of every rule with the fact that decided it. Plain data. It is
 * made of what the judges say when they are asked again, each time about one thing: no rule is written
 * here a second time.
 */
export interface Explanation {
  readonly policy: string;
  readonly knowledge: string;
  readonly action: Action;
  readonly decision: ExplainedDecision;
  readonly obstacles: readonly Obstacle[];
  /** Everything that was shown; what follows names a proof by its place here. */
  readonly proofs: readonly ExplainedProof[];
  readonly clauses: readonly ExplainedClause[];
}

interface ExplainedReason extends Omit<Reason, "evidence"> {
  readonly proof: number | null;
}

type Told<D> = D extends Decision
  ? Omit<D, "grant" | "evidence" | "reasons"> & { readonly reasons: readonly ExplainedReason[] }
  : never;

/** The decision without its grant: an explanation lets nobody in. */
export type ExplainedDecision = Told<Decision> & {
  /** The proofs that an `allow` rests on. */
  readonly restsOn: readonly number[];
};

export function explain(question: Question): Explanation {
  const { policy, assurance, action, subject } = question;
  const counted = count(question, assurance, subject);
  const required = requirement(question);
  const place = (evidence: Evidence) =>
    assurance.proofs.findIndex((proof) => proof.evidence === evidence);
  return {
    policy: policy.version,
    knowledge: assurance.knowledge,
    action,
    decision: tell(decide(question), place),
    obstacles: required.obstacles,
    proofs: explainProofs(question, counted),
    clauses: explainClauses(question, required.clauses, counted),
  };
}

function tell(decision: Decision, place: (evidence: Evidence) => number): ExplainedDecision {
  const reasons = decision.reasons.map(({ evidence, ...reason }) => ({
    ...reason,
    proof: evidence === null ? null : place(evidence),
  }));
  if (decision.answer !== "allow") return { ...decision, reasons, restsOn: [] };
  const { answer, rule, evidence } = decision;
  return { answer, rule, reasons, restsOn: evidence.map(place) };
}
