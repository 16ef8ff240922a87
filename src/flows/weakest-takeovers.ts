import { type Analysis, analyse, type Sets } from "../analysis/analyse.ts";
import { BASELINE } from "../analysis/baseline.ts";
import { compare, type Comparison } from "../analysis/compare.ts";
import { asTold } from "../analysis/compromises.ts";
import { impliesIn } from "../analysis/implications.ts";
import { scenarioShape } from "../analysis/scenario.ts";
import type { Shape } from "../analysis/shape.ts";
import { type Leg, walk } from "../analysis/walk.ts";
import { inOrder, keyOf, type Reach, reachOf } from "./weakest-order.ts";
import type { Named, ShownWay, Terms } from "./weakest-terms.ts";

/** One smallest set of what has to happen for an account to be taken over for good. */
export interface Takeover {
  /** All of it has to happen. */
  readonly needs: readonly Named[];
  readonly reach: Reach;
  /** What whoever does it goes through, first things first. */
  readonly legs: readonly TakeoverLeg[];
  /** The very same takes over an account with a password and a code from an app. */
  readonly opensBaseline: boolean;
}

export type TakeoverLeg =
  | {
      readonly kind: "sign-in" | "recover";
      readonly shown: readonly ShownWay[];
      /** It has to go unnoticed for as long as it waits. */
      readonly waits: boolean;
    }
  | { readonly kind: "binds"; readonly waits: boolean }
  | { readonly kind: "session" }
  | { readonly kind: "survives" };

/** How the account stands beside a password and a code from an app. */
export interface BesideBaseline {
  readonly standing: Comparison["exact"];
  /** What takes over a password and a code, and not the account. */
  readonly withstood: readonly (readonly Named[])[];
}

/** What is compared with never changes while the program runs: it is worked out once. */
let baseline: Analysis | undefined;

function baselineAnalysis(): Analysis {
  baseline ??= analyse(scenarioShape(BASELINE));
  return baseline;
}

export interface Takeovers {
  readonly takeovers: readonly Takeover[];
  readonly besideBaseline: BesideBaseline;
}

/** What there is by remote means first, then the smaller. */
export function takeoversOf(shape: Shape, analysis: Analysis, terms: Terms): Takeovers {
  const implies = impliesIn(shape.formulas, shape.world);
  const beside = compare(analysis.control, baselineAnalysis().control, implies);
  const weaker = new Set(beside.weakerAgainst.map(keyOf));
  const takeovers = inOrder(analysis.control).map((sets) => {
    const [set = []] = sets;
    const legs = walk(analysis, "control", set, implies);
    return {
      needs: needsOf(sets, terms),
      reach: reachOf(set),
      legs: legs.map((leg) => legOf(leg, terms)),
      opensBaseline: !weaker.has(keyOf(set)),
    };
  });
  const withstood = inOrder(beside.strongerAgainst).map((sets) => needsOf(sets, terms));
  return { takeovers, besideBaseline: { standing: beside.exact, withstood } };
}

/** Of sets that differ in the device alone. */
export function needsOf(sets: Sets, terms: Terms): readonly Named[] {
  const [set = []] = sets;
  return set.toSorted(asTold).map((one) => {
    const named = terms.compromise(one);
    if (sets.length === 1 || named.about.kind !== "device") return named;
    return { ...named, about: { kind: "device", device: "either" } };
  });
}

function legOf(leg: Leg, terms: Terms): TakeoverLeg {
  if (leg.kind !== "step") return { kind: leg.kind };
  const { action, waits } = leg;
  const shown = leg.shown.map((id) => terms.shownBy(id));
  if (action === "recover") return { kind: "recover", shown, waits };
  return action === "sign-in" ? { kind: "sign-in", shown, waits } : { kind: "binds", waits };
}
