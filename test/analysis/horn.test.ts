import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { certify } from "../../src/analysis/certificate.ts";
import { chainingOn } from "../../src/analysis/chaining.ts";
import { consequences, type Program, solve } from "../../src/analysis/horn.ts";
import {
  generatorsOf,
  idealOf,
  type Implies,
  latticeOf,
  weakenings,
} from "../../src/analysis/lattice.ts";
import { transversals } from "../../src/analysis/transversals.ts";
import { minimalRows, rowOf, truthTable } from "./truth-table.ts";

const ATOMS = Array.from({ length: 12 }, (_, index) => `a${index}`);
const FACTS = Array.from({ length: 8 }, (_, index) => `f${index}`);

const EMPTY = { head: "always", body: [] };

/** Programs with cycles, facts that nothing makes so, and empty bodies. */
const program: fc.Arbitrary<Program> = fc
  .array(
    fc.record({
      head: fc.constantFrom(...FACTS),
      body: fc.array(fc.constantFrom(...ATOMS, ...ATOMS, ...FACTS), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 24 },
  )
  .map((rules) => ({ atoms: ATOMS, rules: rules.filter(({ body }) => body.length > 0) }));

/** An order without cycles: only a later atom implies an earlier one. */
const order: fc.Arbitrary<Implies> = fc
  .array(fc.tuple(fc.nat(ATOMS.length - 1), fc.nat(ATOMS.length - 1)), { maxLength: 6 })
  .map((pairs) => {
    const implied = pairs.filter(([a, b]) => a > b).map(([a, b]) => [ATOMS[a], ATOMS[b]] as const);
    return (atom) => implied.flatMap(([a, b]) => (a === atom && b !== undefined ? [b] : []));
  });

describe("the least fixed point", () => {
  test("is the truth table of the rules, and carries its certificate", () => {
    fc.assert(
      fc.property(program, order, (rules, implies) => {
        const lattice = latticeOf(ATOMS, implies);
        const found = solve(rules, lattice);
        for (const goal of FACTS) {
          const family = found.get(goal) ?? [];
          certify(rules, lattice, goal, family);
          const rows = minimalRows(ATOMS, truthTable(rules, goal), implies);
          const sets = family.map((ideal) => rowOf(ATOMS, generatorsOf(lattice, ideal), implies));
          expect(sets.toSorted((a, b) => a - b)).toEqual(rows);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("at twenty atoms is the truth table as well", () => {
    const atoms = Array.from({ length: 20 }, (_, index) => `a${index}`);
    const pairs = Array.from({ length: 10 }, (_, index) => [`a${index}`, `a${index + 10}`]);
    const rules = [
      ...pairs.map((body, index) => ({ head: `p${index}`, body })),
      ...[0, 2, 4, 6, 8].map((at) => ({ head: "goal", body: [`p${at}`, `p${at + 1}`] })),
      { head: "p0", body: ["goal", "a19"] },
    ];
    const lattice = latticeOf(atoms, () => []);
    const family = solve({ atoms, rules }, lattice).get("goal") ?? [];
    const rows = minimalRows(atoms, truthTable({ atoms, rules }, "goal"), () => []);
    expect(family.map((ideal) => rowOf(atoms, generatorsOf(lattice, ideal), () => []))).toEqual(
      rows,
    );
  });

  test("is the same among however many atoms: sets are words of a fixed length", () => {
    fc.assert(
      fc.property(
        program,
        order,
        fc.constantFrom(14, 20, 24, 40, 46, 70),
        (rules, implies, more) => {
          // They come first by name, so that all others are moved up over the ends of words.
          const others = Array.from({ length: more }, (_, index) => `A${index}`);
          const [alone, among] = [
            latticeOf(ATOMS, implies),
            latticeOf([...others, ...ATOMS], implies),
          ];
          const [few, many] = [solve(rules, alone), solve(rules, among)];
          for (const goal of FACTS) {
            const names = (found: typeof few, lattice: typeof alone) =>
              (found.get(goal) ?? []).map((ideal) => generatorsOf(lattice, ideal));
            expect(names(many, among)).toEqual(names(few, alone));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("of what follows from nothing asks for nothing", () => {
    const rules = [{ head: "goal", body: [] }];
    const lattice = latticeOf([], () => []);
    expect(solve({ atoms: [], rules: [] }, lattice).get("goal")).toBeUndefined();
    expect(consequences({ rules }, []).has("goal")).toBe(true);
  });
});

describe("chaining over numbers", () => {
  test("reaches what chaining with reasons reaches", () => {
    const given = fc.subarray([...ATOMS, "f0", "unheard-of"]);
    fc.assert(
      fc.property(program, given, ({ atoms, rules }, has) => {
        const all = { atoms, rules: [...rules, { head: "f7", body: ["f6", "f6"] }, EMPTY] };
        const holds = consequences(all, has);
        for (const goal of [...FACTS, ...ATOMS, "always", "unheard-of", "never"]) {
          expect([goal, chainingOn(all).reaches(has, goal)]).toEqual([goal, holds.has(goal)]);
        }
      }),
    );
  });
});

describe("a certificate", () => {
  test("is refused to a set that is too small, and to one that is too large", () => {
    fc.assert(
      fc.property(program, order, fc.nat(), (rules, implies, seed) => {
        const lattice = latticeOf(ATOMS, implies);
        const reached = [...solve(rules, lattice)].filter(([fact]) => FACTS.includes(fact));
        const [goal, family] = reached[seed % Math.max(1, reached.length)] ?? [];
        fc.pre(goal !== undefined && family !== undefined && family.length > 0);
        const [ideal = 0n, ...rest] = family;
        for (const weaker of weakenings(lattice, ideal)) {
          expect(() => certify(rules, lattice, goal, [weaker, ...rest])).toThrow("does not reach");
        }
        const more = ATOMS.find((atom) => (ideal & idealOf(lattice, [atom])) === 0n);
        if (more === undefined) return;
        const larger = ideal | idealOf(lattice, [more]);
        expect(() => certify(rules, lattice, goal, [larger, ...rest])).toThrow(
          "more than it takes",
        );
      }),
    );
  });
});

describe("the guard", () => {
  const half = Array.from({ length: 12 }, (_, index) => `a${index}`);
  const rules = Array.from({ length: 6 }, (_, index) => [
    { head: `p${index}`, body: [`a${index}`] },
    { head: `p${index}`, body: [`a${index + 6}`] },
  ]).flat();
  const goal = { head: "goal", body: Array.from({ length: 6 }, (_, index) => `p${index}`) };

  test("keeps the smallest sets and says so", () => {
    const lattice = latticeOf(half, () => [], 20);
    const family = solve({ atoms: half, rules: [...rules, goal] }, lattice).get("goal") ?? [];
    expect(family).toHaveLength(20);
    expect(lattice.guard.exceeded).toBe(true);
  });

  test("is silent where everything has room", () => {
    const lattice = latticeOf(half, () => []);
    const family = solve({ atoms: half, rules: [...rules, goal] }, lattice).get("goal") ?? [];
    expect(family).toHaveLength(64);
    expect(lattice.guard.exceeded).toBe(false);
  });
});

describe("transversals", () => {
  const families = fc
    .array(fc.bigInt({ min: 1n, max: 255n }), { maxLength: 8 })
    .map((members) => members);

  test("meet every member, and none of them is more than it takes", () => {
    fc.assert(
      fc.property(families, (members) => {
        const found = transversals(members);
        const meets = (set: bigint) => members.every((member) => (set & member) !== 0n);
        const all = Array.from({ length: 256 }, (_, set) => BigInt(set)).filter(meets);
        const least = all.filter((set) => !all.some((o) => o !== set && (set & o) === o));
        expect(new Set(found)).toEqual(new Set(least));
        expect(found).toHaveLength(least.length);
      }),
    );
  });
});
