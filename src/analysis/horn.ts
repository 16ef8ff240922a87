import {
  always,
  type Antichain,
  both,
  either,
  fromFamily,
  NEVER,
  toFamily,
  widthOf,
} from "./antichains.ts";
import { type Family, type Guard, idealOf, type Lattice } from "./lattice.ts";

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
 * a way round one only ever adds to a set that is there already. Rules come after what they rest on,
 * as far as there is such an order, so that few are gone through twice.
 */
export function solve({ atoms, rules }: Program, lattice: Lattice): ReadonlyMap<string, Family> {
  const width = widthOf(lattice.atoms.length);
  const found = new Map<string, Antichain>(
    atoms.map((atom) => [atom, fromFamily([idealOf(lattice, [atom])], width)]),
  );
  const using = rulesByBody(rules);
  const order = inOrder(rules);
  const waiting = new Set(order);
  while (waiting.size > 0) {
    for (const rule of order) {
      if (!waiting.delete(rule)) continue;
      const before = found.get(rule.head) ?? NEVER;
      const after = either(before, bodyOf(rule, found, width, lattice.guard), width, lattice.guard);
      if (after === before) continue;
      found.set(rule.head, after);
      for (const next of using.get(rule.head) ?? []) waiting.add(next);
    }
  }
  return new Map([...found].map(([fact, sets]) => [fact, toFamily(sets, width)]));
}

function bodyOf(
  { body }: Rule,
  found: ReadonlyMap<string, Antichain>,
  width: number,
  guard: Guard,
): Antichain {
  let sets = always(width);
  for (const fact of body) {
    const one = found.get(fact) ?? NEVER;
    if (one.length === 0) return NEVER;
    sets = both(sets, one, width, guard);
  }
  return sets;
}

/** Each rule behind those that conclude what it rests on, but for cycles. */
function inOrder(rules: readonly Rule[]): readonly Rule[] {
  const byHead = new Map<string, Rule[]>();
  for (const rule of rules) {
    const alike = byHead.get(rule.head);
    if (alike === undefined) byHead.set(rule.head, [rule]);
    else alike.push(rule);
  }
  const order: Rule[] = [];
  const seen = new Set<string>();
  const follow = (fact: string) => {
    if (seen.has(fact)) return;
    seen.add(fact);
    const concluding = byHead.get(fact) ?? [];
    for (const { body } of concluding) for (const under of body) follow(under);
    order.push(...concluding);
  };
  for (const head of byHead.keys()) follow(head);
  return order;
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
