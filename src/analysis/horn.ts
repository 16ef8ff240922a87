import {
  both,
  either,
  type Family,
  idealOf,
  isSame,
  type Lattice,
  NEVER,
  ALWAYS,
} from "./lattice.ts";

/** If all of the body, then the head. There is no "not", so every program has one least model. */
export interface Rule {
  readonly head: string;
  readonly body: readonly string[];
}

/** What is given, and what follows from what. A fact that is neither never holds. */
export interface Program {
  readonly atoms: readonly string[];
  readonly rules: readonly Rule[];
}

/**
 * What each fact takes: the least fixed point of the rules over antichains. Cycles are fine, since
 * a way round one only ever adds to a set that is there already.
 */
export function solve({ atoms, rules }: Program, lattice: Lattice): ReadonlyMap<string, Family> {
  const found = new Map<string, Family>(atoms.map((atom) => [atom, [idealOf(lattice, [atom])]]));
  const using = rulesByBody(rules);
  const waiting = new Set(rules);
  for (const rule of waiting) {
    waiting.delete(rule);
    const before = found.get(rule.head) ?? NEVER;
    const after = either(lattice, before, bodyOf(rule, found, lattice));
    if (isSame(before, after)) continue;
    found.set(rule.head, after);
    for (const next of using.get(rule.head) ?? []) waiting.add(next);
  }
  return found;
}

function bodyOf({ body }: Rule, found: ReadonlyMap<string, Family>, lattice: Lattice): Family {
  let family = ALWAYS;
  for (const fact of body) {
    const one = found.get(fact) ?? NEVER;
    if (one.length === 0) return NEVER;
    family = both(lattice, family, one);
  }
  return family;
}

type ByBody = ReadonlyMap<string, readonly Rule[]>;

/** By list, since one list is asked for every set and each of its weakenings. */
const indexes = new WeakMap<readonly Rule[], ByBody>();

function rulesByBody(rules: readonly Rule[]): ByBody {
  const found = indexes.get(rules) ?? indexByBody(rules);
  indexes.set(rules, found);
  return found;
}

function indexByBody(rules: readonly Rule[]): ByBody {
  const using = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const fact of new Set(rule.body)) {
      const list = using.get(fact) ?? [];
      list.push(rule);
      using.set(fact, list);
    }
  }
  return using;
}

/**
 * What follows from some atoms, by chaining forward: each fact with the rule that first made it so;
 * null: it was given. It shares nothing with `solve` but the rules, so that each can vouch for the
 * other.
 */
export function consequences(
  { rules }: Pick<Program, "rules">,
  given: Iterable<string>,
): ReadonlyMap<string, Rule | null> {
  const holds = new Map<string, Rule | null>([...given].map((atom) => [atom, null]));
  const using = rulesByBody(rules);
  const met = new Map<Rule, number>();
  const reached = [...holds.keys()];
  const conclude = (rule: Rule) => {
    if (holds.has(rule.head)) return;
    holds.set(rule.head, rule);
    reached.push(rule.head);
  };
  for (const rule of rules) if (rule.body.length === 0) conclude(rule);
  for (let next = 0; next < reached.length; next += 1) {
    for (const rule of using.get(reached[next] ?? "") ?? []) {
      const count = (met.get(rule) ?? 0) + 1;
      met.set(rule, count);
      if (count === new Set(rule.body).size) conclude(rule);
    }
  }
  return holds;
}
