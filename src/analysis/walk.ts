import type { Action } from "../policy/action.ts";
import type { Analysis } from "./analyse.ts";
import { ACCESS, done, stepKey, type Taken } from "./action-rules.ts";
import { CONTROL, SESSION, SURVIVES } from "./attack-rules.ts";
import { consequences, type Rule } from "./horn.ts";
import { implied, type Implies } from "./lattice.ts";

export type Goal = "access" | "control" | "recover";

/** One leg of the way that a set of compromises walks. */
export type Leg =
  | {
      readonly kind: "step";
      readonly action: Action;
      readonly rule: string;
      /** The ids of what is shown. */
      readonly shown: readonly string[];
      /** It has to go unnoticed for as long as it waits. */
      readonly waits: boolean;
    }
  /** A session that its owner began is taken over. */
  | { readonly kind: "session" }
  /** What was bound before the owner came is still there. */
  | { readonly kind: "survives" };

/** The legs by which a set reaches a goal, first things first; empty: it does not reach it. */
export function walk(
  { program, taken }: Pick<Analysis, "program" | "taken">,
  goal: Goal,
  set: readonly string[],
  implies: Implies,
): readonly Leg[] {
  const given = set.flatMap((one) => [...implied(one, implies)]);
  const holds = consequences(program, given);
  return backwards(FACTS[goal], holds)
    .toReversed()
    .flatMap((fact): readonly Leg[] => {
      if (fact === SESSION) return [{ kind: "session" }];
      if (fact === SURVIVES) return [{ kind: "survives" }];
      return stepsTo(fact, holds).flatMap((body) => {
        const found = taken.get(stepKey(fact, body));
        return found === undefined ? [] : [legOf(found)];
      });
    });
}

const FACTS: Readonly<Record<Goal, string>> = {
  access: ACCESS,
  control: CONTROL,
  recover: done({ action: "recover", params: {} }),
};

/** What each clause of an action was met by. */
function stepsTo(
  fact: string,
  holds: ReadonlyMap<string, Rule | null>,
): readonly (readonly string[])[] {
  const [enough = ""] = holds.get(fact)?.body ?? [];
  return (holds.get(enough)?.body ?? []).flatMap((met) => {
    const rule = holds.get(met);
    return rule === undefined || rule === null ? [] : [rule.body];
  });
}

function legOf({ action, step }: Taken): Leg {
  const shown = step.shown.map(({ way }) => way.id);
  return { kind: "step", action, rule: step.rule, shown, waits: step.told !== null };
}

/** What the goal rests on, each once, the goal first. */
function backwards(goal: string, holds: ReadonlyMap<string, Rule | null>): readonly string[] {
  if (!holds.has(goal)) return [];
  const found = new Set([goal]);
  for (const fact of found) for (const under of holds.get(fact)?.body ?? []) found.add(under);
  return [...found];
}
