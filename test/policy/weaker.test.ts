import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWeaker, type Strength, strongestFirst } from "../../src/assurance/strength.ts";
import { grade } from "../../src/assurance/assess.ts";
import type { Showing } from "../../src/evidence/evidence.ts";
import type { AccountView } from "../../src/policy/requirement.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { betterWayIn } from "../../src/policy/weaker.ts";
import { account } from "./accounts.ts";
import { balancedWith, EVERYTHING } from "./ask.ts";
import { NOW, proof } from "./evidence.ts";
import { KNOWLEDGE, PASSKEYS } from "./knowledge.ts";
import { password, sms, totp } from "./others.ts";

/** Whether there was a better way in than the one that was taken. */

const ANY_OF: PolicyInput["actions"] = {
  "sign-in": {
    anyOf: [
      { allOf: [{ prove: "password" }, { prove: "totp" }] },
      { allOf: [{ prove: "password" }, { prove: "sms-code" }] },
      { allOf: [{ prove: "passkey", class: "platform" }] },
      { allOf: [{ prove: "passkey", class: "hardware-key" }], delaySeconds: 86_400, notices: 1 },
    ],
  },
};

function better(who: AccountView, used: readonly Showing[], input: Partial<PolicyInput> = {}) {
  const policy = balancedWith({ actions: ANY_OF, danger: { singleFactor: true }, ...input });
  const proofs = used.map((one) => grade(one, KNOWLEDGE, NOW));
  const way = betterWayIn({ policy, offered: EVERYTHING, account: who, now: NOW }, proofs);
  return way === null ? null : { rule: way.rule, methods: way.proofs.map(({ method }) => method) };
}

const BOTH = [password(), totp()];

describe("the better way", () => {
  test("is by what the account has, and by a rule that takes it at once", () => {
    const secrets = ["password", "totp", "sms-code"] as const;
    expect(better(account({ secrets, passkeys: ["platform"] }), BOTH)).toEqual({
      rule: "sign-in/3",
      methods: ["passkey"],
    });
    expect(better(account({ secrets }), BOTH)).toBeNull();
    expect(better(account({ secrets, passkeys: ["vault"] }), BOTH)).toBeNull();
    expect(better(account({ secrets, passkeys: ["hardware key"] }), BOTH)).toBeNull();
    expect(better(account({ secrets }), [password(), sms()])).toEqual({
      rule: "sign-in/1",
      methods: ["password", "totp"],
    });
  });

  test("is none by a passkey that was shown, whether its user was verified or not", () => {
    const kind = "platform";
    const touched = proof({ ...PASSKEYS[kind], userVerified: false });
    expect(better(account({ passkeys: [kind], secrets: ["password"] }), [touched])).toBeNull();
  });

  test("meets what a group asks as well", () => {
    const groups: PolicyInput["groups"] = {
      staff: { actions: { "sign-in": { anyOf: [{ allOf: [{ prove: "totp" }] }] } } },
    };
    const who = account({
      groups: ["staff"],
      secrets: ["password", "totp"],
      passkeys: ["platform"],
    });
    expect(better(who, BOTH, { groups })).toEqual({
      rule: "sign-in/3 + staff:sign-in/1",
      methods: ["passkey", "totp"],
    });
    const without = account({
      ...who,
      credentials: who.credentials.filter(({ method }) => method !== "totp"),
    });
    expect(better(without, [password()], { groups })).toBeNull();
  });
});

const strength: fc.Arbitrary<Strength> = fc.record({
  aal: fc.constantFrom(0, 1, 2, 3),
  phishingResistant: fc.boolean(),
  restricted: fc.boolean(),
});

describe("strengths", () => {
  test("nothing is weaker than itself, nor both of two than the other; whatever is weaker comes later", () => {
    fc.assert(
      fc.property(strength, strength, (one, other) => {
        expect(isWeaker(one, one)).toBe(false);
        expect(isWeaker(one, other) && isWeaker(other, one)).toBe(false);
        if (isWeaker(one, other)) expect(strongestFirst(one, other)).toBeGreaterThan(0);
        expect(Math.sign(strongestFirst(one, other)) + Math.sign(strongestFirst(other, one))).toBe(
          0,
        );
      }),
    );
  });

  test.each([
    [{ aal: 1 }, true],
    [{ phishingResistant: false }, true],
    [{ restricted: true }, true],
    // Better in something, so not weaker.
    [{ aal: 3, phishingResistant: false }, false],
    [{ aal: 3 }, false],
    [{}, false],
  ] as const)("%j in the place of the same: weaker is %j", (change, weaker) => {
    const base: Strength = { aal: 2, phishingResistant: true, restricted: false };
    expect(isWeaker({ ...base, ...change }, base)).toBe(weaker);
  });
});
