import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { provePolicy } from "../../src/compose/prove-policy.ts";
import { OFFERED } from "../../src/flows/deps.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import { policySchema } from "../../src/policy/schema.ts";
import { runCases } from "../../src/policy/suppositions-cases.ts";
import { buildKnowledge } from "../../src/trust/knowledge.ts";
import { SHIPPED_PROVIDERS } from "../../src/trust/provider-list.ts";
import { presetNamed } from "../policy/ask.ts";
import { NOW } from "../policy/evidence.ts";

const page = readFileSync(fileURLToPath(new URL("../../docs/policy.md", import.meta.url)), "utf8");
const [policy = "", ours = "", cases = ""] = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, code = ""]) => code,
);

test("the policy of the page parses, and its cases hold", () => {
  const parsed = parsePolicy(JSON.parse(policy));
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.problems));
  const ran = runCases(JSON.parse(cases), {
    policy: parsed.policy,
    knowledge: buildKnowledge({ metadata: null, providers: SHIPPED_PROVIDERS }),
    offered: OFFERED,
    now: NOW,
  });
  if (!ran.ok) throw new TypeError(JSON.stringify(ran.problems));
  expect(ran.results.filter(({ holds }) => !holds)).toEqual([]);
  expect(ran.results).toHaveLength(5);
});

test("the policy that gives a claim up parses, and the page's own is proved", () => {
  const given = definePolicy(JSON.parse(ours));
  expect(given.source.invariants).toEqual(["no-single-remote-takeover"]);
  for (const one of [given, definePolicy(JSON.parse(policy))]) {
    expect(provePolicy({ policy: one, offered: OFFERED, now: NOW })).toEqual([]);
  }
});

test("the page names every claim", () => {
  const claims = presetNamed("regulated").source.invariants;
  for (const claim of [...claims, "recovery-not-weaker"]) expect(page).toContain(`| \`${claim}\` `);
});

test("the page names every member of a policy", () => {
  const said = new Set([
    "$schema",
    "version",
    "name",
    "attestation",
    "algorithms",
    "session",
    "migration",
  ]);
  const members = Object.keys(policySchema.shape).filter((member) => !said.has(member));
  expect(members.filter((member) => !page.includes(`\`${member}\``))).toEqual([]);
});
