import { describe, expect, test } from "vitest";
import { grade } from "../../src/assurance/assess.ts";
import { independent } from "../../src/assurance/independence.ts";
import type { Showing } from "../../src/evidence/evidence.ts";
import type { SeedKeeper } from "../../src/evidence/secrets.ts";
import { NOW, proof } from "../policy/evidence.ts";
import { KNOWLEDGE, PASSKEYS, type PasskeyName } from "../policy/knowledge.ts";
import {
  ADDRESS,
  external,
  link,
  mail,
  OTHER_ADDRESS,
  password,
  savedCode,
  sms,
  totp,
} from "../policy/others.ts";

function apart(one: Showing, other: Showing): boolean {
  const [a, b] = [grade(one, KNOWLEDGE, NOW), grade(other, KNOWLEDGE, NOW)];
  expect(independent(a.roots, b.roots)).toBe(independent(b.roots, a.roots));
  return independent(a.roots, b.roots);
}

function passkey(kind: PasskeyName, credential = "one") {
  return proof({ ...PASSKEYS[kind], credential });
}

describe("two proofs that fall to one compromise are one", () => {
  test.each<[string, Showing, Showing, boolean]>([
    ["one passkey, twice", passkey("platform"), passkey("platform"), false],
    ["two platform passkeys", passkey("platform"), passkey("platform", "two"), true],
    ["two keys", passkey("hardware key"), passkey("hardware key", "two"), true],
    ["two passkeys in one vault", passkey("vault"), passkey("vault", "two"), false],
    ["passkeys in two vaults", passkey("vault"), passkey("another vault", "two"), true],
    ["a vault and an unknown keeper", passkey("vault"), passkey("zero AAGUID", "two"), false],
    ["two unknown keepers", passkey("zero AAGUID"), passkey("unlisted AAGUID", "two"), false],
    ["a platform and an unknown keeper", passkey("platform"), passkey("zero AAGUID", "two"), true],
    ["the password, twice", password(), password(), false],
    ["one mailbox, twice", mail(), mail(), false],
    ["one mailbox, by code and by link", mail(), link(), false],
    ["two mailboxes", mail(), mail({ address: OTHER_ADDRESS }), true],
    ["two links to two mailboxes", link(), link({ address: OTHER_ADDRESS }), true],
    ["a password that the mailbox resets", password({ resetBy: [ADDRESS] }), mail(), false],
    ["the same, by link", password({ resetBy: [OTHER_ADDRESS, ADDRESS] }), link(), false],
    [
      "a password that another mailbox resets",
      password({ resetBy: [ADDRESS] }),
      mail({ address: OTHER_ADDRESS }),
      true,
    ],
    ["one number, twice", sms(), sms(), false],
    ["two numbers", sms(), sms({ number: "+41791111111" }), true],
    ["a number and a mailbox", sms(), mail(), true],
    ["one set of saved codes", savedCode(), savedCode(), false],
    ["two sets of saved codes", savedCode(), savedCode({ credential: "more" }), true],
    ["one operator, twice", external("approval"), external("approval"), false],
    ["one operator, in two ways", external("approval"), external("enrolment-link"), false],
    ["two operators", external("approval"), external("approval", { by: "operator-2" }), true],
    ["one app, twice", totp(), totp(), false],
    ["two apps", totp(), totp({ credential: "other" }), true],
    ["a password and an app", password(), totp(), true],
    ["a password beside a passkey in a vault", password(), passkey("vault"), true],
    ["a text message beside a passkey in a vault", sms(), passkey("vault"), true],
  ])("%s", (_, one, other, answer) => {
    expect(apart(one, other)).toBe(answer);
  });
});

describe("a one-time password beside a passkey in a vault", () => {
  const cases: readonly (readonly [SeedKeeper, boolean])[] = [
    ["own-app", true],
    ["hardware-token", true],
    ["vault", false],
    ["unknown", false],
  ];

  test.each(cases)("that is kept in: %s", (keptIn, counts) => {
    for (const from of ["claimed", "asserted"] as const) {
      for (const kind of ["vault", "another vault", "zero AAGUID"] as const) {
        expect(apart(totp({ keptIn, from }), passkey(kind))).toBe(counts);
      }
      expect(apart(totp({ keptIn, from }), passkey("platform"))).toBe(true);
    }
  });

  test("is taken at its worst where nobody says where its seed lives", () => {
    for (const from of ["imported", "unknown"] as const) {
      expect(apart(totp({ keptIn: "own-app", from }), passkey("vault"))).toBe(false);
      expect(apart(totp({ keptIn: "own-app", from }), passkey("hardware key"))).toBe(true);
    }
  });

  test("two of which nobody knows where they live are one", () => {
    const unknown = (credential: string) => totp({ credential, keptIn: "unknown" });
    expect(apart(unknown("a"), unknown("b"))).toBe(false);
  });
});

test("a vault that nobody can name may be any vault, and is nothing else", () => {
  expect(independent(["vault:?"], ["vault:a"])).toBe(false);
  expect(independent(["vault:a"], ["vault:?"])).toBe(false);
  expect(independent(["vault:a"], ["vault:b"])).toBe(true);
  expect(independent(["vault:?"], ["password", "mailbox:vault:a"])).toBe(true);
  expect(independent(["password", "mailbox:vault:a"], ["vault:?"])).toBe(true);
  expect(independent([], ["password"])).toBe(true);
});
