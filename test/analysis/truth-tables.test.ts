import { expect, test } from "vitest";
import { FORMULAS } from "../../src/analysis/formulas.ts";
import { impliesIn } from "../../src/analysis/implications.ts";
import { analyseScenario, scenarioShape } from "../../src/analysis/scenario.ts";
import { analyseAccount } from "../../src/analysis/account.ts";
import type { Analysis } from "../../src/analysis/analyse.ts";
import type { Implies } from "../../src/analysis/lattice.ts";
import { REFERENCE_WORLD } from "../../src/analysis/world.ts";
import type { SupposedHolding } from "../../src/policy/suppositions-schema.ts";
import { accountWith } from "./accounts.ts";
import { ORACLE, read } from "./scenarios.ts";
import { minimalRows, rowOf, truthTable } from "./truth-table.ts";

/** Every family with up to so many compromises equals its truth table: all that there is is looked at. */
const MOST_ATOMS = 20;

function expectTables({ program, control, access }: Analysis, implies: Implies): void {
  for (const [goal, sets] of [
    ["goal:control", control],
    ["goal:access", access],
  ] as const) {
    const rows = minimalRows(program.atoms, truthTable(program, goal), implies);
    const ours = sets.map((set) => rowOf(program.atoms, set, implies));
    expect(ours.toSorted((a, b) => a - b)).toEqual(rows);
  }
}

const SCENARIOS = ORACLE.scenarios
  .map((one) => ({ id: one.id, scenario: read(one) }))
  .map(({ id, scenario }) => ({ id, scenario, found: analyseScenario(scenario) }));

const small = SCENARIOS.filter(({ found }) => found.program.atoms.length <= MOST_ATOMS);

test.each(small.map((one) => [one.id, one] as const))("%s", { timeout: 60_000 }, (_, one) => {
  expectTables(one.found, impliesIn(FORMULAS, scenarioShape(one.scenario).world));
});

test("are those of nearly every scenario", () => {
  expect(small.length).toBeGreaterThan(SCENARIOS.length / 2);
  expect(Math.max(...small.map(({ found }) => found.program.atoms.length))).toBeGreaterThan(16);
});

const HOLDINGS: readonly (readonly [string, readonly SupposedHolding[]])[] = [
  ["a synced passkey", [{ method: "passkey", id: "synced", keeper: "platform" }]],
  ["a key", [{ method: "passkey", id: "key", keeper: "hardware-key", attested: true }]],
  [
    "a password and a code",
    [
      { method: "password", id: "password" },
      { method: "totp", id: "totp", keptIn: "own-app" },
    ],
  ],
];

test.each(HOLDINGS)("an account with %s", { timeout: 60_000 }, (_, has) => {
  const found = analyseAccount(accountWith({ has }));
  expect(found.program.atoms.length).toBeLessThanOrEqual(MOST_ATOMS);
  expectTables(found, impliesIn(FORMULAS, REFERENCE_WORLD));
});
