import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assess } from "../../src/assurance/assess.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { METHODS } from "../../src/evidence/methods.ts";
import { count, meets } from "../../src/policy/meets.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { Offered } from "../../src/policy/reachable.ts";
import { type AccountView, requirement } from "../../src/policy/requirement.ts";
import { action, type Asking, ask, EVERYTHING } from "./ask.ts";
import { ANN, BEN, NOW } from "./evidence.ts";
import { cases, MDS } from "./generate.ts";
import { pieces, vetoes } from "./generate-evidence.ts";
import { follow, seenAt } from "./ideal.ts";

function asking(policy: Policy, account: AccountView | null) {
  return { policy, account, knowledge: MDS, params: { credential: "one" } } as const;
}

/** Nobody shows more than he has at his best: what an account has is said by the account. */
function isNoBetterThanHeld(piece: Evidence): boolean {
  const proved = piece.kind === "passkey" && piece.ceremony === "prove";
  return !isMaybeInVault(piece) && (!proved || !piece.userVerified.value);
}

/** What may live in any vault stands beside no vault's passkey: a promise would be of the next one. */
function isMaybeInVault(piece: Evidence): boolean {
  return piece.kind === "totp" && !["claimed", "asserted"].includes(piece.keptIn.from);
}

describe("meets is monotone", () => {
  test("more evidence never takes an allow away, wherever it stands in the list", () => {
    fc.assert(
      fc.property(cases, pieces, pieces, ({ policy, name, account }, some, more) => {
        const given = asking(policy, account);
        const ideal = follow(name, some, given);
        fc.pre(ideal.decision.answer === "allow");
        const at = { ...given, account: seenAt(account, MDS, ideal.now), now: ideal.now };
        expect(ask(name, [...more, ...ideal.evidence], at).answer).toBe("allow");
        expect(ask(name, [...ideal.evidence, ...more], at).answer).toBe("allow");
      }),
    );
  });
});

describe("a need is a promise", () => {
  test("every option that is named leads to an allow", () => {
    fc.assert(
      fc.property(cases, pieces, fc.nat(), ({ policy, name, account }, shown, choice) => {
        const given = asking(policy, account);
        const start = shown.filter((piece) =>
          account === null ? !isMaybeInVault(piece) : isNoBetterThanHeld(piece),
        );
        const first = ask(name, start, given);
        fc.pre(first.answer === "need" || first.answer === "wait");
        const walk = follow(name, start, given, (options) => options[choice % options.length]);
        expect(walk.decision.answer).toBe("allow");
      }),
    );
  });

  test("of what is not offered nothing is named", () => {
    const offers = fc.subarray([...EVERYTHING]).map((some): Offered => new Set(some));
    fc.assert(
      fc.property(cases, pieces, offers, ({ policy, name, account }, start, offered) => {
        const decision = ask(name, start, { ...asking(policy, account), offered });
        if (decision.answer === "wait") expect(offered).toContain("wait");
        if (decision.answer !== "need") return;
        expect(decision.options.length).toBeGreaterThan(0);
        for (const { ceremony, methods } of decision.options) {
          expect(methods.length).toBeGreaterThan(0);
          for (const method of methods) expect(offered).toContain(`${ceremony}:${method}`);
        }
      }),
    );
  });
});

describe("decide", () => {
  const anyAction = fc.oneof(
    fc.constantFrom(...METHODS).map((method) => `remove:${method}`),
    fc.constantFrom("change:email", "regenerate:recovery-code", "something-else"),
  );
  const questions = fc.record({
    asked: cases,
    another: fc.option(anyAction, { freq: 4 }),
    unknown: fc.boolean(),
    evidence: fc.tuple(pieces, fc.array(vetoes, { maxLength: 2 })).map((both) => both.flat()),
    offered: fc.subarray([...EVERYTHING]).map((some): Offered => new Set(some)),
    subject: fc.constantFrom(ANN, BEN, null),
    params: fc.constantFrom({}, { credential: "one" }, { credential: "nobody's" }),
  });

  test("answers every question, and the same question the same way", () => {
    fc.assert(
      fc.property(questions, ({ asked, another, unknown, evidence, ...given }) => {
        const account = unknown ? null : asked.account;
        const whole: Asking = { ...given, policy: asked.policy, account, knowledge: MDS };
        const one = ask(another ?? asked.name, evidence, whole);
        expect(ask(another ?? asked.name, evidence, whole)).toEqual(one);
        if (one.answer !== "allow") expect(one).not.toHaveProperty("grant");
      }),
    );
  });

  test("allows exactly where there is no obstacle and the requirement is met", () => {
    fc.assert(
      fc.property(cases, pieces, ({ policy, name, account }, start) => {
        const given = asking(policy, account);
        const { evidence, now } = follow(name, start, given);
        const asked = { ...given, action: action(name), offered: EVERYTHING, now };
        const required = requirement(asked);
        const counted = count(asked, assess(evidence, MDS, now), ANN);
        const met = required.obstacles.length === 0 && meets(required, counted) !== null;
        expect(ask(name, evidence, { ...given, now }).answer === "allow").toBe(met);
      }),
    );
  });

  test("rests an allow on what was shown, and on proofs that do not fall together", () => {
    fc.assert(
      fc.property(cases, pieces, ({ policy, name, account }, start) => {
        const { decision, evidence } = follow(name, start, asking(policy, account));
        fc.pre(decision.answer === "allow");
        const used: readonly Evidence[] = decision.answer === "allow" ? decision.evidence : [];
        expect(evidence).toEqual(expect.arrayContaining([...used]));
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });
});

test("nobody's evidence but the account's own is worth anything", () => {
  fc.assert(
    fc.property(cases, pieces, ({ policy, name, account }, start) => {
      const given = asking(policy, account);
      const { evidence, now } = follow(name, start, given);
      expect(ask(name, evidence, { ...given, now, subject: BEN }).answer).not.toBe("allow");
    }),
  );
  expect(NOW).toBeGreaterThan(0);
});
