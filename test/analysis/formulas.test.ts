import { describe, expect, test } from "vitest";
import { fallsTo, keptBy } from "../../src/analysis/authenticators.ts";
import { programOf } from "../../src/analysis/derive-rules.ts";
import { FORMULAS, type FormulaSet } from "../../src/analysis/formulas.ts";
import { solve } from "../../src/analysis/horn.ts";
import { impliesIn } from "../../src/analysis/implications.ts";
import { generatorsOf, latticeOf } from "../../src/analysis/lattice.ts";
import { SCENARIO_AUTHENTICATORS } from "../../src/analysis/scenario-authenticators.ts";
import { REFERENCE_WORLD, type World } from "../../src/analysis/world.ts";
import { family, ORACLE, type Sets } from "./scenarios.ts";

function withFlags(flags: Partial<World["flags"]>): World {
  return { ...REFERENCE_WORLD, flags: { ...REFERENCE_WORLD.flags, ...flags } };
}

const WORLDS: Readonly<Record<string, World>> = {
  defeatedBy: REFERENCE_WORLD,
  defeatedByIfResetByEmail: withFlags({ resetByEmail: true }),
  defeatedByIfSeedPlain: withFlags({ plainSeeds: true }),
  defeatedByIfVaultHas2fa: withFlags({ vault2fa: true }),
};

function defeatedBy(name: string, world: World, formulas: FormulaSet = FORMULAS): Sets {
  const { authenticator } = SCENARIO_AUTHENTICATORS.named(name);
  const rules = fallsTo(authenticator, formulas, world).map((body) => ({ head: "x:it", body }));
  const program = programOf(rules, formulas, world);
  const lattice = latticeOf(program.atoms, impliesIn(formulas, world));
  return (solve(program, lattice).get("x:it") ?? []).map((one) => generatorsOf(lattice, one));
}

describe("what defeats an authenticator", () => {
  const cases = Object.entries(ORACLE.authenticators).flatMap(([name, families]) =>
    Object.entries(families).map(([world, sets]) => [name, world, sets] as const),
  );

  test.each(cases)("%s, %s", (name, world, sets) => {
    expect(family(defeatedBy(name, WORLDS[world] ?? REFERENCE_WORLD))).toEqual(family(sets));
  });

  test("is said for every word of scenarios, with source and date", () => {
    for (const name of SCENARIO_AUTHENTICATORS.names) {
      expect(Object.keys(ORACLE.authenticators)).toContain(name);
      const { kind } = SCENARIO_AUTHENTICATORS.named(name).authenticator;
      const formula = FORMULAS.authenticators[kind];
      expect(formula?.source).not.toBe("");
      expect(formula?.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(formula?.assumes).not.toBe("");
    }
  });
});

test("what its owner must have kept is as in the oracle", () => {
  const kept = (name: string, world = REFERENCE_WORLD) =>
    family(keptBy(SCENARIO_AUTHENTICATORS.named(name).authenticator, FORMULAS, world));
  for (const [name, sets] of Object.entries(ORACLE.usableFrom)) {
    if (!Array.isArray(sets)) continue;
    const key = name.endsWith(":k");
    const expected = (sets as Sets).map((set) => set.map((one) => (key ? `${one}1` : one)));
    expect(kept(key ? `${name}1` : name)).toEqual(family(expected));
  }
  expect(kept("password")).toEqual(["password"]);
  expect(kept("password", withFlags({ resetByEmail: true }))).toEqual(["inbox", "password"]);
});

describe("formulas that an operator hands in", () => {
  test("take the place of ours", () => {
    const locked = { ...FORMULAS, facts: { ...FORMULAS.facts, "sms(A)": ["controls-number(A)"] } };
    expect(family(defeatedBy("sms-code", REFERENCE_WORLD, locked))).not.toContain(
      "takes-locked(phone)",
    );
  });

  test.each([
    ["a fact that nothing explains", ["opens-safe"]],
    ["a condition that is none", ["[sunny] learns-password"]],
    ["devices that are none", ["open(@tablets)"]],
  ])("are refused with %s", (_, falls) => {
    const password = FORMULAS.authenticators["password"];
    if (password === undefined) throw new TypeError("password");
    const authenticators = { ...FORMULAS.authenticators, password: { ...password, falls } };
    expect(() => defeatedBy("password", REFERENCE_WORLD, { ...FORMULAS, authenticators })).toThrow(
      "ASSAY_FORMULAS",
    );
  });
});
