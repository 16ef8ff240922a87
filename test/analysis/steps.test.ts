import { describe, expect, test } from "vitest";
import { analyseAccount } from "../../src/analysis/account.ts";
import type { Analysis } from "../../src/analysis/analyse.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { accountWith } from "./accounts.ts";
import { family } from "./scenarios.ts";

/** What is worked out once for many actions and situations, where one is not like the other. */

const PASSKEY = { prove: "passkey" as const, class: "platform" };
const NEW = { enrol: "passkey" as const, class: "any" };

function policyWith(actions: NonNullable<PolicyInput["actions"]>): Policy {
  return definePolicy({
    version: 1,
    name: "mine",
    extends: "balanced",
    actions,
    danger: {
      singleFactor: true,
      operatorAlone: true,
      withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
    },
    invariants: [],
  });
}

function analysisOf(policy: Policy): Analysis {
  const has = [
    { method: "passkey" as const, id: "platform", keeper: "platform" as const, synced: true },
    { method: "password" as const },
    { method: "totp" as const, keptIn: "own-app" as const },
  ];
  return analyseAccount(accountWith({ policy, has }));
}

function controlOf(policy: Policy): readonly string[] {
  return family(analysisOf(policy).control);
}

describe("an action that asks for what signing in asks for", () => {
  const signIn = { anyOf: [{ allOf: [PASSKEY] }] };

  test("goes by a session that was taken over, where it takes it as old as it is", () => {
    const enrolling = { anyOf: [{ allOf: [PASSKEY, NEW] }] };
    const policy = policyWith({ "sign-in": signIn, "enrol:passkey": enrolling });
    expect(controlOf(policy)).toContain("steals-session");
  });

  test("goes by none where it wants it anew", () => {
    const fresh = { anyOf: [{ allOf: [{ ...PASSKEY, maxAgeSeconds: 300 }, NEW] }] };
    const policy = policyWith({
      ...Object.fromEntries(CHANGING.map((action) => [action, fresh])),
      "sign-in": signIn,
    });
    expect(controlOf(policy)).not.toContain("steals-session");
  });
});

/** All that binds something in balanced. */
const CHANGING = ["enrol:passkey"];

test("what is open only to an account that was changed before is not open to it as it is", () => {
  const before = {
    allOf: [{ prove: "password" as const }, { prove: "totp" as const }],
    unlessEverHad: ["passkey" as const],
  };
  const passkey = { allOf: [PASSKEY] };
  // The last way in is never removed: this one is left.
  const word = { allOf: [{ prove: "external" as const, assertion: "approval" as const }] };
  // In either order: which of them is asked for first makes no difference to anybody.
  for (const anyOf of [
    [before, passkey, word],
    [passkey, before, word],
  ]) {
    const policy = policyWith({
      "sign-in": { anyOf },
      recover: { anyOf: [{ allOf: [PASSKEY, NEW] }] },
      "remove:passkey": { anyOf: [{ allOf: [{ ...PASSKEY, maxAgeSeconds: 300 }] }] },
    });
    const { access, entries } = analysisOf(policy);
    expect(family(access)).toContain("fools-helpdesk");
    expect(family(access)).not.toContain("phishes-live");
    expect(family(entries.signIn)).not.toContain("phishes-live");
  }
});
