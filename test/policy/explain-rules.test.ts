import {
  ACTIONS,
  arbitraryAccount,
  arbitraryEvidence,
  arbitraryOffered,
  arbitraryPolicy,
} from "./arbitrary-policy.ts";
import { action as named } from "./ask.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { decide } from "../../src/policy/decide.ts";
import { explain } from "../../src/policy/explain.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { Offered } from "../../src/policy/reachable.ts";
import { clausesOf } from "../../src/policy/requirement.ts";
import { questionAbout, supposed } from "../../src/policy/suppositions.ts";
import { balancedWith } from "./ask.ts";
import { NOW } from "./evidence.ts";
import { KNOWLEDGE } from "./knowledge.ts";
import { balanced, explained, combination } from "./explain-world.ts";

describe("explain says what stands in the way of a rule", () => {
  test("a condition, with what it asks and how it is", () => {
    const policy = definePolicy({
      ...balanced.source,
      name: "mine",
      migration: { until: "2020-01-01" },
      actions: {
        pay: {
          anyOf: [
            { allOf: [{ prove: "password" }], unlessEverHad: ["totp", "passkey"] },
            { allOf: [{ prove: "password" }], passkeyKinds: 3, channels: 4 },
            { allOf: [{ prove: "password" }], migrating: true },
          ],
        },
        "sign-in": balanced.source.actions["sign-in"] ?? { anyOf: [] },
      },
    });
    const has = [
      { method: "passkey", id: "a", provider: "Key" },
      { method: "passkey", id: "b", provider: "Vault" },
    ];
    const explanation = explained({ account: { has, channels: 2 } }, { policy, action: "pay" });
    const rules = explanation.clauses.flatMap(({ combinations }) => combinations);
    expect(rules.map(({ state, closedBy }) => ({ state, closedBy }))).toEqual([
      {
        state: "closed",
        closedBy: [{ condition: "unlessEverHad", asked: ["totp", "passkey"], is: ["passkey"] }],
      },
      {
        state: "closed",
        closedBy: [
          { condition: "passkeyKinds", asked: 3, is: 2 },
          { condition: "channels", asked: 4, is: 2 },
        ],
      },
      { state: "closed", closedBy: [{ condition: "migrating", asked: true, is: false }] },
    ]);
  });

  test("what is not offered, what is not held, that nothing can wait, a veto", () => {
    const account = { has: [{ method: "passkey", id: "a", provider: "Vault" }] };
    const here: Offered = new Set(["prove:passkey", "prove:external", "enrol:passkey"]);
    const signIn = explained({ account }, { offered: here });
    expect(combination(signIn, "sign-in/3")).toMatchObject({
      state: "out-of-reach",
      because: [{ code: "not-offered", what: "prove:password" }, { code: "not-held" }],
    });
    const recover = { action: "recover", offered: here };
    expect(combination(explained({ account }, recover), "recover/9").because).toEqual([
      { code: "cannot-wait-here" },
    ]);
    const evidence = [
      { prove: "external", assertion: "enrolment-link" },
      { prove: "passkey", credential: "a" },
      { fact: "begun", ageSeconds: 10 },
      { fact: "vetoed" },
    ];
    const vetoed = explained({ account, evidence }, { action: "recover" });
    expect(combination(vetoed, "recover/9")).toMatchObject({
      state: "out-of-reach",
      waiting: { state: "vetoed" },
      because: [{ code: "vetoed" }],
    });
  });

  test("an obstacle, whatever is shown", () => {
    const account = { state: "disabled", has: [] };
    expect(explained({ account }).obstacles).toEqual(["account_disabled"]);
  });

  test("the group that asks for more", () => {
    const policy = balancedWith({
      groups: {
        admins: {
          actions: {
            "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "hardware-key" }] }] },
          },
        },
      },
    });
    const evidence = [{ prove: "passkey", provider: "Platform" }];
    const has = [{ method: "passkey", id: "key", provider: "Key" }];
    const given = { account: { groups: ["admins"], has }, evidence };
    const explanation = explained(given, { policy });
    expect(explanation.decision.answer).toBe("need");
    expect(explanation.clauses.map(({ from, metBy }) => [from, metBy])).toEqual([
      ["policy", "sign-in/1"],
      ["admins", null],
    ]);
    expect(combination(explanation, "admins:sign-in/1").state).toBe("open");
  });
});

describe("of any policy, account and evidence", () => {
  const asked = fc
    .record({
      policy: arbitraryPolicy,
      action: fc.constantFrom(...ACTIONS),
      account: arbitraryAccount,
      evidence: arbitraryEvidence,
      offered: arbitraryOffered,
    })
    .map(({ policy, action: name, account, evidence, offered }) => {
      const action = named(name);
      const params = { credential: "kept-a" };
      const given = { account, evidence: [...evidence], params };
      const about = supposed(given, { action, knowledge: KNOWLEDGE, now: NOW });
      return questionAbout(about, { policy, action, offered });
    });

  test("explain throws nothing, and its decision is that of decide", () => {
    fc.assert(
      fc.property(asked, (one) => {
        const decision = decide(one);
        const { decision: told, proofs } = explain(one);
        const pieceAt = (index: number | null): Evidence | null =>
          index === null ? null : (one.assurance.proofs[index]?.evidence ?? null);
        expect(told.answer).toBe(decision.answer);
        expect(told.reasons.map(({ rule, code, proof: at }) => [rule, code, pieceAt(at)])).toEqual(
          decision.reasons.map(({ rule, code, evidence }) => [rule, code, evidence]),
        );
        expect(told.restsOn.map(pieceAt)).toEqual("evidence" in decision ? decision.evidence : []);
        expect(proofs).toHaveLength(one.assurance.proofs.length);
      }),
    );
  });

  test("a rule is closed, met, open or out of reach as the judges have it", () => {
    fc.assert(
      fc.property(asked, (one) => {
        const { clauses, decision, obstacles } = explain(one);
        const open = clausesOf(one, one.account);
        for (const [index, clause] of clauses.entries()) {
          const rules = open[index]?.combinations.map(({ rule }) => rule) ?? [];
          for (const { rule, state, closedBy, because, terms } of clause.combinations) {
            expect(state === "closed").toBe(!rules.includes(rule));
            expect(closedBy.length > 0).toBe(state === "closed");
            expect(because.length > 0).toBe(state === "out-of-reach");
            for (const { metBy, candidates } of terms) {
              if (metBy !== null) expect(candidates).toEqual([]);
              for (const { shortfalls } of candidates) expect(shortfalls).not.toEqual([]);
            }
          }
        }
        const allowed = obstacles.length === 0 && clauses.every(({ metBy }) => metBy !== null);
        expect(allowed).toBe(decision.answer === "allow");
      }),
    );
  });

  test("an explanation is plain data", () => {
    fc.assert(
      fc.property(asked, (one) => {
        const explanation = explain(one);
        expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
      }),
    );
  });
});
