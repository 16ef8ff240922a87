import { describe, expect, test } from "vitest";
import { borderViolations, roomOf } from "./borders.ts";
import { GUARDED, ROOMS } from "./rooms.ts";
import { readSource, readSources } from "./source.ts";

const sources = readSources();

function violations(path: string, text: string): string {
  return borderViolations([readSource(path, text)]).join("\n");
}

describe("the borders of the rooms", () => {
  test("are crossed nowhere", () => {
    expect(borderViolations(sources)).toEqual([]);
  });

  test("every folder is a room with a row", () => {
    const rooms = new Set(
      sources.map(({ path }) => roomOf(path).replace(/^methods\/.*/, "methods/*")),
    );
    expect([...rooms].filter((room) => !(room in ROOMS))).toEqual([]);
  });

  test("rows name rooms that have rows", () => {
    const named = Object.values(ROOMS).flatMap(({ may, mayType }) => [...may, ...(mayType ?? [])]);
    expect(named.filter((room) => !(room in ROOMS))).toEqual([]);
  });

  test("what is guarded exists", () => {
    for (const { from, name } of GUARDED) {
      const source = sources.find(({ path }) => path === from);
      expect(source?.text, `${from} exports ${name}`).toContain(`export function ${name}`);
    }
  });
});

describe("the check of borders", () => {
  test("says which import is not allowed, and where such a line belongs", () => {
    const said = violations("policy/decide.ts", '\nimport type { Store } from "../store/port.ts";');
    expect(said).toContain("src/policy/decide.ts:2: policy may not import store");
    expect(said).toContain("A line that is SQL, or shapes a row belongs in store");
    expect(said).toMatch(/belongs in .*flows.*sessions/);
  });

  test("tells types from what runs", () => {
    const type = 'import type { Store } from "../store/port.ts";';
    expect(violations("flows/x.ts", type)).toBe("");
    expect(violations("flows/x.ts", type.replace(" type", ""))).toContain("(types only)");
    expect(violations("flows/x.ts", 'import { type Store } from "../store/port.ts";')).toContain(
      "(types only)",
    );
  });

  test("keeps methods apart", () => {
    const text = 'import { a } from "../passkey/verify.ts";';
    expect(violations("methods/email-code/x.ts", text)).toContain("may not import methods/passkey");
    expect(violations("flows/x.ts", 'import { a } from "../methods/passkey/a.ts";')).toBe("");
  });

  test.each([
    ['export { a } from "../flows/a.ts";'],
    ['export * from "../flows/a.ts";'],
    ['export const a = await import("../flows/a.ts");'],
    ['export type A = import("../flows/a.ts").A;'],
  ])("sees %s", (text) => {
    expect(violations("base/x.ts", text)).toContain("base may not import flows");
  });

  test("keeps packages where they belong", () => {
    expect(violations("policy/x.ts", 'import { Hono } from "hono";')).toContain(
      "hono is imported in",
    );
    expect(violations("pages/x.tsx", 'import { raw } from "hono/html";')).toBe("");
    expect(violations("http/x.ts", 'import x from "left-pad";')).toContain("has no row");
    expect(violations("store/x.ts", 'import { DatabaseSync } from "node:sqlite";')).toContain(
      "only",
    );
    expect(violations("assurance/x.ts", 'import { readFileSync } from "node:fs";')).toContain(
      "pure",
    );
  });

  test("keeps evidence and grants in the hands that may make them", () => {
    const mint = 'import { mintEvidence } from "../evidence/evidence.ts";';
    expect(violations("flows/x.ts", mint)).toContain("mintEvidence is not imported here");
    expect(violations("flows/x.ts", 'import * as e from "../evidence/evidence.ts";')).toContain(
      "mintEvidence is not imported here",
    );
    expect(violations("store/codec.ts", mint)).toBe("");
    expect(violations("policy/x.ts", 'import { makeGrant } from "./grant.ts";')).toContain(
      "a grant is made by decide",
    );
  });
});
