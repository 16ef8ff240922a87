import { describe, expect, test } from "vitest";
import { evidenceSets } from "../../src/policy/diff-space.ts";
import { KIND_NAMES, PASSKEY_KINDS } from "../../src/policy/suppositions-kinds.ts";
import { changed, small } from "./diff-world.ts";

const sets = evidenceSets([small], "sign-in");
const alone = (kind: keyof typeof PASSKEY_KINDS, credential: string = kind) =>
  ({ prove: "passkey", credential, ...PASSKEY_KINDS[kind] }) as const;

const NAMED = ["platform-synced", "hardware-key-attested", "vault-second-step", "unknown"] as const;
const LOWERED = [
  { userVerified: false },
  { asked: "preferred" },
  { uvInitialized: false },
  { settled: false },
  { counterWentBack: true },
];
const OTHERS = [
  { prove: "password" },
  { prove: "totp", keptIn: "own-app" },
  { prove: "totp", keptIn: "unknown", credential: "totp-of-a-vault" },
  { prove: "sms-code" },
  { prove: "email-code" },
  { prove: "magic-link" },
  { prove: "recovery-code" },
  { prove: "external", assertion: "enrolment-link" },
  { prove: "external", assertion: "approval" },
  { prove: "external", assertion: "approval", by: "another operator" },
  { prove: "external", assertion: "proofing" },
];

describe("what both policies are asked about", () => {
  test("begins with nothing at all, and has nothing twice", () => {
    expect(sets[0]).toEqual([]);
    expect(new Set(sets.map((set) => JSON.stringify(set))).size).toBe(sets.length);
  });

  test.each(KIND_NAMES)("a passkey of the kind %s, alone and beside everything else", (kind) => {
    expect(sets).toContainEqual([alone(kind)]);
    for (const other of OTHERS) expect(sets).toContainEqual([alone(kind), other]);
    for (const one of NAMED)
      expect(sets).toContainEqual([alone(kind), alone(one, `second-${one}`)]);
  });

  test.each(NAMED)("a passkey of the kind %s, lowered in each way", (kind) => {
    for (const traits of LOWERED) expect(sets).toContainEqual([{ ...alone(kind), ...traits }]);
  });

  test("the first two of those, lowered, beside everything else; the others not", () => {
    for (const traits of LOWERED) {
      for (const kind of NAMED.slice(0, 2)) {
        for (const other of OTHERS) {
          expect(sets).toContainEqual([{ ...alone(kind), ...traits }, other]);
        }
      }
    }
    const third = { ...alone("vault-second-step"), userVerified: false };
    expect(sets).not.toContainEqual([third, { prove: "password" }]);
  });

  test("every other thing, alone and in pairs of two different ones", () => {
    for (const [index, one] of OTHERS.entries()) {
      expect(sets).toContainEqual([one]);
      for (const other of OTHERS.slice(index + 1)) expect(sets).toContainEqual([one, other]);
      expect(sets).not.toContainEqual([one, one]);
    }
  });

  test("each way of either policy to meet the action, and no other action's", () => {
    const after = changed((source) => {
      source.actions = {
        ...source.actions,
        pay: {
          anyOf: [{ allOf: [{ prove: "password" }, { prove: "totp" }, { prove: "sms-code" }] }],
        },
      };
    });
    const three = [
      { prove: "password" },
      { prove: "totp", keptIn: "own-app" },
      { prove: "sms-code" },
    ];
    expect(evidenceSets([small, after], "pay" as never)).toContainEqual(three);
    expect(evidenceSets([after, small], "pay" as never)).toContainEqual(three);
    expect(evidenceSets([small, after], "sign-in")).not.toContainEqual(three);
  });

  test("what is one second older than either policy lets it be", () => {
    const ages = (name: "enrol:passkey" | "sign-in", ...policies: (typeof small)[]) =>
      new Set(
        evidenceSets(policies, name)
          .flat()
          .map(({ ageSeconds }) => ageSeconds),
      );
    expect(ages("enrol:passkey", small)).toEqual(new Set([undefined, 301]));
    expect(ages("sign-in", small)).toEqual(new Set([undefined]));
    const grouped = changed((source) => {
      const rule = { allOf: [{ prove: "totp" as const, maxAgeSeconds: 60 }] };
      source.groups = { admins: { actions: { "sign-in": { anyOf: [rule] } } } };
    });
    expect(ages("sign-in", small, grouped)).toEqual(new Set([undefined, 61]));
  });
});
