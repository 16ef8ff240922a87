import { describe, expect, test } from "vitest";
import { asksNoMore, orderOfClasses } from "../../src/policy/check-subset.ts";
import type { Combination, Conditions, PasskeyClass, Term } from "../../src/policy/policy.ts";

const LEAST: PasskeyClass = {
  name: "least",
  userVerification: "none",
  keepers: ["platform", "hardware-key", "vault", "unknown"],
  vaultSecondStep: false,
  attested: false,
  deviceBound: false,
  certified: null,
};
let count = 0;
/** Classes are told apart by their names. */
function own(more: Partial<PasskeyClass>): PasskeyClass {
  count += 1;
  return { ...LEAST, name: `own-${count}`, ...more };
}

const OPEN: Conditions = { unlessEverHad: [], passkeyKinds: 0, channels: 0, migrating: false };
const PASSWORD: Term = {
  ceremony: "prove",
  method: "password",
  classes: [],
  assertion: null,
  maxAgeSeconds: null,
};
const term = (more: Partial<Term>): Term => ({ ...PASSWORD, ...more });
const key = (...classes: readonly PasskeyClass[]) => term({ method: "passkey", classes });

type Given = Partial<Omit<Combination, "conditions">> & { conditions?: Partial<Conditions> };
function rule({ conditions = {}, ...more }: Given = {}): Combination {
  const none = { delaySeconds: 0, notices: 0, settleSeconds: 0 };
  const all = { ...OPEN, ...conditions };
  return { rule: "pay/1", terms: [PASSWORD], ...none, ...more, conditions: all };
}

const isWithin = orderOfClasses();
const less = (earlier: Given, later: Given) => asksNoMore(rule(earlier), rule(later), isWithin);

describe("a rule asks for no more than another one", () => {
  const pairs: readonly (readonly [string, Given, Given])[] = [
    [
      "accounts",
      { conditions: { unlessEverHad: ["totp"] } },
      { conditions: { unlessEverHad: ["passkey", "totp"] } },
    ],
    ["kinds", { conditions: { passkeyKinds: 1 } }, { conditions: { passkeyKinds: 2 } }],
    ["channels", { conditions: { channels: 1 } }, { conditions: { channels: 2 } }],
    ["days", {}, { conditions: { migrating: true } }],
    ["a shorter wait", { delaySeconds: 1, notices: 1 }, { delaySeconds: 2, notices: 1 }],
    ["fewer notices", { delaySeconds: 1, notices: 1 }, { delaySeconds: 1, notices: 2 }],
    ["no wait", { notices: 9 }, { delaySeconds: 1, notices: 1 }],
    ["fewer terms", {}, { terms: [PASSWORD, term({ method: "totp" })] }],
    [
      "an older proof",
      { terms: [term({ maxAgeSeconds: 9 })] },
      { terms: [term({ maxAgeSeconds: 8 })] },
    ],
    ["a proof of any age", {}, { terms: [term({ maxAgeSeconds: 8 })] }],
    [
      "a wider class",
      { terms: [key(LEAST)] },
      { terms: [key(own({ userVerification: "claimed" }), own({ attested: true }))] },
    ],
  ];

  test.each(pairs)("of %s", (_, earlier, later) => {
    expect(less(earlier, earlier)).toBe(true);
    expect(less(later, later)).toBe(true);
    expect(less(earlier, later)).toBe(true);
    expect(less(later, earlier)).toBe(false);
  });

  test.each<[string, Given, Given]>([
    ["a method", {}, { terms: [term({ method: "totp" })] }],
    ["a ceremony", {}, { terms: [term({ ceremony: "enrol" })] }],
    [
      "an assertion",
      { terms: [term({ method: "external", assertion: "approval" })] },
      { terms: [term({ method: "external", assertion: "proofing" })] },
    ],
    [
      "two classes",
      { terms: [key(own({ keepers: ["vault"] }))] },
      { terms: [key(own({ keepers: ["platform"] }))] },
    ],
  ])("neither of two does that differ in %s", (_, one, other) => {
    expect(less(one, other)).toBe(false);
    expect(less(other, one)).toBe(false);
  });

  test("each of its terms takes another one of the other's, whichever fits", () => {
    const [any, phone] = [key(LEAST), key(own({ keepers: ["platform"] }))];
    expect(less({ terms: [any, phone] }, { terms: [phone, any] })).toBe(true);
    expect(less({ terms: [any, phone] }, { terms: [phone] })).toBe(false);
    expect(less({ terms: [any, any] }, { terms: [phone, PASSWORD] })).toBe(false);
    expect(less({ terms: [] }, { terms: [] })).toBe(true);
  });
});

describe("one class is within others", () => {
  test.each<[string, Partial<PasskeyClass>]>([
    ["user verification", { userVerification: "known-issue" }],
    ["keepers", { keepers: ["hardware-key"] }],
    ["a second step", { vaultSecondStep: true }],
    ["attestation", { attested: true }],
    ["a key that cannot be copied", { deviceBound: true }],
    ["a FIPS level", { certified: { fips: 1, fido: null } }],
    ["a FIDO level", { certified: { fips: null, fido: "L3plus" } }],
  ])("that asks for %s, and not the other way round", (_, more) => {
    const narrow = own(more);
    expect(isWithin(narrow, [LEAST])).toBe(true);
    expect(isWithin(LEAST, [narrow])).toBe(false);
    expect(isWithin(narrow, [narrow])).toBe(true);
    expect(isWithin(narrow, [])).toBe(false);
  });

  test("which together take all that it takes", () => {
    const [vaults, others] = [
      own({ keepers: ["vault"] }),
      own({ keepers: ["platform", "hardware-key", "unknown"] }),
    ];
    expect(isWithin(LEAST, [vaults, others])).toBe(true);
    expect(isWithin(LEAST, [others])).toBe(false);
    expect(isWithin(own({ keepers: ["vault"] }), [others, vaults])).toBe(true);
  });

  test("a certificate says nothing of what is not attested", () => {
    const attested = own({ attested: true });
    expect(isWithin(own({ certified: { fips: 1, fido: null } }), [attested])).toBe(true);
    const [low, high] = [1, 4].map((fips) => own({ certified: { fips, fido: null } }));
    if (low === undefined || high === undefined) throw new TypeError();
    expect(isWithin(high, [low])).toBe(true);
    expect(isWithin(low, [high])).toBe(false);
  });
});
