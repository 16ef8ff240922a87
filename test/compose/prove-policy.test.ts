import { describe, expect, test } from "vitest";
import { composeAssay } from "../../src/compose/compose.ts";
import { provePolicy } from "../../src/compose/prove-policy.ts";
import { resolveConfig } from "../../src/config/resolve.ts";
import { instant } from "../../src/base/time.ts";
import { OFFERED, OFFERED_WITHOUT_SMS } from "../../src/flows/deps.ts";
import { keyFileText, newKeyFile } from "../../src/keys/key-file.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { EVERYTHING, presetNamed } from "../policy/ask.ts";

const NOW = instant(Date.parse("2026-11-24"));

/** What the password and the mailbox bring back is bound at once. */
const SEED: PolicyInput = {
  version: 1,
  name: "seed",
  extends: "balanced",
  danger: { singleFactor: true },
  actions: {
    recover: {
      anyOf: [
        {
          allOf: [
            { prove: "password" },
            { prove: "email-code" },
            { enrol: "passkey", class: "any" },
          ],
        },
      ],
    },
  },
};

function prove(input: PolicyInput): string {
  try {
    return `open: ${provePolicy({ policy: definePolicy(input), offered: OFFERED, now: NOW }).join()}`;
  } catch (fault) {
    return fault instanceof Error ? fault.message : "";
  }
}

describe("a policy is proved before anybody is let in by it", () => {
  test.each(["balanced", "strict", "regulated"])("%s holds what it claims", (name) => {
    for (const offered of [OFFERED, OFFERED_WITHOUT_SMS, EVERYTHING]) {
      expect(provePolicy({ policy: presetNamed(name), offered, now: NOW })).toEqual([]);
    }
  });

  test("what does not hold is refused, with the smallest set, its way and a remedy", () => {
    const message = prove(SEED);
    expect(message).toMatch(/^ASSAY_POLICY_INVARIANT: seed@/);
    expect(message).toContain(
      "no-single-remote-takeover does not hold: the owner is lured to a fake page and types in what it asks for (by recovering with password + email-code:1).",
    );
    expect(message).toContain("Let recover/1 ask for something more that does not fall with it");
    expect(message).toContain("danger.withoutInvariants");
    expect(message).not.toContain("session-theft-gives-no-control");
  });

  test("a claim that is given up by name is asked of nobody", () => {
    const danger = {
      singleFactor: true,
      withoutInvariants: ["no-single-remote-takeover"],
    } as const;
    expect(
      prove({ ...SEED, danger: { ...danger, withoutInvariants: [...danger.withoutInvariants] } }),
    ).toBe("open: ");
  });

  test("a way back that is less than the way in names itself", () => {
    const message = prove({
      version: 1,
      name: "mine",
      extends: "strict",
      invariants: [...presetNamed("strict").source.invariants, "notice-independent"],
      actions: {
        recover: {
          anyOf: [
            {
              allOf: [
                { prove: "email-code" },
                { prove: "external", assertion: "enrolment-link" },
                { enrol: "passkey", class: "platform" },
              ],
              delaySeconds: 3600,
              notices: 1,
            },
          ],
        },
      },
    });
    expect(message).toContain("recovery-not-weaker does not hold");
    expect(message).toContain("Let recover/1 ask for one thing more");
    expect(message).toContain("phishing-resistant-on-every-path does not hold");
  });

  test("a site does not start on it", async () => {
    const settings = resolveConfig(
      { keys: keyFileText(newKeyFile(instant(0))), logLevel: "silent", policy: SEED },
      { env: {}, cwd: "/nowhere", dev: true },
    );
    const database = { driver: "sqlite", path: ":memory:" } as const;
    await expect(composeAssay({ ...settings, database }, () => NOW)).rejects.toMatchObject({
      code: "ASSAY_POLICY_INVARIANT",
    });
  });
});
