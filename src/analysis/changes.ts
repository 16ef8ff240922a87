import type { Combination, Policy } from "../policy/policy.ts";
import { type Analysis, analyse, type Sets } from "./analyse.ts";
import { impliesIn } from "./implications.ts";
import type { Shape } from "./shape.ts";
import { withstood } from "./withstood.ts";

/**
 * What it would do to give up one way: to sign in (and step up) by something, or to recover by it.
 */
export interface Change {
  /** The rules that would go, the first one naming the way. */
  readonly rules: readonly string[];
  /** What is shown on that way. */
  readonly shown: readonly string[];
  readonly entry: "sign-in" | "recover";
  /** Sets that take it over now and would no more. */
  readonly broken: Sets;
  readonly after: Analysis;
}

/**
 * Each way given up, one at a time: a run on the changed policy. Those that take nothing from an
 * attacker are left out.
 */
export function changesTo(shape: Shape, analysis: Analysis): readonly Change[] {
  const implies = impliesIn(shape.formulas, shape.world);
  return waysTaken(analysis).flatMap(({ entry, shown, combination }) => {
    const rules = rulesLike(shape.policy, entry, combination);
    const after = analyse({ ...shape, policy: withoutRules(shape.policy, rules) });
    const broken = withstood(analysis.control, after.control, implies);
    return broken.length === 0 ? [] : [{ rules, shown, entry, broken, after }];
  });
}

interface WayTaken {
  readonly entry: Change["entry"];
  readonly shown: readonly string[];
  /** The name of the rule. */
  readonly combination: string;
}

/** The ways in and back that somebody can take, each rule once. */
function waysTaken({ taken }: Analysis): readonly WayTaken[] {
  const ways = [...taken.values()].flatMap(({ action, step }): readonly WayTaken[] => {
    if (action !== "sign-in" && action !== "recover") return [];
    const shown = step.shown.map(({ way }) => way.id);
    const entry = action === "recover" ? "recover" : "sign-in";
    return [{ entry, shown, combination: step.rule }];
  });
  return [...new Map(ways.map((way) => [way.combination, way])).values()];
}

/** A way in is a way to step up, too: rules that ask to show the same go together. */
function rulesLike(policy: Policy, entry: Change["entry"], rule: string): readonly string[] {
  const all = [...policy.actions].flatMap(([action, combinations]) =>
    combinations.map((combination) => ({ action, combination })),
  );
  const given = all.find(({ combination }) => combination.rule === rule)?.combination;
  if (given === undefined || entry === "recover") return [rule];
  const alike = all
    .filter(({ action, combination }) => action !== "recover" && asks(combination) === asks(given))
    .map(({ combination }) => combination.rule);
  return [rule, ...alike.filter((one) => one !== rule)];
}

function asks({ terms }: Combination): string {
  return terms
    .filter(({ ceremony }) => ceremony === "prove")
    .map(({ method, assertion, classes }) =>
      [method, assertion, ...classes.map(({ name }) => name)].join(" "),
    )
    .toSorted()
    .join(" + ");
}

function withoutRules(policy: Policy, rules: readonly string[]): Policy {
  const actions = [...policy.actions].map(
    ([action, combinations]) =>
      [action, combinations.filter(({ rule }) => !rules.includes(rule))] as const,
  );
  return { ...policy, actions: new Map(actions) };
}
