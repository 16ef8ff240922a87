import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asksNoMore, orderOfClasses } from "../../src/policy/check-subset.ts";
import { checkedWorld, combinationsOf } from "../../src/policy/check-world.ts";
import { decide } from "../../src/policy/decide.ts";
import type { Action } from "../../src/policy/action.ts";
import { count, isMet, matchCombination } from "../../src/policy/meets.ts";
import { questionAbout, supposed } from "../../src/policy/suppositions.ts";
import { arbitraryEvidence, arbitraryPolicy } from "./arbitrary-policy.ts";
import { EVERYTHING } from "./ask.ts";
import { NOW } from "./evidence.ts";
import { KNOWLEDGE } from "./knowledge.ts";
import { HERE, check, listed, MDS } from "./check-world.ts";

describe("of any policy", () => {
  test("check throws nothing", () => {
    fc.assert(
      fc.property(arbitraryPolicy, fc.constantFrom(EVERYTHING, HERE), (policy, offered) => {
        expect(check(policy, { offered }).length).toBeGreaterThan(2);
      }),
      { numRuns: 50 },
    );
  });

  test("whoever meets a rule has met each that asks for no more", () => {
    fc.assert(
      fc.property(arbitraryPolicy, arbitraryEvidence, (policy, evidence) => {
        const isWithin = orderOfClasses();
        const about = { action: "pay" as Action, knowledge: KNOWLEDGE, now: NOW };
        const question = questionAbout(
          supposed({ account: null, evidence: [...evidence] }, about),
          { policy, action: about.action, offered: EVERYTHING },
        );
        const counted = count(question, question.assurance, question.subject);
        const rules = combinationsOf(policy).map(({ combination }) => combination);
        const met = rules.filter((rule) => isMet(matchCombination(rule, counted)));
        for (const later of met) {
          const less = rules.filter((rule) => asksNoMore(rule, later, isWithin));
          expect(met).toEqual(expect.arrayContaining(less));
        }
      }),
      { numRuns: 50 },
    );
  });

  test("what nobody can meet is met by no evidence of known passkeys", () => {
    fc.assert(
      fc.property(arbitraryPolicy, arbitraryEvidence, (policy, pieces) => {
        const checked = checkedWorld({ policy, knowledge: MDS, offered: EVERYTHING, now: NOW });
        const shut = combinationsOf(policy)
          .map(({ combination }) => combination)
          .filter((one) => !checked.canBeMet(one))
          .map(({ rule }) => rule);
        for (const action of policy.actions.keys()) {
          const given = { account: null, evidence: pieces.map(listed) };
          const about = supposed(given, { action, knowledge: MDS, now: NOW });
          const asked = questionAbout(about, { policy, action, offered: EVERYTHING });
          const decision = decide(asked);
          if (decision.answer === "allow") expect(shut).not.toContain(decision.rule);
        }
      }),
      { numRuns: 50 },
    );
  });
});
