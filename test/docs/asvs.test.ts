import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** The table of the ASVS: what it names is there, and whatever is said to be met is shown by something. */

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const rows = readFileSync(at("docs/asvs.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| V\d/.test(line))
  .map((line) => {
    const [id = "", level = "", , state = "", , tests = ""] = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    return {
      id,
      level,
      state,
      tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? ""),
    };
  });

/** How many requirements each section has (ASVS 5.0). */
const SECTIONS: Readonly<Record<string, number>> = {
  "V6.1": 3,
  "V6.2": 12,
  "V6.3": 8,
  "V6.4": 6,
  "V6.5": 8,
  "V6.6": 4,
  "V6.7": 2,
  "V6.8": 4,
  "V7.1": 3,
  "V7.2": 4,
  "V7.3": 2,
  "V7.4": 5,
  "V7.5": 3,
  "V7.6": 2,
};

test("every requirement of the two chapters is there, once and in order", () => {
  const expected = Object.entries(SECTIONS).flatMap(([section, many]) =>
    Array.from({ length: many }, (_, index) => `${section}.${index + 1}`),
  );
  expect(rows.map(({ id }) => id)).toEqual(expected);
  expect(rows.filter(({ level }) => !/^[123]$/.test(level))).toEqual([]);
});

test("every test that it names exists", () => {
  const named = [...new Set(rows.flatMap(({ tests }) => tests))];
  expect(named.length).toBeGreaterThan(20);
  expect(
    named.filter((path) => !path.endsWith(".test.ts") || !existsSync(at(`test/${path}`))),
  ).toEqual([]);
});

/** What can only be shown by there being nothing. */
const SHOWN_BY_ABSENCE = ["V6.2.10", "V6.4.2"];

test("what is said to be met names a test, and what is not names none", () => {
  const shown = new Set(["met", "partly", "by a setting"]);
  const states = new Set([...shown, "**not met**", "not applicable"]);
  expect(rows.filter(({ state }) => !states.has(state))).toEqual([]);
  const met = rows.filter(({ state }) => shown.has(state));
  expect(met.filter(({ tests }) => tests.length === 0).map(({ id }) => id)).toEqual(
    SHOWN_BY_ABSENCE,
  );
  const unmet = rows.filter(({ state }) => state === "**not met**");
  expect(unmet.flatMap(({ tests }) => tests)).toEqual([]);
});
