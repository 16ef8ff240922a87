import { expect, test } from "vitest";
import { deadExports } from "./exports.ts";
import { readSource, readSources } from "./source.ts";
import { UNUSED } from "./unused.ts";

test("what is exported is used, but for a list that only shrinks", () => {
  const dead = deadExports(readSources());
  expect(
    dead.filter((name) => !UNUSED.includes(name)),
    "exported, and used by nothing",
  ).toEqual([]);
  expect(
    UNUSED.filter((name) => !dead.includes(name)),
    "to be taken off the list",
  ).toEqual([]);
});

test("a dead export is found, whatever its kind", () => {
  const a = readSource(
    "base/a.ts",
    `export function used() {}
     export const dead = 1;
     export class Dead {}
     export interface Dropped {}
     export interface Named {}
     export function takes(given: Named) {}`,
  );
  const b = readSource("base/b.ts", 'import { used, takes } from "./a.ts"; used(takes);');
  expect(deadExports([a, b])).toEqual(["base/a.ts#dead", "base/a.ts#Dead", "base/a.ts#Dropped"]);
});
