import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { habitViolations } from "./habits.ts";
import { readSource, readSources, root } from "./source.ts";

function violations(path: string, text: string): readonly string[] {
  return habitViolations(readSource(path, text));
}

describe("the habits of the house", () => {
  test("are kept everywhere", () => {
    expect(readSources().flatMap(habitViolations)).toEqual([]);
  });

  test.each([
    ["Date.now();", "the clock is handed in"],
    ["new Date();", "the clock is handed in"],
    ["performance.now();", "the clock is handed in"],
    ["process.env.HOME;", "settings are handed in"],
    ["Math.random();", "chance comes from node:crypto"],
    ['function f() { throw new Error("x"); }', "a fault is an AssayFault"],
    ["// oxlint-disable-next-line\nlet a = 1;", "no check is switched off"],
    ["// @ts-expect-error\nlet a = 1;", "no check is switched off"],
    ['export { a } from "./a.ts";', "it only passes on"],
    ['export * from "./a.ts";\nexport const b = 1;', "exports are named one by one"],
  ])("%j is found", (text, sentence) => {
    expect(violations("policy/x.ts", text).join("\n")).toContain(sentence);
  });

  test("what only looks like it is not", () => {
    const text = 'new Date(0); const a = { random: 1 }; a.random; const text = "Date.now()";';
    expect(violations("policy/x.ts", text)).toEqual([]);
    expect(violations("cli/x.ts", "Date.now(); process.env.HOME;")).toEqual([]);
    expect(violations("policy/public.ts", 'export { a } from "./a.ts";')).toEqual([]);
  });
});

/** What the linter holds for us: this keeps it from being told to look away. */
describe("the linter", () => {
  const settings = JSON.parse(readFileSync(join(root, ".oxlintrc.json"), "utf8"));

  test("holds the limits of files and functions, in src without exception", () => {
    expect(settings.rules["max-lines"]).toMatchObject(["error", { max: 300 }]);
    expect(settings.rules["max-lines-per-function"]).toMatchObject(["error", { max: 70 }]);
    expect(settings.rules["typescript/no-explicit-any"]).toBe("error");
    expect(settings.rules["typescript/no-non-null-assertion"]).toBe("error");
    expect(settings.rules["import/no-cycle"]).toBe("error");
    for (const { files, rules } of settings.overrides) {
      const inSource = files.filter((pattern: string) => pattern.startsWith("src"));
      if (inSource.length > 0)
        expect([inSource, rules]).toEqual([["src/cli/**"], { "no-console": "off" }]);
    }
  });
});
