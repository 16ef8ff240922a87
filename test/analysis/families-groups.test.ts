import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "../../src/analysis/analyse.ts";
import { checkInvariants, subjectOf } from "../../src/analysis/invariants.ts";
import { policyFamilies, worstAccounts } from "../../src/analysis/policy-families.ts";
import { withstood } from "../../src/analysis/withstood.ts";
import { impliesIn } from "../../src/analysis/implications.ts";
import { provePolicy } from "../../src/compose/prove-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { EVERYTHING, presetNamed } from "../policy/ask.ts";
import { NOW } from "../policy/evidence.ts";
import { family } from "./scenarios.ts";

type Rules = NonNullable<NonNullable<PolicyInput["groups"]>[string]["actions"]>[string];

const PASSKEY = { prove: "passkey" as const, class: ["platform", "hardware-key"] };
const TWO: Rules = { anyOf: [{ allOf: [PASSKEY, PASSKEY] }] };
const KEY: Rules = { anyOf: [{ allOf: [{ prove: "passkey", class: "hardware-key" }] }] };
const WORD: Rules = { anyOf: [{ allOf: [{ prove: "external", assertion: "approval" }] }] };

/** Strict, with all that it claims. */
function grouped(groups: NonNullable<PolicyInput["groups"]>): Policy {
  const { invariants } = presetNamed("strict").source;
  return definePolicy({ version: 1, name: "mine", extends: "strict", groups, invariants });
}

function worst(policy: Policy) {
  return worstAccounts({ policy, offered: EVERYTHING, now: NOW });
}

describe("the worst accounts of a policy with groups", () => {
  test("are those of every choice of groups that ask for something, nobody's first", () => {
    const policy = grouped({
      finance: { actions: { "sign-in": TWO } },
      staff: { actions: { recover: KEY } },
      visitors: { session: { idleSeconds: 60, absoluteSeconds: 600 } },
    });
    expect(worst(policy).map(({ groups }) => groups.join("+"))).toEqual([
      "",
      "finance",
      "staff",
      "finance+staff",
    ]);
    for (const { groups, shape, everyChoice } of worst(policy)) {
      expect(shape.account.groups).toEqual(groups);
      expect(everyChoice).toBe(true);
    }
  });

  test("fall to no more than the worst of nobody's groups", () => {
    const policy = grouped({
      finance: { actions: { "sign-in": TWO, "enrol:passkey": TWO } },
      staff: { actions: { recover: KEY, "sign-in": KEY } },
    });
    const [all, ...members] = policyFamilies({ policy, offered: EVERYTHING, now: NOW });
    if (all === undefined) throw new TypeError("a family");
    const implies = impliesIn(all.shape.formulas, all.shape.world);
    expect(members).toHaveLength(3);
    for (const { analysis } of members) {
      expect(withstood(analysis.control, all.analysis.control, implies)).toEqual([]);
    }
    const [, staff] = members;
    const providers = "enters-provider + knows-escrow";
    expect(family(all.analysis.entries.signIn)).toContain(providers);
    // Only a hardware key signs these in.
    expect(family(staff?.analysis.entries.signIn ?? [])).not.toContain(providers);
  });

  test("of more groups than can be gone through in every choice are each and all, and said not to be every choice", () => {
    const names = ["a", "b", "c", "d", "e"];
    const policy = grouped(
      Object.fromEntries(names.map((name) => [name, { actions: { "sign-in": TWO } }])),
    );
    const found = worst(policy);
    expect(found.map(({ groups }) => groups.join(""))).toEqual(["", ...names, "abcde"]);
    const results = found.map(({ shape, everyChoice }) =>
      checkInvariants(
        ["recovery-not-weaker", "no-single-remote-takeover"],
        subjectOf(shape, everyChoice),
      ),
    );
    for (const [comparing, other] of results) {
      expect(comparing).toMatchObject({ holds: false, decided: false });
      expect(other).toMatchObject({ holds: true, decided: true });
    }
  });
});

describe("what is claimed of the members of a group", () => {
  const policy = grouped({ finance: { actions: { "sign-in": TWO } } });

  test("is not held by their way back where it asks for less than their way in", () => {
    const judged = worst(policy).map(({ groups, shape, everyChoice }) => {
      const [result] = checkInvariants(["recovery-not-weaker"], subjectOf(shape, everyChoice));
      return [groups.join(), result?.holds];
    });
    expect(judged).toEqual([
      ["", true],
      ["finance", false],
    ]);
  });

  test("keeps a site from starting, by name", () => {
    const proving = () => provePolicy({ policy, offered: EVERYTHING, now: NOW });
    expect(proving).toThrow("recovery-not-weaker does not hold");
    expect(proving).toThrow("members of finance");
    const none = grouped({});
    expect(provePolicy({ policy: none, offered: EVERYTHING, now: NOW })).toEqual([]);
  });

  test("counts two words of operators where a group alone asks for two", () => {
    const word = { prove: "external", assertion: "approval" } as const;
    const two = definePolicy({
      version: 1,
      name: "two",
      extends: "balanced",
      actions: { recover: { anyOf: [{ allOf: [word, { enrol: "passkey", class: "any" }] }] } },
      groups: { staff: { actions: { recover: { anyOf: [{ allOf: [word, word] }] } } } },
      danger: {
        operatorAlone: true,
        withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
      },
      invariants: [],
    });
    const [, staff] = worst(two);
    if (staff === undefined) throw new TypeError("a member");
    const { recover } = analyse(staff.shape).entries;
    expect(family(recover)).toContain("fools-helpdesk(1) + fools-helpdesk(2)");
  });
});

test("whatever groups ask for, nobody's groups fall to all that a member falls to", () => {
  const rule = fc.constantFrom(TWO, KEY, WORD);
  const actions = fc.dictionary(fc.constantFrom("sign-in", "recover", "enrol:passkey"), rule);
  fc.assert(
    fc.property(actions, actions, (one, other) => {
      const policy = grouped({ one: { actions: one }, other: { actions: other } });
      const [all, ...members] = worst(policy);
      if (all === undefined) throw new TypeError("an account");
      const control = analyse(all.shape).control;
      const implies = impliesIn(all.shape.formulas, all.shape.world);
      for (const { shape } of members) {
        expect(withstood(analyse(shape).control, control, implies)).toEqual([]);
      }
    }),
    { numRuns: 8 },
  );
});
