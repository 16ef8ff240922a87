import { readFileSync } from "node:fs";
import type { Comparison } from "../../src/analysis/compare.ts";
import type { Profile } from "../../src/analysis/profile.ts";
import { readScenario, type Scenario } from "../../src/analysis/scenario-schema.ts";

export type Sets = readonly (readonly string[])[];

interface Goals<T> {
  readonly control: T;
  readonly access: T;
}

/** A scenario of the project's own oracle: worked out by hand and by another program. */
export interface Worked extends Scenario {
  readonly id: string;
  readonly title: string;
  readonly expected: Goals<Sets>;
  readonly lockout: Sets;
  readonly profile: Goals<Profile>;
  readonly phishable: Goals<boolean> & { readonly controlIfUserDoesNotReact: boolean };
  readonly versusBaselineTotp: Goals<Comparison>;
}

interface WorkedPolicy {
  readonly id: string;
  readonly paths: readonly string[];
  readonly expected: { readonly control: Sets };
  readonly profile: Profile;
  readonly versusBaselineTotp: Comparison;
}

type Line =
  | { readonly scenario: Worked }
  | { readonly policy: WorkedPolicy }
  | { readonly authenticator: string; readonly defeated: Readonly<Record<string, Sets>> }
  | { readonly authenticator: string; readonly kept: Sets | Readonly<Record<string, Sets>> };

const LINES = readFileSync(new URL("scenarios.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Line);

/**
 * What was worked out for this project before there was a program: one scenario, policy or
 * authenticator a line, with the families that it has.
 */
export const ORACLE = {
  scenarios: LINES.flatMap((line) => ("scenario" in line ? [line.scenario] : [])),
  policies: LINES.flatMap((line) => ("policy" in line ? [line.policy] : [])),
  authenticators: Object.fromEntries(
    LINES.flatMap((line) => ("defeated" in line ? [[line.authenticator, line.defeated]] : [])),
  ),
  usableFrom: Object.fromEntries(
    LINES.flatMap((line) => ("kept" in line ? [[line.authenticator, line.kept]] : [])),
  ),
};

/** Families have no order, nor have the sets in them. */
export function family(sets: Sets): readonly string[] {
  return sets.map((set) => set.toSorted().join(" + ")).toSorted();
}

export function compared({ weakerAgainst, strongerAgainst, ...rest }: Comparison) {
  return {
    ...rest,
    weakerAgainst: family(weakerAgainst),
    strongerAgainst: family(strongerAgainst),
  };
}

export function worked(id: string): Worked {
  const found = ORACLE.scenarios.find((one) => one.id === id);
  if (found === undefined) throw new TypeError(`no scenario ${id}`);
  return found;
}

/** A scenario as it stands in a file, read. */
export function read(value: unknown): Scenario {
  const result = readScenario(value);
  if (!result.ok) throw new TypeError(JSON.stringify(result.problems));
  return result.scenario;
}
