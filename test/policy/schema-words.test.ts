import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { GOOD, withRule } from "./sources.ts";

const isRead = (source: object) => parsePolicy(source).ok;
const rule = (more: object) =>
  withRule("pay", { allOf: [{ prove: "passkey", class: "verified" }], notices: 1, ...more });
const own = (more: object) => {
  const verified = { userVerification: "claimed" };
  return { ...GOOD, passkeyClasses: { verified, own: { userVerification: "none", ...more } } };
};

describe("words that are known, and no others", () => {
  const METHODS = ["passkey", "password", "totp", "sms-code", "recovery-code"];
  const PROVED = [...METHODS, "email-code", "magic-link", "external"];
  const NEW = ["password", "totp", "sms-code", "recovery-code"];
  test.each<[string, readonly string[], (word: string) => object]>([
    [
      "shown",
      [...NEW, "email-code", "magic-link"],
      (prove) => withRule("pay", { allOf: [{ prove }] }),
    ],
    ["created", NEW, (enrol) => withRule("pay", { allOf: [{ enrol }] })],
    [
      "asserted",
      ["enrolment-link", "approval", "proofing"],
      (assertion) => withRule("pay", { allOf: [{ prove: "external", assertion }] }),
    ],
    ["had", PROVED, (method) => rule({ unlessEverHad: [method] })],
    [
      "verified",
      ["none", "bypassed", "unasked", "unbacked", "known-issue", "claimed", "attested"],
      (userVerification) => own({ userVerification }),
    ],
    [
      "kept",
      ["platform", "hardware-key", "vault", "unknown"],
      (keeper) => own({ keepers: [keeper] }),
    ],
    [
      "certified",
      ["L1", "L1plus", "L2", "L2plus", "L3", "L3plus"],
      (fido) => own({ certified: { fido } }),
    ],
    [
      "asked for",
      ["never", "security-keys", "always"],
      (ask) => ({ ...GOOD, attestation: { ask, unattested: "accept" } }),
    ],
    [
      "done without a statement",
      ["accept", "refuse"],
      (unattested) => ({ ...GOOD, attestation: { ask: "never", unattested } }),
    ],
    [
      "made of a counter that went back",
      ["record", "one-step", "refuse"],
      (counterWentBack) => ({ ...GOOD, counterWentBack }),
    ],
    [
      "refused",
      [
        "revoked",
        "key-compromised",
        "user-verification-bypassed",
        "key-extractable",
        "attestation-compromised",
        "status-unknown",
      ],
      (adversity) => ({ ...GOOD, refuses: [adversity] }),
    ],
    [
      "claimed",
      [
        "no-single-remote-takeover",
        "no-single-remote-takeover-without-delays",
        "phishing-resistant-on-every-path",
        "recovery-not-weaker",
        "notice-independent",
        "session-theft-gives-no-control",
      ],
      (invariant) => ({ ...GOOD, invariants: [invariant] }),
    ],
  ])("of what is %s", (_, words, given) => {
    for (const word of words) expect([word, isRead(given(word))]).toEqual([word, true]);
    for (const word of ["", "nothing", "None"]) expect(isRead(given(word))).toBe(false);
  });

  test.each(["vaultSecondStep", "attested", "deviceBound"])(
    "%s of a class is true or absent",
    (key) => {
      expect(isRead(own({ [key]: true }))).toBe(true);
      expect(isRead(own({ [key]: false }))).toBe(false);
    },
  );

  test("a migration and a danger are true or absent", () => {
    expect(isRead(rule({ migrating: true }))).toBe(true);
    expect(isRead(rule({ migrating: false }))).toBe(false);
    for (const key of ["singleFactor", "operatorAlone"]) {
      expect(isRead({ ...GOOD, danger: { [key]: true } })).toBe(true);
      expect(isRead({ ...GOOD, danger: { [key]: false } })).toBe(false);
    }
  });

  test.each(["a", "night-shift-2"])("%s is a name", (name) => {
    expect(isRead({ ...GOOD, name, groups: { [name]: {} } })).toBe(true);
  });

  test.each(["A", "2nd", "-a", "night_shift", " a", "a "])("%j is none", (name) => {
    expect(isRead({ ...GOOD, name })).toBe(false);
    expect(isRead({ ...GOOD, groups: { [name]: {} } })).toBe(false);
    expect(isRead(own({}))).toBe(true);
    const passkeyClasses = { ...GOOD.passkeyClasses, [name]: { userVerification: "none" } };
    expect(isRead({ ...GOOD, passkeyClasses })).toBe(false);
  });
});
