import { describe, expect, test } from "vitest";
import type { DiffAnswer } from "../../src/policy/diff-ask.ts";
import { type Difference, groupDifferences } from "../../src/policy/diff-group.ts";

const answer = (of: DiffAnswer["answer"], more: Partial<DiffAnswer> = {}): DiffAnswer => ({
  answer: of,
  delaySeconds: 0,
  notices: 0,
  settleSeconds: 0,
  ...more,
});
const password = { prove: "password" } as const;
const totp = { prove: "totp" } as const;
const sms = { prove: "sms-code" } as const;

/** Signing in with nothing but a password is allowed no longer, unless something else is said. */
function difference(more: Partial<Difference> = {}): Difference {
  return {
    actions: ["sign-in"],
    account: "one-passkey",
    evidence: [password],
    before: answer("allow"),
    after: answer("need"),
    rules: { before: ["sign-in/1"], after: [] },
    ...more,
  };
}

describe("differences are brought together", () => {
  test("none are none", () => {
    expect(groupDifferences([])).toEqual([]);
  });

  test("one is one change", () => {
    expect(groupDifferences([difference()])).toEqual([
      {
        actions: ["sign-in"],
        accounts: ["one-passkey"],
        evidence: [[password]],
        before: answer("allow"),
        after: answer("need"),
        rules: { before: ["sign-in/1"], after: [] },
      },
    ]);
  });

  test("of what shows all of another and more, only the other is kept", () => {
    const more = difference({ evidence: [totp, password] });
    const less = difference();
    const apart = difference({ evidence: [totp, sms] });
    for (const order of [
      [more, less, apart],
      [apart, less, more],
    ]) {
      const [change, ...others] = groupDifferences(order);
      expect(others).toEqual([]);
      expect(change?.evidence).toHaveLength(2);
      expect(change?.evidence).toEqual(expect.arrayContaining([[password], [totp, sms]]));
    }
  });

  test("what shows as much as another is kept beside it", () => {
    const both = [difference({ evidence: [password] }), difference({ evidence: [totp] })];
    expect(groupDifferences(both)[0]?.evidence).toEqual([[password], [totp]]);
  });

  test("accounts of which the same is true stand in one change, once each", () => {
    const accounts = ["one-passkey", "two-kinds"] as const;
    const both = accounts.flatMap((account) => [
      difference({ account, evidence: [password] }),
      difference({ account, evidence: [totp] }),
    ]);
    expect(groupDifferences(both)).toMatchObject([
      { accounts: ["one-passkey", "two-kinds"], evidence: [[password], [totp]] },
    ]);
  });

  test("an account of which less is true stands in a change of its own", () => {
    const changes = groupDifferences([
      difference({ account: "one-passkey", evidence: [password] }),
      difference({ account: "one-passkey", evidence: [totp] }),
      difference({ account: "two-kinds", evidence: [password] }),
    ]);
    expect(changes.map(({ accounts, evidence }) => [accounts, evidence])).toEqual([
      [["one-passkey", "two-kinds"], [[password]]],
      [["one-passkey"], [[totp]]],
    ]);
  });

  test.each<[string, Partial<Difference>]>([
    ["another action", { actions: ["pay"] }],
    ["another answer before", { before: answer("wait", { delaySeconds: 5 }) }],
    ["another answer after", { after: answer("refuse") }],
    ["as many notices fewer", { before: answer("allow", { notices: 1 }) }],
  ])("%s is another change", (_, more) => {
    expect(groupDifferences([difference(), difference(more)])).toHaveLength(2);
  });

  test("less that is shown for another answer leaves out nothing", () => {
    const more = difference({ evidence: [password, totp], after: answer("refuse") });
    const changes = groupDifferences([difference(), more]);
    expect(changes.map(({ evidence }) => evidence)).toEqual([[[password]], [[password, totp]]]);
  });

  test("a change names the rules of all that it brings together, once each", () => {
    const rules = { before: ["sign-in/1", "sign-in/2"], after: ["sign-in/3"] };
    const [change] = groupDifferences([difference(), difference({ evidence: [totp], rules })]);
    expect(change?.rules).toEqual(rules);
  });
});
