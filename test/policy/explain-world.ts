import { action as named } from "./ask.ts";
import type { Question } from "../../src/policy/decision.ts";
import { explain, type Explanation } from "../../src/policy/explain.ts";
import type { ExplainedTerm } from "../../src/policy/explain-terms.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { Offered } from "../../src/policy/reachable.ts";
import { questionAbout, readSuppositions } from "../../src/policy/suppositions.ts";
import { EVERYTHING, presetNamed } from "./ask.ts";
import { NOW } from "./evidence.ts";
import { KNOWLEDGE } from "./knowledge.ts";

export const balanced = presetNamed("balanced");

export function question(
  given: unknown,
  { policy = balanced, offered = EVERYTHING, action = "sign-in" }: Partial<World> = {},
): Question {
  const about = { action: named(action), knowledge: KNOWLEDGE, now: NOW };
  const read = readSuppositions(given, about);
  if (!read.ok) throw new TypeError(JSON.stringify(read.problems));
  return questionAbout(read.supposed, { policy, action: named(action), offered });
}

export interface World {
  readonly policy: Policy;
  readonly offered: Offered;
  readonly action: string;
}

export function explained(given: unknown, world: Partial<World> = {}): Explanation {
  return explain(question(given, world));
}

export function combination(explanation: Explanation, rule: string) {
  const found = explanation.clauses
    .flatMap(({ combinations }) => combinations)
    .find((one) => one.rule === rule);
  if (found === undefined) throw new TypeError(`no rule ${rule}`);
  return found;
}

/** Why the first candidate for the first term of a rule that is not met does not meet it. */
export function why(explanation: Explanation, rule: string) {
  const terms: readonly ExplainedTerm[] = combination(explanation, rule).terms;
  const open = terms.find(({ metBy }) => metBy === null);
  return open?.candidates[0]?.shortfalls;
}
