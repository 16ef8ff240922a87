import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { implied } from "../../src/analysis/lattice.ts";
import { impliesIn } from "../../src/analysis/implications.ts";
import { FORMULAS } from "../../src/analysis/formulas.ts";
import { analyseScenario, scenarioShape } from "../../src/analysis/scenario.ts";
import type { Scenario } from "../../src/analysis/scenario-schema.ts";
import { arbitraryScenario, COMPROMISES } from "./arbitrary-scenario.ts";
import { attacker, hasAccess, hasControl } from "./model.ts";
import { read, type Sets } from "./scenarios.ts";
import { minimalRows, rowOf, truthTable } from "./truth-table.ts";

function weaker(set: readonly string[], scenario: Scenario): Sets {
  const implies = impliesIn(FORMULAS, scenarioShape(scenario).world);
  return set.map((gone) => [...set.filter((one) => one !== gone), ...implies(gone)]);
}

describe("scenarios of every shape", () => {
  test("are read, and each family is exactly what the model says", () => {
    const some = fc.uniqueArray(fc.constantFrom(...COMPROMISES), { maxLength: 6 });
    fc.assert(
      fc.property(
        arbitraryScenario,
        fc.array(some, { minLength: 40, maxLength: 40 }),
        (given, attackers) => {
          const scenario = read(JSON.parse(JSON.stringify(given)));
          const found = analyseScenario(scenario);
          for (const [sets, reaches] of [
            [found.control, hasControl],
            [found.access, hasAccess],
          ] as const) {
            const so = (set: readonly string[]) => reaches(scenario, attacker(set, scenario));
            for (const set of sets) {
              expect(so(set)).toBe(true);
              for (const less of weaker(set, scenario)) expect(so(less)).toBe(false);
            }
            for (const set of attackers) {
              const has = attacker(set, scenario);
              expect(sets.some((one) => one.every(has))).toBe(so(set));
            }
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  test("with up to twenty compromises equal their truth tables", { timeout: 60_000 }, () => {
    const few = arbitraryScenario
      .map((scenario) => ({ scenario, found: analyseScenario(scenario) }))
      .filter(({ found }) => found.program.atoms.length <= 20);
    fc.assert(
      fc.property(few, ({ scenario, found: { program, control, access } }) => {
        const implies = impliesIn(FORMULAS, scenarioShape(scenario).world);
        for (const [goal, sets] of [
          ["goal:control", control],
          ["goal:access", access],
        ] as const) {
          const rows = minimalRows(program.atoms, truthTable(program, goal), implies);
          const ours = sets.map((set) => rowOf(program.atoms, set, implies));
          expect(ours.toSorted((a, b) => a - b)).toEqual(rows);
        }
      }),
      { numRuns: 8 },
    );
  });
});

test("every set walks a way that begins with something and ends at the goal", () => {
  fc.assert(
    fc.property(arbitraryScenario, (scenario) => {
      const found = analyseScenario(scenario);
      const implies = impliesIn(FORMULAS, scenarioShape(scenario).world);
      for (const set of found.control) {
        const legs = found.walk("control", set);
        expect(legs.length).toBeGreaterThan(0);
        const last = legs.at(-1);
        const ends = last?.kind === "step" ? last.action : last?.kind;
        expect(["recover", "enrol:passkey", "survives"]).toContain(ends);
        expect(set.flatMap((one) => [...implied(one, implies)]).length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 50 },
  );
});
