import { describe, expect, test } from "vitest";
import { problems, withGroupRule, withRule, GOOD } from "./sources.ts";

const at = (action: string) => `actions.${action}.anyOf[0]`;
const verified = { prove: "passkey", class: "verified" };
const newKey = { enrol: "passkey", class: "verified" };
const word = (assertion: string) => ({ prove: "external", assertion });
const paths = (source: unknown) => problems(source).map(({ path }) => path);

describe("R09 B51: fewer than two steps take a key that begins with danger", () => {
  const one: readonly (readonly [string, string, readonly object[]])[] = [
    ["sign-in", "a password", [{ prove: "password" }]],
    [
      "sign-in",
      "a passkey whose user verification is not asked for",
      [{ prove: "passkey", class: "any" }],
    ],
    [
      "sign-in",
      "one of two classes of which one asks for nothing",
      [{ prove: "passkey", class: ["verified", "any"] }],
    ],
    [
      "sign-in",
      "a passkey whose verification has a known issue",
      [{ prove: "passkey", class: "liars" }],
    ],
    [
      "sign-in",
      "R27: a password and a mail code",
      [{ prove: "password" }, { prove: "email-code" }],
    ],
    ["sign-in", "a link", [{ prove: "magic-link" }]],
    ["sign-in", "a saved code and a password", [{ prove: "recovery-code" }, { prove: "password" }]],
    ["sign-in", "an approval and a password", [word("approval"), { prove: "totp" }]],
    ["recover", "R09: a link", [{ prove: "magic-link" }, newKey]],
    [
      "recover",
      "a code by mail and a saved code at once",
      [{ prove: "email-code" }, { prove: "recovery-code" }, newKey],
    ],
    ["recover", "a saved code", [{ prove: "recovery-code" }, newKey]],
    ["enrol:passkey", "a password", [{ prove: "password" }, newKey]],
    ["enrol:password", "nothing", [{ enrol: "password" }]],
    ["enrol:totp", "a text message", [{ prove: "sms-code" }, { enrol: "totp" }]],
  ];
  const classes = {
    ...GOOD.passkeyClasses,
    any: { userVerification: "none" },
    liars: { userVerification: "known-issue" },
  };

  test.each(one)("%s by %s", (action, _, allOf) => {
    const source = { ...withRule(action, { allOf }), passkeyClasses: classes };
    const byOperator = allOf.some((term) => "assertion" in term) && allOf.length === 2;
    const key = byOperator ? "operatorAlone" : "singleFactor";
    expect(problems(source)).toEqual([
      { path: at(action), expected: `two independent steps, or danger.${key}` },
    ]);
    expect(problems({ ...source, danger: { [key]: true } })).toEqual([]);
  });

  const two: readonly (readonly [string, readonly object[]])[] = [
    ["sign-in", [verified]],
    ["sign-in", [{ prove: "password" }, { prove: "totp" }]],
    ["sign-in", [{ prove: "password" }, { prove: "sms-code" }]],
    [
      "sign-in",
      [
        { prove: "passkey", class: "any" },
        { prove: "passkey", class: "any" },
      ],
    ],
    ["sign-in", [word("proofing")]],
    ["recover", [verified, newKey]],
    ["recover", [word("proofing"), newKey]],
    ["recover", [word("enrolment-link"), { prove: "recovery-code" }, newKey]],
    ["recover", [word("approval"), word("approval"), newKey]],
    ["enrol:passkey", [{ prove: "password" }, { prove: "sms-code" }, newKey]],
    ["rename:passkey", [{ prove: "password" }]],
    ["suspend:passkey", [{ prove: "totp" }]],
    ["pay", [{ prove: "password" }]],
    ["sign-up", [{ prove: "email-code" }, newKey]],
  ];

  test.each(two)("%s by %j is none", (action, allOf) => {
    expect(problems({ ...withRule(action, { allOf }), passkeyClasses: classes })).toEqual([]);
  });

  test("a mailbox counts as a step only where its owner is told and has time to object", () => {
    const allOf = [{ prove: "recovery-code" }, { prove: "magic-link" }, newKey];
    expect(paths(withRule("recover", { allOf }))).toEqual([at("recover")]);
    const slow = { allOf, delaySeconds: 60, notices: 1 };
    expect(problems(withRule("recover", slow))).toEqual([]);
    const signIn = {
      allOf: [{ prove: "password" }, { prove: "email-code" }],
      delaySeconds: 60,
      notices: 1,
    };
    expect(paths(withRule("sign-in", signIn))).toEqual([at("sign-in")]);
  });

  test("an operator alone binds nothing", () => {
    for (const assertion of ["approval", "enrolment-link"]) {
      for (const action of ["recover", "enrol:passkey"]) {
        const source = withRule(action, { allOf: [word(assertion), newKey] });
        expect(problems(source)).toEqual([
          { path: at(action), expected: "two independent steps, or danger.operatorAlone" },
        ]);
        expect(problems({ ...source, danger: { singleFactor: true } })).toHaveLength(1);
        expect(problems({ ...source, danger: { operatorAlone: true } })).toEqual([]);
      }
    }
  });

  test.each([
    "lift:passkey",
    "regenerate:recovery-code",
    "change:email",
    "change:number",
    "change:password",
  ])("nor changes what lets somebody back in: %s", (action) => {
    expect(paths(withRule(action, { allOf: [word("approval")] }))).toEqual([at(action)]);
    expect(paths(withRule(action, { allOf: [{ prove: "password" }] }))).toEqual([at(action)]);
    expect(problems(withRule(action, { allOf: [verified] }))).toEqual([]);
  });

  test("a group only asks for more: one step of it is beside the policy's own", () => {
    expect(problems(withGroupRule("sign-in", { allOf: [{ prove: "totp" }] }))).toEqual([]);
  });
});
