import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { GOOD, problems, withTerm } from "./sources.ts";

describe("problems", () => {
  const paths = (source: unknown) => problems(source).map(({ path }) => path);

  test("are named with their paths, as one would write them", () => {
    expect(problems({ ...GOOD, colour: "red" })).toEqual([
      { path: "colour", expected: "no such key" },
    ]);
    expect(paths({ ...GOOD, session: { ...GOOD.session, more: 1, idleSeconds: 0 } })).toEqual([
      "session.idleSeconds",
      "session.more",
    ]);
    expect(problems(withTerm({ prove: "fax" }))).toEqual([
      {
        path: "actions.pay.anyOf[0].allOf[0]",
        expected:
          '{ "prove" or "enrol": a method, "class": one or more passkey classes (passkeys only), "assertion" (external only), "maxAgeSeconds"? }',
      },
    ]);
    for (const nonsense of [null, 1, "policy", []]) {
      expect(paths(nonsense)).toEqual(["(the policy)"]);
    }
    expect(paths({ ...GOOD, name: "My policy" })).toEqual(["name"]);
    expect(problems({ ...GOOD, name: "My policy" })[0]?.expected).toBe(
      "lower-case letters, digits and hyphens",
    );
  });

  test("are named all at once", () => {
    const { session: _, ...without } = GOOD;
    const all = paths({ ...without, colour: "red", algorithms: [] });
    expect(all.toSorted()).toEqual(["algorithms", "colour", "session"]);
  });

  test.each<[string, object]>([
    ["a term of two kinds", { prove: "password", class: "verified" }],
    ["a passkey without a class", { prove: "passkey" }],
    ["a passkey of no class", { prove: "passkey", class: [] }],
    ["somebody's word that is none of three", { prove: "external", assertion: "rumour" }],
    ["somebody's word without the word", { prove: "external" }],
    ["creating somebody's word", { enrol: "external", assertion: "approval" }],
    ["both ceremonies", { prove: "password", enrol: "totp" }],
    ["an age of nothing", { prove: "password", maxAgeSeconds: 0 }],
    ["an age of more than a day", { prove: "password", maxAgeSeconds: 86_401 }],
    ["nothing", {}],
  ])("%s is no term", (_, term) => {
    const [only, ...more] = paths(withTerm(term));
    expect(only).toMatch(/^actions\.pay\.anyOf\[0\]\.allOf\[0\]/);
    expect(more).toEqual([]);
  });

  test.each<[string, object]>([
    ["idleSeconds", { session: { idleSeconds: 59, absoluteSeconds: 60 } }],
    ["absoluteSeconds", { session: { idleSeconds: 60, absoluteSeconds: 30 * 86_400 + 1 } }],
    ["certified", { passkeyClasses: { verified: { userVerification: "claimed", certified: {} } } }],
    ["until", { migration: { until: "2027-02-30" } }],
    ["until", { migration: { until: "soon" } }],
    ["algorithms", { algorithms: [] }],
    ["algorithms[0]", { algorithms: [-65_535] }],
    ["refuses[0]", { refuses: ["everything"] }],
    ["invariants[0]", { invariants: ["peace"] }],
    ["withoutInvariants", { danger: { withoutInvariants: [] } }],
    ["singleFactor", { danger: { singleFactor: false } }],
  ])("%s is held to its bounds", (end, change) => {
    const found = paths({ ...GOOD, ...change });
    expect(found).toHaveLength(1);
    expect(found[0]?.endsWith(end)).toBe(true);
  });

  test("anything at all is parsed without throwing", () => {
    fc.assert(fc.property(fc.anything(), (source) => !parsePolicy(source).ok));
    const json = fc.jsonValue();
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(GOOD)), json, (key, value) => {
        expect(() => parsePolicy({ ...GOOD, [key]: value })).not.toThrow();
      }),
    );
  });
});
