import { describe, expect, test } from "vitest";
import { DEFAULT_PRESET } from "../../src/policy/presets/sources.ts";
import type { Combination } from "../../src/policy/policy.ts";
import { presetNamed } from "./ask.ts";
import { GOOD, problems, withRule } from "./sources.ts";

const DAY = 86_400;

/** The rules of each action that changes something of an account, by the action's name. */
function changing(name: string): readonly (readonly [string, readonly Combination[]])[] {
  return [...presetNamed(name).actions].flatMap(([action, rules]) =>
    /^(?:enrol|remove|lift|change|regenerate):/.test(action) ? [[action, rules] as const] : [],
  );
}

describe("whoever owns an account is told of what changes in it", () => {
  test.each([
    ["balanced", 1],
    ["strict", 2],
    ["regulated", 2],
  ])("%s: on so many channels: %i", (name, channels) => {
    const all = changing(name);
    expect(all.length).toBeGreaterThan(2);
    for (const [action, rules] of all) {
      const told = rules.map(({ notices }) => notices);
      expect([action, told]).toEqual([action, rules.map(() => channels)]);
    }
  });

  test.each(["balanced", "strict", "regulated"])("%s: and of a suspension", (name) => {
    const rules = [...presetNamed(name).actions].filter(([action]) =>
      action.startsWith("suspend:"),
    );
    expect(rules.length).toBeGreaterThan(0);
    for (const [, some] of rules) for (const { notices } of some) expect(notices).toBe(1);
  });
});

describe("to enrol ends with what is enrolled", () => {
  test.each(["balanced", "strict", "regulated"])("%s, by each of its rules", (name) => {
    for (const [action, rules] of changing(name)) {
      const [verb, method] = action.split(":");
      if (verb !== "enrol") continue;
      for (const { terms } of rules) {
        expect(terms.at(-1)).toMatchObject({ ceremony: "enrol", method });
        expect(terms.slice(0, -1).every(({ ceremony }) => ceremony === "prove")).toBe(true);
        expect(terms.length).toBeGreaterThan(1);
      }
    }
  });

  test("balanced: what the old factors bind counts in full after a day", () => {
    for (const [action, rules] of changing("balanced")) {
      if (!action.startsWith("enrol:")) continue;
      for (const { terms, settleSeconds } of rules) {
        const isByPasskey = terms.slice(0, -1).some(({ method }) => method === "passkey");
        expect([action, settleSeconds]).toEqual([action, isByPasskey ? 0 : DAY]);
      }
    }
  });
});

test("who names no preset has the balanced one", () => {
  expect(DEFAULT_PRESET).toBe("balanced");
  expect(presetNamed(DEFAULT_PRESET).name).toBe("balanced");
});

describe("what is wrong with a policy that extends a preset", () => {
  const base = { version: 1, name: "mine", extends: "balanced" };

  test("is named like that of one that is written whole", () => {
    expect(problems({ ...base, colour: "red" })).toEqual([
      { path: "colour", expected: "no such key" },
    ]);
    expect(problems({ ...base, session: { idleSeconds: 60 } }).map(({ path }) => path)).toEqual([
      "session.absoluteSeconds",
    ]);
  });

  test("names each invariant that is left out, and how to say so", () => {
    expect(problems({ ...base, extends: "strict", invariants: [] })[0]?.expected).toMatch(
      /^no-single-remote-takeover, .*, .* too, or danger\.withoutInvariants that names /,
    );
  });
});

test("a certificate of no level is none, and what was expected is said", () => {
  const certified = (more: object) => ({
    ...GOOD,
    passkeyClasses: { verified: { userVerification: "claimed", certified: more } },
  });
  expect(problems(certified({ fido: "none" }))).toHaveLength(1);
  expect(problems(certified({}))[0]?.expected).toBe("fips, fido or both");
  expect(problems(withRule("pay", { allOf: [{ prove: "password" }] }))).toEqual([]);
});
