import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runCases } from "../../src/policy/suppositions-cases.ts";
import { arbitraryAccount, arbitraryEvidence } from "./arbitrary-policy.ts";
import { EVERYTHING } from "./ask.ts";
import { NOW } from "./evidence.ts";
import { KNOWLEDGE } from "./knowledge.ts";
import { balanced, read, problems } from "./suppositions-world.ts";

describe("what is wrong is named where it stands", () => {
  test("by the schema", () => {
    expect(problems({ evidence: [{ prove: "pass" }, { prov: "password" }], colour: 1 })).toEqual([
      { path: "evidence[0].prove", expected: expect.stringContaining("passkey") },
      { path: "evidence[1].prov", expected: "no such key" },
      { path: "colour", expected: "no such key" },
    ]);
    expect(problems([])).toEqual([{ path: "(the file)", expected: expect.any(String) }]);
  });

  test.each([
    [{}, "evidence[0]", "one of `prove`"],
    [{ prove: "passkey", enrol: "passkey" }, "evidence[0]", "one of `prove`"],
    [{ prove: "password", provider: "Key" }, "evidence[0].provider", "no such key of password"],
    [{ fact: "begun", channel: "a@b" }, "evidence[0].channel", "no such key of begun"],
    [{ prove: "external" }, "evidence[0].assertion", "proofing"],
    [{ prove: "passkey", provider: "Nobody" }, "evidence[0].provider", "of the list"],
    [{ prove: "passkey", provider: "Key", keeper: "vault" }, "evidence[0]", "one of `provider`"],
    [{ prove: "passkey", keeper: "platform", secondStep: true }, "evidence[0].secondStep", "vault"],
    [{ prove: "passkey", uvKnownIssue: true }, "evidence[0].uvKnownIssue", "`keeper`"],
  ])("%j", (piece, path, expected) => {
    expect(problems({ evidence: [piece] })).toEqual([
      { path, expected: expect.stringContaining(expected) },
    ]);
  });

  test("beside the account: what it does not have, and what stands twice", () => {
    const has = [
      { method: "passkey", id: "key" },
      { method: "passkey", id: "key" },
      { method: "totp", provider: "Key" },
    ];
    const evidence = [
      { prove: "passkey", credential: "other" },
      { prove: "passkey", credential: "key" },
    ];
    expect(problems({ account: { has }, evidence })).toEqual([
      { path: "evidence[0].credential", expected: "an id of account.has" },
      { path: "account.has[1].id", expected: "an id that no other one has" },
      { path: "account.has[2].provider", expected: "no such key of totp" },
    ]);
  });

  test("and nothing throws", () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof read(value).ok === "boolean"));
    fc.assert(
      fc.property(arbitraryAccount, arbitraryEvidence, (account, evidence) => {
        const result = read({ account, evidence });
        return result.ok || result.problems.length > 0;
      }),
    );
  });
});

describe("cases", () => {
  const world = { policy: balanced, knowledge: KNOWLEDGE, offered: EVERYTHING, now: NOW };
  const vault = [{ prove: "passkey", provider: "Vault" }];
  const withPassword = { account: { has: [{ method: "password" }] }, evidence: vault };

  function run(...cases: readonly object[]) {
    return runCases({ version: 1, cases }, world);
  }

  test("hold where `decide` answers as they say", () => {
    const name = "a vault";
    const ran = run(
      { name, action: "sign-in", ...withPassword, expect: "need" },
      { name, action: "sign-in", ...withPassword, expect: "allow" },
      { name, action: "sign-in", evidence: vault, expect: "refuse", reasons: ["no_way_to_meet"] },
      { name, action: "sign-in", evidence: vault, expect: "refuse", reasons: ["vetoed"] },
    );
    if (!ran.ok) throw new TypeError("the file is right");
    expect(ran.results.map(({ holds }) => holds)).toEqual([true, false, true, false]);
    expect(ran.results[1]?.got.answer).toBe("need");
  });

  test("may name the rule that decides", () => {
    const key = { evidence: [{ prove: "passkey", provider: "Key" }], expect: "allow" };
    const ran = run(
      { name: "a key", action: "sign-in", ...key, rule: "sign-in/1" },
      { name: "a key", action: "sign-in", ...key, rule: "sign-in/2" },
    );
    expect(ran).toMatchObject({ ok: true, results: [{ holds: true }, { holds: false }] });
  });

  test("happen on their own day, so that the end of a migration can be asked for", () => {
    const before = {
      action: "sign-in",
      account: { has: [{ method: "password" }, { method: "totp" }] },
      evidence: [{ prove: "password" }, { prove: "totp", keptIn: "own-app" }],
    };
    const policy = { ...balanced, migrationEnds: NOW };
    const cases = [
      { name: "before it", ...before, at: "2020-01-01", expect: "allow" },
      { name: "today", ...before, expect: "refuse" },
    ];
    const ran = runCases({ version: 1, cases }, { ...world, policy });
    expect(ran).toMatchObject({ ok: true, results: [{ holds: true }, { holds: true }] });
  });

  test("name everything that is wrong with them", () => {
    const cases = [
      { name: "one", action: "steal:passkey", expect: "allow" },
      { name: "two", action: "sign-in", expect: "refuse", rule: "sign-in/1" },
      { name: "three", action: "sign-in", expect: "allow", evidence: [{ prove: "external" }] },
    ];
    expect(runCases({ version: 1, policy: "other", cases }, world)).toEqual({
      ok: false,
      problems: [
        { path: "policy", expected: expect.stringContaining("balanced") },
        { path: "cases[0].action", expected: "the name of an action" },
        { path: "cases[1].rule", expected: expect.stringContaining("refuse") },
        { path: "cases[2].evidence[0].assertion", expected: expect.any(String) },
      ],
    });
    expect(runCases({ version: 2, cases: [] }, world)).toMatchObject({ ok: false });
  });
});
