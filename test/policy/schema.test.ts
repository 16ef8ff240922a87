import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { GOOD, withRule } from "./sources.ts";

const DAY = 86_400;
const MONTH = 30 * DAY;
const isRead = (source: object) => parsePolicy(source).ok;
const many = <T>(length: number, one: T): readonly T[] => Array.from({ length }, () => one);
const verified = { prove: "passkey", class: "verified" };
const rule = (more: object) => withRule("pay", { allOf: [verified], notices: 1, ...more });
const term = (more: object) => withRule("pay", { allOf: [{ prove: "totp", ...more }] });
const own = (more: object) => {
  const passkeyClasses = { ...GOOD.passkeyClasses, own: { userVerification: "none", ...more } };
  return { ...GOOD, passkeyClasses };
};
const session = (more: object) => ({ ...GOOD, session: { ...GOOD.session, ...more } });

describe("how much and how little there may be of a thing", () => {
  test.each<[string, (n: number) => object, number, number]>([
    ["seconds of age", (n) => term({ maxAgeSeconds: n }), 1, DAY],
    ["terms", (n) => withRule("pay", { allOf: many(n, verified) }), 1, 6],
    ["rules", (n) => withRule("pay", ...many(n, { allOf: [verified] })), 1, 64],
    ["kinds of passkeys", (n) => rule({ passkeyKinds: n }), 1, 4],
    ["channels", (n) => rule({ channels: n }), 1, 8],
    ["notices", (n) => rule({ notices: n }), 1, 8],
    ["seconds to wait", (n) => rule({ delaySeconds: n }), 1, MONTH],
    ["seconds to settle", (n) => rule({ settleSeconds: n }), 1, MONTH],
    ["idle seconds", (n) => session({ idleSeconds: n }), 60, MONTH],
    ["seconds of a session", (n) => session({ absoluteSeconds: n }), 60, MONTH],
    ["FIPS levels", (n) => own({ certified: { fips: n } }), 1, 4],
    [
      "classes of a term",
      (n) => withRule("pay", { allOf: [{ prove: "passkey", class: many(n, "verified") }] }),
      1,
      16,
    ],
    ["algorithms", (n) => ({ ...GOOD, algorithms: many(n, -7) }), 1, 18],
    ["letters of a name", (n) => ({ ...GOOD, name: "x".repeat(n) }), 1, 63],
  ])("%s", (_, given, least, most) => {
    expect(isRead(given(least))).toBe(true);
    expect(isRead(given(most))).toBe(true);
    expect(isRead(given(least - 1))).toBe(false);
    expect(isRead(given(most + 1))).toBe(false);
  });

  test.each<[string, object]>([
    ["age", term({ maxAgeSeconds: 1.5 })],
    ["notice", rule({ notices: 1.5 })],
    ["kind", rule({ passkeyKinds: 1.5 })],
    ["second to wait", rule({ delaySeconds: 1.5 })],
    ["second of a session", session({ idleSeconds: 60.5 })],
  ])("there is no half of a thing: %s", (_, given) => {
    expect(isRead(given)).toBe(false);
  });

  test.each<[string, object]>([
    ["a high-water mark of nothing", rule({ unlessEverHad: [] })],
    ["a class for no keeper", own({ keepers: [] })],
    ["a certificate of nothing", own({ certified: {} })],
    ["giving up nothing", { ...GOOD, danger: { withoutInvariants: [] } }],
  ])("%s is not said", (_, given) => {
    expect(isRead(given)).toBe(false);
  });
});

test("a key that is not known is none, wherever it stands", () => {
  const colour = { colour: "red" };
  const places = [
    { ...GOOD, ...colour },
    { ...GOOD, assumptions: { ...GOOD.assumptions, ...colour } },
    { ...GOOD, attestation: { ...GOOD.attestation, ...colour } },
    { ...GOOD, migration: { until: null, ...colour } },
    { ...GOOD, danger: colour },
    { ...GOOD, groups: { staff: colour } },
    { ...GOOD, actions: { ...GOOD.actions, pay: { anyOf: [{ allOf: [verified] }], ...colour } } },
    session(colour),
    own(colour),
    own({ certified: { fips: 1, ...colour } }),
    rule(colour),
    term(colour),
    withRule("pay", { allOf: [{ ...verified, ...colour }] }),
    withRule("pay", { allOf: [{ prove: "external", assertion: "approval", ...colour }] }),
    withRule("pay", { allOf: [{ enrol: "totp", ...colour }] }),
    withRule("pay", { allOf: [{ enrol: "passkey", class: "verified", ...colour }] }),
  ];
  for (const place of places) expect(isRead(place)).toBe(false);
  expect(isRead({ ...GOOD, $schema: "policy.json" })).toBe(true);
  expect(isRead({ ...GOOD, $schema: 1 })).toBe(false);
});
