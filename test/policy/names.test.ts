import { describe, expect, test } from "vitest";
import { problems, withGroupRule, withRule, withTerm, GOOD } from "./sources.ts";

const at = (action: string) => `actions.${action}.anyOf[0]`;
const verified = { prove: "passkey", class: "verified" };
const newKey = { enrol: "passkey", class: "verified" };
const paths = (source: unknown) => problems(source).map(({ path }) => path);

describe("names that lead nowhere", () => {
  test("a class that is not declared, in the policy and in a group", () => {
    const rule = {
      allOf: [{ prove: "password" }, { prove: "passkey", class: ["verified", "gold"] }],
    };
    const expected = "one of passkeyClasses: verified";
    expect(problems(withRule("pay", rule))).toEqual([
      { path: "actions.pay.anyOf[0].allOf[1].class", expected },
    ]);
    expect(problems(withGroupRule("sign-in", rule))).toEqual([
      { path: "groups.staff.actions.sign-in.anyOf[0].allOf[1].class", expected },
    ]);
    const none = { ...GOOD, passkeyClasses: {} };
    expect(problems(none)[0]?.expected).toBe("one of passkeyClasses: (none is declared)");
    const odd = withTerm({ prove: "passkey", class: "constructor" }, { prove: "totp" });
    expect(paths(odd)).toEqual(["actions.pay.anyOf[0].allOf[0].class"]);
  });

  test("an action that is none", () => {
    const rule = { anyOf: [{ allOf: [verified] }] };
    expect(problems({ ...GOOD, actions: { ...GOOD.actions, "steal:passkey": rule } })).toEqual([
      { path: "actions.steal:passkey", expected: "the name of an action" },
    ]);
  });

  test("an action of a group that the policy has not: a group only asks for more", () => {
    expect(problems(withGroupRule("pay", { allOf: [verified] }))).toEqual([
      {
        path: "groups.staff.actions.pay",
        expected: "an action of the policy: a group only asks for more",
      },
    ]);
    expect(paths(withGroupRule("toString", { allOf: [verified] }))).toHaveLength(1);
    expect(problems(withGroupRule("sign-in", { allOf: [verified] }))).toEqual([]);
  });

  test("signing in creates nothing", () => {
    expect(problems(withRule("sign-in", { allOf: [verified, newKey] }))).toEqual([
      {
        path: `${at("sign-in")}.allOf[1]`,
        expected: "a `prove` term: signing in creates nothing",
      },
    ]);
  });

  test("a delay is worth what its notices are worth", () => {
    const rule = { allOf: [verified], delaySeconds: 60 };
    expect(problems(withRule("pay", rule))).toEqual([
      { path: at("pay"), expected: "`notices` beside `delaySeconds`" },
    ]);
    expect(problems(withRule("pay", { ...rule, notices: 1 }))).toEqual([]);
    expect(problems(withRule("pay", { allOf: [verified], notices: 1 }))).toEqual([]);
  });

  test.each(["magic-link", "external"])(
    "what no ceremony creates is not asked to be created: %s",
    (method) => {
      expect(paths(withTerm(verified, { enrol: method }))).toEqual([`${at("pay")}.allOf[1]`]);
    },
  );

  test("what can be shown but once is not asked for twice", () => {
    for (const prove of ["password", "recovery-code"]) {
      expect(paths(withTerm({ prove }, { prove }))).not.toEqual([]);
      expect(problems(withTerm({ prove }, { prove: "totp" }))).toEqual([]);
    }
    expect(problems(withTerm({ prove: "password" }, { enrol: "password" }))).toEqual([]);
    expect(problems(withTerm({ prove: "email-code" }, { prove: "email-code" }))).toEqual([]);
    expect(problems(withTerm(verified, verified))).toEqual([]);
  });

  test("all of them at once, with the dangers", () => {
    const actions = {
      "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "gold" }, newKey] }] },
      recover: { anyOf: [{ allOf: [{ prove: "password" }] }] },
      "Bad name": { anyOf: [{ allOf: [verified] }] },
    };
    expect(paths({ ...GOOD, actions })).toEqual([
      "actions.Bad name",
      `${at("sign-in")}.allOf[0].class`,
      `${at("sign-in")}.allOf[1]`,
      at("sign-in"),
      at("recover"),
    ]);
  });
});
