import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Aaguid } from "../../src/base/ids.ts";
import {
  parseProviderList,
  providerListText,
  SHIPPED_PROVIDERS,
  withDevelopmentProvider,
} from "../../src/trust/provider-list.ts";

const STATED = { date: "2026-11-24", source: "a page of a project" };
const RECORD = {
  aaguid: "0a1b2c3d-0000-4000-8000-00000000000f",
  name: "Some Vault",
  class: "vault",
  uvKnownIssue: null,
  secondStep: null,
  stated: STATED,
};
const OTHER = "0a1b2c3d-0000-4000-8000-0000000000ff";

function listOf(...providers: readonly unknown[]) {
  return { version: "2026-11-24", providers };
}

function problemsOf(value: unknown): string {
  const read = parseProviderList(value);
  if (read.ok) return "";
  expect(read.code).toBe("provider_list_invalid");
  return read.detail ?? "";
}

describe("a list", () => {
  test("may be empty: then no provider is known", () => {
    const read = parseProviderList(listOf());
    expect(read).toEqual({ ok: true, value: { version: "2026-11-24", providers: new Map() } });
  });

  test("gives the facts of each record by its AAGUID, in lower case", () => {
    const issue = { date: "2024-02-29", source: "another page" };
    const record = { ...RECORD, uvKnownIssue: issue, secondStep: STATED };
    const read = parseProviderList(listOf({ ...record, aaguid: record.aaguid.toUpperCase() }));
    const { aaguid, ...facts } = record;
    expect(read).toMatchObject({ ok: true, value: { providers: new Map([[aaguid, facts]]) } });
  });

  test("that is written as text is read as the same list", () => {
    const read = parseProviderList(JSON.parse(providerListText(SHIPPED_PROVIDERS)));
    expect(read).toEqual({ ok: true, value: SHIPPED_PROVIDERS });
    expect(SHIPPED_PROVIDERS.providers.size).toBeGreaterThan(0);
  });

  test("is written with null where nothing is known", () => {
    const read = parseProviderList(listOf(RECORD));
    expect(read.ok && JSON.parse(providerListText(read.value))).toEqual(listOf(RECORD));
  });
});

test("the list in docs/provider-facts.md is one", () => {
  const page = readFileSync(new URL("../../docs/provider-facts.md", import.meta.url), "utf8");
  const [, example = ""] = /```json\n([^`]*)```/.exec(page) ?? [];
  expect(problemsOf(JSON.parse(example))).toBe("");
});

describe("refused, with the place and what was expected there", () => {
  test.each([
    ["nothing", undefined, /expected object/],
    ["a text", "[]", /expected object/],
    ["no version", { providers: [] }, /^version: /],
    ["a version that is no day", { version: "v1", providers: [] }, /^version: .*YYYY-MM-DD/],
    ["a key that nobody knows", { ...listOf(), extra: 1 }, /Unrecognized key.*extra/],
    ["records by AAGUID", { version: "2026-11-24", providers: {} }, /^providers: /],
    ["a record without a class", listOf({ ...RECORD, class: undefined }), /providers\[0\]\.class/],
    ["a class that is none", listOf({ ...RECORD, class: "phone" }), /providers\[0\]\.class/],
    ["a key beside the facts", listOf({ ...RECORD, trusted: true }), /Unrecognized.*trusted/],
    [
      "an issue left out, not denied",
      listOf({ ...RECORD, uvKnownIssue: undefined }),
      /uvKnownIssue/,
    ],
    ["a step left out, not denied", listOf({ ...RECORD, secondStep: undefined }), /secondStep/],
    ["a fact without a source", listOf({ ...RECORD, uvKnownIssue: true }), /uvKnownIssue/],
    ["no source", listOf({ ...RECORD, stated: null }), /providers\[0\]\.stated/],
    [
      "an empty source",
      listOf({ ...RECORD, stated: { ...STATED, source: " " } }),
      /stated\.source/,
    ],
    ["an empty name", listOf({ ...RECORD, name: " " }), /providers\[0\]\.name/],
    ["a name of two lines", listOf({ ...RECORD, name: "a\nb" }), /name: expected one line/],
    ["a name that turns", listOf({ ...RECORD, name: "a\u202Eb" }), /name: expected one line/],
    ["a name without end", listOf({ ...RECORD, name: "a".repeat(121) }), /providers\[0\]\.name/],
    ["an AAGUID without dashes", listOf({ ...RECORD, aaguid: "0".repeat(32) }), /8-4-4-4-12/],
    ["an AAGUID in braces", listOf({ ...RECORD, aaguid: `{${OTHER}}` }), /8-4-4-4-12/],
    ["a model's name", listOf({ ...RECORD, aaguid: "1Password" }), /8-4-4-4-12/],
  ])("%s", (_, value, problem) => {
    expect(problemsOf(value)).toMatch(problem);
  });

  test.each([
    "2026-02-30",
    "2025-02-29",
    "2026-13-01",
    "26-01-01",
    "2026-1-1",
    "2026-01-01T00:00Z",
  ])("%s is no day", (date) => {
    const problem = /expected a day of the calendar/;
    expect(problemsOf(listOf({ ...RECORD, stated: { ...STATED, date } }))).toMatch(problem);
    expect(problemsOf({ version: date, providers: [] })).toMatch(problem);
  });

  test("the zero AAGUID, by which a list would speak of everybody who hides", () => {
    const record = { ...RECORD, aaguid: "00000000-0000-0000-0000-000000000000", class: "platform" };
    expect(problemsOf(listOf(record))).toMatch(/^providers\[0\]\.aaguid: the zero AAGUID/);
  });

  test("an AAGUID that has a record already, in whatever case", () => {
    const again = { ...RECORD, aaguid: RECORD.aaguid.toUpperCase(), name: "Some Other" };
    expect(problemsOf(listOf(RECORD, { ...RECORD, aaguid: OTHER }))).toBe("");
    expect(problemsOf(listOf(RECORD, { ...RECORD, aaguid: OTHER }, again))).toBe(
      `providers[2].aaguid: ${RECORD.aaguid} has a record already`,
    );
  });

  test.each(["platform", "hardware-key"])("a second step of a %s, which has none", (of) => {
    const record = { ...RECORD, class: of, secondStep: STATED };
    expect(problemsOf(listOf(record))).toMatch(/^providers\[0\]\.secondStep: only a vault/);
  });

  test("the wrong prototype", () => {
    const text = `{ "version": "2026-11-24", "providers": [], "__proto__": {} }`;
    expect(problemsOf(JSON.parse(text))).toMatch(/Unrecognized key.*__proto__/);
  });

  test("everything that is wrong, at once", () => {
    const problems = problemsOf({
      version: "soon",
      providers: [RECORD, { ...RECORD, name: "" }, { ...RECORD, aaguid: "x", class: 1 }],
    }).split("\n");
    expect(problems.map((each) => each.split(":")[0])).toEqual([
      "version",
      "providers[1].name",
      "providers[2].aaguid",
      "providers[2].class",
      "providers[1].aaguid",
    ]);
  });
});

describe("whatever is handed in", () => {
  test("is read or refused, and nothing is thrown", () => {
    const values = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true });
    fc.assert(
      fc.property(values, (value) => {
        expect(problemsOf(value)).not.toBe("");
      }),
    );
  });

  test("in the place of one fact of a good record, nothing is thrown and no other record made", () => {
    const keys = fc.constantFrom(...Object.keys(RECORD));
    const values = fc.oneof(fc.anything(), fc.record({ date: fc.string(), source: fc.string() }));
    fc.assert(
      fc.property(keys, values, (key, value) => {
        const read = parseProviderList(listOf({ ...RECORD, [key]: value }));
        if (read.ok) expect(read.value.providers.size).toBe(1);
        else
          expect(read).toMatchObject({
            code: "provider_list_invalid",
            detail: expect.stringContaining("providers[0]"),
          });
      }),
    );
  });
});

describe("for development", () => {
  const development = withDevelopmentProvider(SHIPPED_PROVIDERS);
  const virtual = "01020304-0506-0708-0102-030405060708" as Aaguid;

  test("Chromium's virtual authenticator is a platform, and the list is another version", () => {
    expect(development.providers.get(virtual)).toMatchObject({
      class: "platform",
      uvKnownIssue: null,
    });
    expect(development.version).not.toBe(SHIPPED_PROVIDERS.version);
  });

  test("the list that it is made from stays as it was", () => {
    expect(SHIPPED_PROVIDERS.providers.has(virtual)).toBe(false);
    expect(development.providers.size).toBe(SHIPPED_PROVIDERS.providers.size + 1);
  });

  test("an operator's own record of that AAGUID counts before ours", () => {
    const read = parseProviderList(listOf({ ...RECORD, aaguid: virtual }));
    const list = read.ok ? withDevelopmentProvider(read.value) : SHIPPED_PROVIDERS;
    expect([...list.providers.values()].map((each) => each.class)).toEqual(["vault"]);
  });
});
