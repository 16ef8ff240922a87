import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { analyseScenario, FORMULAS, LIMITS, readScenario } from "../../src/analysis/public.ts";
import { worked } from "./scenarios.ts";

const guide = readFileSync(new URL("../../docs/analysis.md", import.meta.url), "utf8");

test("the scenario of the guide is one", () => {
  const [, text = ""] = /```json\n([\s\S]*?)```/.exec(guide) ?? [];
  const read = readScenario(JSON.parse(text));
  expect(read).toMatchObject({ ok: true });
});

test("the guide names everything that a scenario may", () => {
  for (const name of Object.keys(FORMULAS.authenticators)) {
    const account = /^pk:(?:unknown|bound(?:-no-uv)?:K)$|^totp:unknown$|^enrolment-link$/;
    if (account.test(name)) continue;
    expect(guide).toContain(`\`${name.replace(/:K$/, ":k1").replace(/:D$/, ":laptop")}\``);
  }
});

test("the library analyses what it reads", () => {
  const read = readScenario(worked("PK_SYNC"));
  if (!read.ok) throw new TypeError("PK_SYNC");
  expect(analyseScenario(read.scenario).profile.control.remote).toBe(2);
  expect(LIMITS).toContain("possibilities");
});
