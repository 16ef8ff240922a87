import { describe, expect, test } from "vitest";
import { beginsSession, parseAction } from "../../src/policy/action.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import {
  asksUserVerification,
  clausesOf,
  requireSubject,
  takesUnverified,
} from "../../src/policy/requirement.ts";
import { action, balancedWith, presetNamed } from "./ask.ts";
import { ANN, NOW } from "./evidence.ts";

describe("R08: where one passkey may be enough, user verification is required", () => {
  const clauses = (name: string, policy = presetNamed("balanced")) =>
    clausesOf({ policy, action: action(name), now: NOW }, null);

  test("in every preset, to sign in and to enrol", () => {
    for (const name of ["balanced", "strict", "regulated"]) {
      const policy = presetNamed(name);
      expect(asksUserVerification(clauses("sign-in", policy), "prove")).toBe("required");
      expect(asksUserVerification(clauses("sign-up", policy), "enrol")).toBe("required");
      expect(asksUserVerification(clauses("enrol:passkey", policy), "enrol")).toBe("required");
    }
  });

  test("and only preferred where it is one step of two whatever it says", () => {
    expect(asksUserVerification(clauses("suspend:passkey"), "prove")).toBe("preferred");
    expect(asksUserVerification([], "prove")).toBe("preferred");
  });

  test("as soon as one rule, one class or one group asks for it", () => {
    const rule = (names: string[]) => ({
      anyOf: [{ allOf: [{ prove: "passkey" as const, class: names }] }],
    });
    const input: Partial<PolicyInput> = {
      actions: { pay: rule(["any"]), buy: rule(["any", "platform"]) },
      groups: { staff: { actions: { pay: rule(["platform"]) } } },
    };
    const policy = balancedWith(input);
    expect(asksUserVerification(clauses("pay", policy), "prove")).toBe("preferred");
    expect(asksUserVerification(clauses("buy", policy), "prove")).toBe("required");
    const staff = {
      id: ANN,
      state: "active",
      groups: ["staff"],
      credentials: [],
      channels: 0,
      everHad: [],
    } as const;
    const both = clausesOf({ policy, action: action("pay"), now: NOW }, staff);
    expect(asksUserVerification(both, "prove")).toBe("required");
    expect(both.map(({ from }) => from)).toEqual(["policy", "staff"]);
  });

  test("a passkey without it is asked for only where it can be a step", () => {
    expect(takesUnverified(clauses("sign-in"), "prove")).toBe(true);
    expect(takesUnverified(clauses("sign-up"), "enrol")).toBe(true);
    expect(takesUnverified(clauses("sign-in"), "enrol")).toBe(false);
    expect(takesUnverified(clauses("sign-in", presetNamed("strict")), "prove")).toBe(false);
    expect(takesUnverified([], "prove")).toBe(false);
  });
});

describe("the names of actions", () => {
  test.each([
    "sign-up",
    "sign-in",
    "recover",
    "pay",
    "enrol:passkey",
    "remove:sms-code",
    "suspend:totp",
    "lift:password",
    "rename:passkey",
    "regenerate:recovery-code",
    "change:email",
    "change:a2-b",
    "a",
    `a${"b".repeat(62)}`,
  ])("%s is one", (name) => {
    expect(parseAction(name)).toBe(name);
  });

  test.each([
    "",
    ":",
    "Sign-in",
    "1st",
    "-a",
    "pay now",
    "pay:",
    "pay:more",
    "enrol:",
    "enrol:fax",
    "enrol:passkey:more",
    "change:",
    "change:E-mail",
    "change:email:more",
    "regenerate:totp",
    "recover:",
    "sign-in:passkey",
    `a${"b".repeat(63)}`,
    "constructor:passkey",
  ] as const)("%j is none", (name) => {
    expect(parseAction(name)).toBe(undefined);
  });

  test("three begin without a session", () => {
    expect(["sign-up", "sign-in", "recover"].map((name) => beginsSession(action(name)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(["pay", "enrol:passkey"].map((name) => beginsSession(action(name)))).toEqual([
      false,
      false,
    ]);
  });

  test("a grant for nobody is a fault, and says why", () => {
    expect(requireSubject(ANN, "sign-in")).toBe(ANN);
    expect(() => requireSubject(null, "sign-in")).toThrow("no evidence named an account");
    expect(() => requireSubject(null, "enrol:passkey")).toThrow("no session");
    expect(() => requireSubject(null, "sign-in")).toThrow("ASSAY_NO_SUBJECT");
  });
});
