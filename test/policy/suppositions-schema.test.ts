import { describe, expect, test } from "vitest";
import {
  caseFileSchema,
  PASSKEY_KEYS,
  suppositionsSchema,
} from "../../src/policy/suppositions-schema.ts";
import { AAGUIDS } from "./knowledge.ts";

const isRead = (value: unknown) => suppositionsSchema.safeParse(value).success;
const piece = (more: object) => ({ evidence: [{ prove: "passkey", ...more }] });
const account = (more: object) => ({ account: more });
const held = (more: object) => account({ has: [{ method: "passkey", ...more }] });
const many = <T>(length: number, one: T): readonly T[] => Array.from({ length }, () => one);
const MONTH = 30 * 86_400;

describe("how much there may be of a thing: so much, and no more", () => {
  test.each<[string, (most: number) => unknown, number]>([
    ["pieces of evidence", (n) => ({ evidence: many(n, { prove: "totp" }) }), 24],
    ["credentials", (n) => account({ has: many(n, { method: "totp" }) }), 24],
    ["groups", (n) => account({ groups: many(n, "admins") }), 16],
    ["channels", (n) => account({ channels: n }), 8],
    ["statuses", (n) => piece({ statuses: many(n, "REVOKED") }), 16],
    ["mailboxes that reset a password", (n) => piece({ resetBy: many(n, "a@example.org") }), 8],
    ["seconds of age", (n) => piece({ ageSeconds: n }), MONTH],
    ["letters of a line", (n) => piece({ provider: "x".repeat(n) }), 200],
    ["letters of a group's name", (n) => account({ groups: ["x".repeat(n)] }), 63],
  ])("%s", (_, given, most) => {
    expect(isRead(given(most))).toBe(true);
    expect(isRead(given(most + 1))).toBe(false);
  });

  test.each<[string, unknown]>([
    ["no evidence, and an account that has nothing", { evidence: [], account: { has: [] } }],
    ["no channels", account({ channels: 0 })],
    ["an age of nothing", piece({ ageSeconds: 0 })],
    ["no account", { account: null }],
    ["nothing", {}],
  ])("%s may be", (_, given) => {
    expect(isRead(given)).toBe(true);
  });

  test.each<[string, unknown]>([
    ["channels less than none", account({ channels: -1 })],
    ["half a channel", account({ channels: 1.5 })],
    ["what is yet to come", piece({ ageSeconds: -1 })],
    ["half a second", piece({ ageSeconds: 0.5 })],
  ])("%s may not be", (_, given) => {
    expect(isRead(given)).toBe(false);
  });
});

describe("how a text is written", () => {
  test.each([
    ["a", true],
    ["night-shift-2", true],
    ["Admins", false],
    ["2nd", false],
    ["-a", false],
    ["night_shift", false],
    [" a", false],
    ["a b", false],
    ["", false],
  ])("a group called %j: %s", (group, may) => {
    expect(isRead(account({ groups: [group] }))).toBe(may);
  });

  test.each([
    ["Apple Passwords", true],
    ["Sésame", true],
    ["", false],
    ["   ", false],
    ["two\nlines", false],
    ["\u0000", false],
  ])("a line that says %j: %s", (line, may) => {
    for (const key of ["provider", "credential", "address", "by", "channel", "format", "number"]) {
      expect(isRead(piece({ [key]: line }))).toBe(may);
    }
    expect(isRead(held({ id: line }))).toBe(may);
  });

  test("a line without what stands around it", () => {
    expect(suppositionsSchema.parse(piece({ provider: " Key " })).evidence).toEqual([
      { prove: "passkey", provider: "Key" },
    ]);
  });

  test.each([
    [AAGUIDS.vault, true],
    ["ABCDEF01-2345-6789-abcd-ef0123456789", true],
    [`0${AAGUIDS.vault}`, false],
    [`${AAGUIDS.vault}0`, false],
    [AAGUIDS.vault.replaceAll("-", ""), false],
    ["g0000000-0000-4000-8000-000000000004", false],
  ])("an AAGUID %s: %s", (aaguid, may) => {
    expect(isRead(piece({ aaguid }))).toBe(may);
  });

  test.each([
    ["2026-11-24", true],
    ["2026-02-30", false],
    ["24.11.2026", false],
    ["2026-11-24T12:00:00Z", false],
  ])("a day %s: %s", (at, may) => {
    expect(isRead({ at })).toBe(may);
  });
});

describe("a file of cases", () => {
  const one = { name: "one", action: "sign-in", expect: "allow" };
  const isCases = (...cases: readonly object[]) =>
    caseFileSchema.safeParse({ version: 1, cases }).success;

  test("has a version, one case at least, and a thousand at most", () => {
    expect(isCases(one)).toBe(true);
    expect(isCases()).toBe(false);
    expect(isCases(...many(1000, one))).toBe(true);
    expect(isCases(...many(1001, one))).toBe(false);
    const file = { $schema: "cases.json", version: 1, policy: "balanced", cases: [one] };
    expect(caseFileSchema.safeParse(file).success).toBe(true);
    for (const wrong of [{ version: 2 }, { policy: "Balanced" }, { colour: 1 }]) {
      expect(caseFileSchema.safeParse({ ...file, ...wrong }).success).toBe(false);
    }
  });

  test("expects one of the answers, with so many reasons", () => {
    for (const expected of ["allow", "need", "wait", "refuse"]) {
      expect(isCases({ ...one, expect: expected })).toBe(true);
    }
    expect(isCases({ ...one, expect: "perhaps" })).toBe(false);
    expect(isCases({ ...one, rule: "sign-in/1", reasons: many(32, "vetoed") })).toBe(true);
    expect(isCases({ ...one, reasons: many(33, "vetoed") })).toBe(false);
    expect(isCases({ name: "one", action: "sign-in" })).toBe(false);
    expect(isCases({ ...one, colour: 1 })).toBe(false);
    expect(isCases({ ...one, evidence: [{ prove: "totp" }], account: null })).toBe(true);
  });
});

test("the keys of a passkey are those of its traits", () => {
  expect(PASSKEY_KEYS.toSorted().join(" ")).toBe(
    "aaguid asked attested counterWentBack format keeper provider secondStep settled statuses " +
      "synced userVerified uvInitialized uvKnownIssue",
  );
});
