import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { definePolicy } from "../../src/policy/presets.ts";
import { arbitraryPolicyInput } from "./arbitrary-policy.ts";
import { presetNamed } from "./ask.ts";
import { small, changed, diff, answers, rulesOf, isAlone } from "./diff-world.ts";

describe("two policies that answer alike", () => {
  test("have no difference, whatever they are called", () => {
    expect(diff(small, small)).toEqual({ changes: [], settings: [] });
    const other = changed(() => {}, "other");
    expect(diff(small, other)).toEqual({ changes: [], settings: [] });
    const balanced = presetNamed("balanced");
    expect(diff(balanced, balanced)).toEqual({ changes: [], settings: [] });
  });

  test("have none where the same is said in other words", () => {
    const inOtherWords = changed((source) => {
      source.passkeyClasses = { ...source.passkeyClasses, spare: { userVerification: "attested" } };
      rulesOf(source, "sign-in").push({ allOf: [{ prove: "passkey", class: "enough" }] });
    });
    expect(diff(small, inOtherWords).changes).toEqual([]);
  });

  test("have none with themselves, for any policy", () => {
    fc.assert(
      fc.property(arbitraryPolicyInput, (input) => {
        const policy = definePolicy(input);
        const twin = definePolicy({
          ...input,
          // A class that nobody names, so that the two are not equal at first sight.
          passkeyClasses: { ...input.passkeyClasses, spare: { userVerification: "none" } },
        });
        expect(diff(policy, twin).changes).toEqual([]);
      }),
      { numRuns: 3 },
    );
  });
});

describe("a planted change is found", () => {
  test("a keeper that is enough no longer", () => {
    const after = changed((source) => {
      source.passkeyClasses = {
        ...source.passkeyClasses,
        enough: { userVerification: "claimed", keepers: ["hardware-key"] },
      };
    });
    const found = diff(small, after).changes.filter(({ actions }) => actions.includes("sign-in"));
    expect(found.every((one) => one.before.answer === "allow")).toBe(true);
    expect(found.some((one) => isAlone(one, "platform"))).toBe(true);
    expect(found.some((one) => isAlone(one, "hardware-key"))).toBe(false);
    expect(found[0]?.rules).toEqual({ before: ["sign-in/1"], after: [] });
  });

  test("user verification that is asked for no longer", () => {
    const after = changed((source) => {
      source.passkeyClasses = {
        ...source.passkeyClasses,
        enough: { userVerification: "unbacked", keepers: ["platform", "hardware-key"] },
      };
    });
    const found = diff(small, after).changes.filter(({ actions }) => actions.includes("sign-in"));
    const sets = found.flatMap(({ evidence }) => evidence);
    expect(sets.some(([piece]) => piece?.uvInitialized === false)).toBe(true);
    expect(sets.some(([piece]) => piece?.asked === "preferred")).toBe(false);
  });

  test("another method that counts, and one that does not", () => {
    const after = changed((source) => {
      const [, second] = rulesOf(source, "sign-in");
      if (second !== undefined) second.allOf[1] = { prove: "sms-code" };
    });
    const found = diff(small, after);
    const ways = found.changes.flatMap(({ evidence, before, after: now }) =>
      evidence.map((set) => [set.map(({ prove }) => prove).join(), before.answer, now.answer]),
    );
    expect(ways).toContainEqual(["passkey,totp", "allow", "need"]);
    expect(ways).toContainEqual(["passkey,sms-code", "need", "allow"]);
  });

  test("a status that is refused, and a counter that went back", () => {
    const refuses = changed((source) => {
      source.refuses = ["user-verification-bypassed"];
      source.counterWentBack = "refuse";
    });
    const sets = diff(small, refuses)
      .changes.filter(({ actions }) => actions.includes("sign-in"))
      .flatMap(({ evidence }) => evidence);
    expect(sets.some((set) => set.some(({ statuses }) => statuses !== undefined))).toBe(true);
    expect(sets.some((set) => set.some(({ counterWentBack }) => counterWentBack))).toBe(true);
  });

  test("an age, a delay, notices and the time to settle", () => {
    const older = changed((source) => {
      const [rule] = rulesOf(source, "enrol:passkey");
      if (rule !== undefined) delete rule.allOf[0]?.maxAgeSeconds;
    });
    expect(answers(diff(small, older))).toEqual([["enrol:passkey", "need", "allow"]]);
    const sooner = changed((source) => {
      const [rule] = rulesOf(source, "recover");
      if (rule !== undefined) rule.delaySeconds = 3600;
    });
    expect(diff(small, sooner).changes).toContainEqual(
      expect.objectContaining({
        before: expect.objectContaining({ answer: "wait", delaySeconds: 86_400 }),
        after: expect.objectContaining({ answer: "wait", delaySeconds: 3600 }),
      }),
    );
    expect(diff(small, sooner).changes).toContainEqual(
      expect.objectContaining({
        before: expect.objectContaining({ answer: "wait" }),
        after: expect.objectContaining({ answer: "allow" }),
      }),
    );
    const settled = changed((source) => {
      const [rule] = rulesOf(source, "enrol:passkey");
      if (rule !== undefined) Object.assign(rule, { settleSeconds: 60, notices: 2 });
    });
    expect(diff(small, settled).changes).toContainEqual(
      expect.objectContaining({
        before: { answer: "allow", delaySeconds: 0, notices: 1, settleSeconds: 0 },
        after: { answer: "allow", delaySeconds: 0, notices: 2, settleSeconds: 60 },
      }),
    );
  });

  test("a condition on the account, for the accounts that it closes", () => {
    const kinds = changed((source) => {
      const [rule] = rulesOf(source, "sign-in");
      if (rule !== undefined) rule.passkeyKinds = 2;
    });
    const found = diff(small, kinds).changes.filter(({ actions }) => actions.includes("sign-in"));
    expect(found.flatMap(({ accounts }) => accounts)).not.toContain("two-kinds");
    expect(found.flatMap(({ accounts }) => accounts)).toContain("one-passkey");
  });

  test("a group that asks for more, for its members alone", () => {
    const group = changed((source) => {
      const [, second] = rulesOf(source, "sign-in");
      source.groups = { admins: { actions: { "sign-in": { anyOf: second ? [second] : [] } } } };
    });
    const found = diff(small, group).changes;
    expect(new Set(found.flatMap(({ accounts }) => accounts))).toEqual(new Set(["group:admins"]));
    expect(found.every(({ before }) => before.answer === "allow")).toBe(true);
  });

  test("an action that is new, and one that is gone", () => {
    const after = changed((source) => {
      const { recover: _, ...actions } = source.actions ?? {};
      source.actions = { ...actions, pay: { anyOf: [{ allOf: [{ prove: "totp" }] }] } };
    });
    const found = answers(diff(small, after));
    expect(found).toContainEqual(["pay", "refuse", "allow"]);
    expect(found).toContainEqual(["recover", "wait", "refuse"]);
  });

  test("a way in that would be left no more, for who removes another one", () => {
    const after = changed((source) => {
      const byPhone = { allOf: [{ prove: "passkey" as const, class: "phone" }] };
      source.actions = { ...source.actions, "sign-in": { anyOf: [byPhone] } };
    });
    expect(diff(small, after).changes).toContainEqual(
      expect.objectContaining({
        actions: ["remove:passkey"],
        accounts: expect.arrayContaining(["two-kinds"]),
        before: expect.objectContaining({ answer: "allow" }),
        after: expect.objectContaining({ answer: "refuse" }),
      }),
    );
  });
});
