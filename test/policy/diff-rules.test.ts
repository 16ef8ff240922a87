import { describe, expect, test } from "vitest";
import { rulePieces } from "../../src/policy/diff-rules.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { KIND_NAMES, PASSKEY_KINDS } from "../../src/policy/suppositions-kinds.ts";
import { action } from "./ask.ts";
import { SMALL } from "./diff-world.ts";

type Rule = NonNullable<PolicyInput["actions"]>[string]["anyOf"][number];
type Classes = NonNullable<PolicyInput["passkeyClasses"]>;

/** What is asked about a policy in which somebody pays by this rule. */
function pieces(rule: Rule, { ages = [], classes = {} }: Given = {}) {
  const policy = definePolicy({
    ...SMALL,
    passkeyClasses: { ...SMALL.passkeyClasses, ...classes },
    actions: { ...SMALL.actions, pay: { anyOf: [rule] } },
  });
  return rulePieces(policy, action("pay"), ages);
}

interface Given {
  readonly ages?: readonly number[];
  readonly classes?: Classes;
}

describe("each rule is asked about", () => {
  test.each<[string, Classes[string], keyof typeof PASSKEY_KINDS]>([
    ["any keeper", { userVerification: "none" }, "platform-synced"],
    ["keys", { userVerification: "none", keepers: ["hardware-key"] }, "hardware-key-attested"],
    ["vaults", { userVerification: "none", keepers: ["vault", "platform"] }, "vault"],
    [
      "vaults with a second step",
      { userVerification: "none", keepers: ["vault"], vaultSecondStep: true },
      "vault-second-step",
    ],
    [
      "keys, and vaults with a second step",
      { userVerification: "none", keepers: ["hardware-key", "vault"], vaultSecondStep: true },
      "hardware-key-attested",
    ],
    ["nobody knows whom", { userVerification: "none", keepers: ["unknown"] }, "unknown"],
    [
      "certified models",
      { userVerification: "none", certified: { fips: 1 } },
      "hardware-key-certified",
    ],
  ])("first with the best passkey that it takes: of %s", (_, own, kind) => {
    const [first] = pieces({ allOf: [{ prove: "passkey", class: "own" }] }, { classes: { own } });
    expect(first).toEqual([{ prove: "passkey", credential: kind, ...PASSKEY_KINDS[kind] }]);
  });

  test("then with every kind of passkey in the place of each that it takes", () => {
    const sets = pieces({
      allOf: [
        { prove: "passkey", class: "phone" },
        { prove: "passkey", class: "phone" },
        { prove: "passkey", class: "phone" },
        { enrol: "passkey", class: "any" },
      ],
    });
    expect(sets).toHaveLength(1 + 4 * KIND_NAMES.length);
    expect(sets[0]?.map(({ credential }) => credential)).toEqual([
      "platform-synced",
      "second-platform-synced",
      "2-platform-synced",
      "new-3-platform-synced",
    ]);
    for (const kind of KIND_NAMES) {
      expect(sets).toContainEqual([
        expect.objectContaining({ credential: "platform-synced" }),
        { prove: "passkey", credential: `second-${kind}`, ...PASSKEY_KINDS[kind] },
        expect.objectContaining({ credential: "2-platform-synced" }),
        expect.objectContaining({ credential: "new-3-platform-synced" }),
      ]);
    }
    const lastOf = sets.map((set) => set[3]);
    expect(lastOf).toContainEqual({ enrol: "passkey", credential: "new-3-vault", keeper: "vault" });
  });

  test("with what everybody has of the other methods, and with another one behind it", () => {
    const [set] = pieces({
      allOf: [
        { prove: "totp" },
        { prove: "totp" },
        { prove: "password" },
        { prove: "external", assertion: "approval" },
        { prove: "external", assertion: "approval" },
        { enrol: "recovery-code" },
      ],
    });
    expect(set).toEqual([
      { prove: "totp", keptIn: "own-app" },
      { prove: "totp", keptIn: "hardware-token", credential: "totp-2" },
      { prove: "password" },
      { prove: "external", assertion: "approval" },
      { prove: "external", assertion: "approval", by: "operator-2" },
      { enrol: "recovery-code" },
    ]);
  });

  test("with what was proved so long ago; what is created is created now", () => {
    const rule: Rule = { allOf: [{ prove: "password" }, { enrol: "totp" }] };
    const [best, ...aged] = pieces(rule, { ages: [61, 301] });
    const [, created] = best ?? [];
    expect(best).toEqual([{ prove: "password" }, expect.objectContaining({ enrol: "totp" })]);
    expect(created).not.toHaveProperty("ageSeconds");
    expect(aged).toEqual([
      [{ prove: "password", ageSeconds: 61 }, created],
      [{ prove: "password", ageSeconds: 301 }, created],
    ]);
  });

  test("where it waits, before the waiting and after it, with notice on three channels", () => {
    const sets = pieces({ allOf: [{ prove: "password" }], delaySeconds: 60, notices: 1 });
    const channel = (place: number) => `notices-${place}@example.net`;
    expect(sets).toEqual([
      [{ prove: "password" }],
      [
        { prove: "password" },
        { fact: "begun", ageSeconds: 60 },
        { fact: "notified", channel: channel(1), ageSeconds: 60 },
        { fact: "notified", channel: channel(2), ageSeconds: 60 },
        { fact: "notified", channel: channel(3), ageSeconds: 60 },
      ],
    ]);
  });

  test("those of groups too, and none of another action", () => {
    const groups = {
      admins: { actions: { "sign-in": { anyOf: [{ allOf: [{ prove: "sms-code" as const }] }] } } },
    };
    const policy = definePolicy({ ...SMALL, groups });
    expect(rulePieces(policy, "sign-in", [])).toContainEqual([{ prove: "sms-code" }]);
    expect(rulePieces(policy, action("pay"), [])).toEqual([]);
  });
});
