import type { CombinationSource, PolicySource, TermSource } from "../schema.ts";

/** Small words to write the presets with, so that they read as what they say. */

const FIVE_MINUTES = 300;
export const HOUR = 3600;
export const DAY = 24 * HOUR;

type Rules = Omit<CombinationSource, "allOf">;
type Rule = PolicySource["actions"][string];

export function passkey(...classes: readonly string[]): TermSource {
  const [only, ...more] = classes;
  return { prove: "passkey", class: only !== undefined && more.length === 0 ? only : [...classes] };
}

export function newPasskey(...classes: readonly string[]): TermSource {
  const [only, ...more] = classes;
  return { enrol: "passkey", class: only !== undefined && more.length === 0 ? only : [...classes] };
}

export function allOf(terms: readonly TermSource[], rules: Rules = {}): CombinationSource {
  return { allOf: [...terms], ...rules };
}

export function anyOf(...combinations: readonly CombinationSource[]): Rule {
  return { anyOf: [...combinations] };
}

/** The same ways, each shown within the last five minutes. */
export function fresh(combinations: readonly CombinationSource[]): readonly CombinationSource[] {
  return combinations.map((combination) => ({
    ...combination,
    allOf: combination.allOf.map((term) => ({ ...term, maxAgeSeconds: FIVE_MINUTES })),
  }));
}

/** Each way followed by something more to show or to create. */
export function followedBy(
  combinations: readonly CombinationSource[],
  terms: readonly TermSource[],
  rules: Rules = {},
): readonly CombinationSource[] {
  return combinations.map((combination) => ({
    ...combination,
    ...rules,
    allOf: [...combination.allOf, ...terms],
  }));
}

/** The same rule for several actions. */
export function forEach(
  names: readonly string[],
  rule: (name: string) => Rule,
): Readonly<Record<string, Rule>> {
  return Object.fromEntries(names.map((name) => [name, rule(name)]));
}
