import { asTold } from "../analysis/compromises.ts";
import { dependentRecoveries } from "../analysis/dependent-notices.ts";
import { impliesIn } from "../analysis/implications.ts";
import type { Invariant, Subject } from "../analysis/invariants.ts";
import { type Leg, walk } from "../analysis/walk.ts";
import { sayAnalysis } from "../words/analysis-say.ts";
import type { Language } from "../words/languages.ts";
import { saySet, sayWay } from "../words/way-say.ts";

/** What shows that a claim does not hold, and what to do about it. */
export interface BrokenClaim {
  readonly invariant: Invariant;
  readonly set: readonly string[];
  /** Members of these; empty: anybody. */
  readonly groups: readonly string[];
  /** The rules that it walks. */
  readonly rules: readonly string[];
  /** The same in words: what has to happen, how it goes on from there, what would help. */
  readonly happens: string;
  readonly way: string;
  readonly remedy: string;
}

export function brokenClaim(
  language: Language,
  invariant: Invariant,
  subject: Subject,
  set: readonly string[],
): BrokenClaim {
  const legs = wayOf(invariant, subject, set).map(plainer);
  const rules = [...new Set(legs.flatMap((leg) => (leg.kind === "step" ? [leg.rule] : [])))];
  const named = rules.length === 0 ? sayAnalysis(language, "remedy.no-rule") : rules.join(", ");
  const { groups } = subject.shape.account;
  const happens = saySet(language, set.toSorted(asTold));
  const remedy = sayAnalysis(language, `remedy.${invariant}`, { rules: named });
  return {
    invariant,
    set,
    groups,
    rules,
    happens:
      groups.length === 0
        ? happens
        : sayAnalysis(language, "claims.members", { happens, groups: groups.join(", ") }),
    way: sayWay(language, legs),
    remedy: `${remedy} ${sayAnalysis(language, "remedy.give-up")}`,
  };
}

/** To the goal that the claim is about. */
function wayOf(
  invariant: Invariant,
  { shape, analysis }: Subject,
  set: readonly string[],
): readonly Leg[] {
  if (invariant === "notice-independent") {
    return dependentRecoveries(shape, analysis.program)
      .filter(({ compromise }) => set.includes(compromise))
      .map(({ step: { rule }, given }) => {
        return { kind: "step", action: "recover", rule, shown: given, waits: true };
      });
  }
  const goal = invariant === "recovery-not-weaker" ? "recover" : "control";
  return walk(analysis, goal, set, impliesIn(shape.formulas, shape.world));
}

/** A supposed passkey that is only touched is told as what it is. */
function plainer(leg: Leg): Leg {
  if (leg.kind !== "step") return leg;
  return { ...leg, shown: leg.shown.map((id) => id.replace(/~touched$/, " (touched)")) };
}
