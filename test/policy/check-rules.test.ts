import { describe, expect, test } from "vitest";
import {
  SHIPPED,
  HERE,
  found,
  type Actions,
  type Classes,
  ACTIONS,
  small,
  withActions,
} from "./check-world.ts";

describe("what single rules are good for", () => {
  const classes: Classes = {
    verified: { userVerification: "claimed" },
    any: { userVerification: "none" },
    platform: { userVerification: "claimed", keepers: ["platform"] },
  };

  function never(...anyOf: Actions[string]["anyOf"]) {
    const policy = withActions({ pay: { anyOf } }, { passkeyClasses: classes });
    return found(policy, "rule_never_decides").map(({ path, params }) => [path, params]);
  }

  const second = [["actions.pay.anyOf[1]", { rule: "pay/2", by: "pay/1" }]];

  test("one behind another that asks for no more never decides", () => {
    expect(
      never(
        { allOf: [{ prove: "passkey", class: "verified" }] },
        { allOf: [{ prove: "totp" }, { prove: "passkey", class: "platform" }] },
      ),
    ).toEqual(second);
    expect(
      never(
        { allOf: [{ prove: "passkey", class: ["verified", "platform"] }] },
        { allOf: [{ prove: "passkey", class: "verified", maxAgeSeconds: 60 }], channels: 2 },
      ),
    ).toEqual(second);
    expect(
      never(
        { allOf: [{ prove: "totp" }], delaySeconds: 60, notices: 1 },
        { allOf: [{ prove: "totp" }], delaySeconds: 90, notices: 2 },
      ),
    ).toEqual(second);
  });

  test.each<[string, Actions[string]["anyOf"][number], Actions[string]["anyOf"][number]]>([
    [
      "a wider class",
      { allOf: [{ prove: "passkey", class: "platform" }] },
      { allOf: [{ prove: "passkey", class: "verified" }] },
    ],
    [
      "an older proof",
      { allOf: [{ prove: "totp", maxAgeSeconds: 60 }] },
      { allOf: [{ prove: "totp" }] },
    ],
    [
      "fewer steps",
      { allOf: [{ prove: "totp" }, { prove: "password" }] },
      { allOf: [{ prove: "totp" }] },
    ],
    [
      "two of a kind behind one and another",
      { allOf: [{ prove: "passkey", class: "any" }, { prove: "totp" }] },
      {
        allOf: [
          { prove: "passkey", class: "any" },
          { prove: "passkey", class: "any" },
        ],
      },
    ],
    [
      "one and another behind two of a kind",
      {
        allOf: [
          { prove: "passkey", class: "any" },
          { prove: "passkey", class: "any" },
        ],
      },
      { allOf: [{ prove: "passkey", class: "any" }, { prove: "totp" }] },
    ],
    [
      "another assertion",
      { allOf: [{ prove: "external", assertion: "approval" }] },
      { allOf: [{ prove: "external", assertion: "proofing" }] },
    ],
    ["another ceremony", { allOf: [{ prove: "totp" }] }, { allOf: [{ enrol: "totp" }] }],
    ["fewer channels", { allOf: [{ prove: "totp" }], channels: 2 }, { allOf: [{ prove: "totp" }] }],
    [
      "fewer kinds",
      { allOf: [{ prove: "totp" }], passkeyKinds: 2 },
      { allOf: [{ prove: "totp" }] },
    ],
    [
      "other accounts",
      { allOf: [{ prove: "totp" }], unlessEverHad: ["passkey"] },
      { allOf: [{ prove: "totp" }] },
    ],
    [
      "no migration",
      { allOf: [{ prove: "totp" }], migrating: true },
      { allOf: [{ prove: "totp" }] },
    ],
    [
      "less waiting",
      { allOf: [{ prove: "totp" }], delaySeconds: 60, notices: 1 },
      { allOf: [{ prove: "totp" }] },
    ],
    [
      "fewer notices",
      { allOf: [{ prove: "totp" }], delaySeconds: 60, notices: 2 },
      { allOf: [{ prove: "totp" }], delaySeconds: 60, notices: 1 },
    ],
  ])("one that takes %s decides", (_, first, then) => {
    expect(never(first, then)).toEqual([]);
  });

  test("a rule of a group is not held against one of the policy", () => {
    const groups = { admins: { actions: ACTIONS } };
    expect(found(small({ groups }), "rule_never_decides")).toEqual([]);
  });

  test("steps that fall together are never met", () => {
    const kept = (keeper: "unknown" | "vault") => ({ prove: "passkey" as const, class: keeper });
    const pay: Actions[string] = {
      anyOf: [
        { allOf: [kept("unknown"), kept("unknown")] },
        { allOf: [kept("unknown"), kept("vault")] },
        { allOf: [kept("vault"), kept("vault")] },
        { allOf: [{ enrol: "password" }, { enrol: "password" }] },
      ],
    };
    const passkeyClasses: Classes = {
      verified: { userVerification: "claimed" },
      unknown: { userVerification: "claimed", keepers: ["unknown"] },
      vault: { userVerification: "claimed", keepers: ["vault"] },
    };
    const policy = withActions({ pay }, { passkeyClasses });
    expect(found(policy, "rule_unmeetable")).toMatchObject([
      { severity: "warning", path: "actions.pay.anyOf", rules: ["pay/1", "pay/2", "pay/4"] },
    ]);
  });

  test("a class that nobody is in, and one that nobody names", () => {
    const policy = withActions(
      {
        pay: {
          anyOf: [
            { allOf: [{ prove: "passkey", class: "second" }] },
            { allOf: [{ prove: "passkey", class: ["second", "verified"] }] },
          ],
        },
      },
      {
        passkeyClasses: {
          verified: { userVerification: "claimed" },
          second: { userVerification: "claimed", keepers: ["vault"], vaultSecondStep: true },
          spare: { userVerification: "none" },
        },
      },
    );
    expect(found(policy, "class_empty", { knowledge: SHIPPED })).toMatchObject([
      {
        severity: "note",
        rules: ["pay/1"],
        params: { class: "second", lacks: "vaultSecondStep", count: 1 },
      },
    ]);
    expect(found(policy, "class_empty")).toEqual([]);
    expect(found(policy, "class_unused")).toMatchObject([{ path: "passkeyClasses.spare" }]);
  });

  test("what is not offered, once each with the rules that ask for it", () => {
    const pay: Actions[string] = {
      anyOf: [
        { allOf: [{ prove: "totp" }, { prove: "totp" }] },
        { allOf: [{ prove: "totp" }], delaySeconds: 60, notices: 1 },
      ],
    };
    const policy = withActions({ pay });
    expect(found(policy, "not_offered", { offered: HERE })).toMatchObject([
      { params: { what: "prove:external:proofing", count: 1 }, rules: ["recover/1"] },
      { params: { what: "prove:totp", count: 2 }, rules: ["pay/1", "pay/2"] },
    ]);
    expect(found(policy, "cannot_wait_here", { offered: HERE })).toMatchObject([
      { rules: ["pay/2"] },
    ]);
    expect(found(policy, "cannot_wait_here")).toEqual([]);
  });
});
