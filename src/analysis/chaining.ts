import type { Program, Rule } from "./horn.ts";

/** Asks one program often whether a goal follows. */
export interface Chaining {
  /** Whether it follows from these, by chaining forward. Facts that no rule knows are given, too. */
  reaches(given: Iterable<string>, goal: string): boolean;
}

/**
 * The forward chaining of `consequences` over numbers, since each set of a family and each of its
 * weakenings is asked about. Like it, it shares nothing with `solve` but the rules.
 */
export function chainingOn({ rules }: Pick<Program, "rules">): Chaining {
  const known = compiled.get(rules) ?? compile(rules);
  compiled.set(rules, known);
  return known;
}

/** By list, as rules are derived once and asked again and again. */
const compiled = new WeakMap<readonly Rule[], Chaining>();

function compile(rules: readonly Rule[]): Chaining {
  const facts = new Map<string, number>();
  const numberOf = (fact: string) => {
    const known = facts.get(fact) ?? facts.size;
    facts.set(fact, known);
    return known;
  };
  const heads = Int32Array.from(rules, ({ head }) => numberOf(head));
  // What a body names twice counts twice, and is reached twice.
  const bodies = rules.map(({ body }) => body.map(numberOf));
  const sizes = Int32Array.from(bodies, (body) => body.length);
  const uses: number[][] = Array.from({ length: facts.size }, () => []);
  for (const [rule, body] of bodies.entries()) for (const fact of body) uses[fact]?.push(rule);
  const always = bodies.flatMap((body, rule) => (body.length === 0 ? [heads[rule] ?? 0] : []));
  const numbers = { heads, sizes, uses, always };
  return {
    reaches(given, goal) {
      const wanted = facts.get(goal);
      const from: number[] = [];
      for (const one of given) {
        if (one === goal) return true;
        const fact = facts.get(one);
        if (fact !== undefined) from.push(fact);
      }
      return wanted !== undefined && chain(numbers, from, wanted);
    },
  };
}

interface Numbers {
  readonly heads: Int32Array;
  readonly sizes: Int32Array;
  readonly uses: readonly (readonly number[])[];
  /** What rules with nothing to ask for conclude. */
  readonly always: readonly number[];
}

function chain(
  { heads, sizes, uses, always }: Numbers,
  given: readonly number[],
  goal: number,
): boolean {
  const holds = new Uint8Array(uses.length);
  const left = sizes.slice();
  const reached: number[] = [];
  const conclude = (fact: number) => {
    if (holds[fact] === 1) return;
    holds[fact] = 1;
    reached.push(fact);
  };
  for (const fact of given) conclude(fact);
  for (const fact of always) conclude(fact);
  for (let next = 0; next < reached.length && holds[goal] !== 1; next += 1) {
    for (const rule of uses[reached[next] ?? 0] ?? []) {
      const missing = (left[rule] ?? 0) - 1;
      left[rule] = missing;
      if (missing === 0) conclude(heads[rule] ?? 0);
    }
  }
  return holds[goal] === 1;
}
