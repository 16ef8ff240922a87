import { evidenceSummary } from "../audit/event.ts";
import type { Assurance } from "../assurance/assurance.ts";
import type { Decision } from "../policy/decision.ts";
import type { FlowDeps } from "./deps.ts";

/**
 * What every decision leaves behind (R56): the versions it was made by, the rule, the evidence it
 * rests on, the level that was reached, and the reasons. Never a secret.
 */
export function decisionRecord(
  { policy, knowledge }: Pick<FlowDeps, "policy" | "knowledge">,
  decision: Decision,
  assurance: Assurance,
): Readonly<Record<string, unknown>> {
  return {
    answer: decision.answer,
    policy: policy.version,
    knowledge: knowledge.version,
    rule: decision.answer === "allow" || decision.answer === "wait" ? decision.rule : null,
    level: {
      aal: assurance.aal,
      acr: assurance.acr,
      factors: assurance.factors,
      phishingResistant: assurance.phishingResistant,
    },
    evidence: decision.answer === "allow" ? decision.evidence.map(evidenceSummary) : [],
    reasons: decision.reasons.map(({ rule, code }) => ({ rule, code })),
  };
}
