import type { Analysis } from "../../src/analysis/analyse.ts";
import { closureOf } from "./attacker-loot.ts";

/** So many compromises at once are gone through whole: each subset of them. */
export const MOST_COMPROMISES = 8;

export interface Told {
  readonly access: boolean;
  readonly control: boolean;
}

/** What the analysis says of a set. */
export function toldBy({ access, control }: Analysis, set: readonly string[]): Told {
  const has = closureOf(set);
  const holds = (sets: readonly (readonly string[])[]) =>
    sets.some((one) => one.every((atom) => has.has(atom)));
  return { access: holds(access), control: holds(control) };
}

/**
 * Of all subsets of some compromises those that decide: the smallest that reach a goal, and the
 * largest that do not. Whoever reaches just these goals with just these sets does so with all.
 */
export function decisive(
  analysis: Analysis,
  compromises: readonly string[],
): readonly (readonly string[])[] {
  const size = 2 ** compromises.length;
  const setOf = (mask: number) => compromises.filter((_, at) => ((mask >> at) & 1) === 1);
  const told = Array.from({ length: size }, (_, mask) => toldBy(analysis, setOf(mask)));
  const neighbours = (mask: number, of: 0 | 1) =>
    compromises.flatMap((_, at) => (((mask >> at) & 1) === of ? [mask ^ (1 << at)] : []));
  const masks = Array.from({ length: size }, (_, mask) => mask).filter((mask) =>
    (["access", "control"] as const).some((goal) =>
      told[mask]?.[goal] === true
        ? neighbours(mask, 1).every((less) => told[less]?.[goal] === false)
        : neighbours(mask, 0).every((more) => told[more]?.[goal] === true),
    ),
  );
  return masks.map(setOf);
}

/** Some compromises that matter to an account: a set that takes it over, and others by chance. */
export function someOf(analysis: Analysis, choices: readonly number[]): readonly string[] {
  const [first = 0, second = 0, ...rest] = choices;
  const pick = <T>(list: readonly T[], at: number) =>
    list.length === 0 ? [] : list[at % list.length];
  const atoms = [...analysis.program.atoms].toSorted();
  const found = new Set<string>([
    ...(pick(analysis.control, first) ?? []),
    ...(pick(analysis.access, second) ?? []),
  ]);
  for (const choice of rest) {
    if (found.size >= MOST_COMPROMISES || atoms.length === 0) break;
    found.add(atoms[choice % atoms.length] ?? "");
  }
  return [...found].slice(0, MOST_COMPROMISES);
}
