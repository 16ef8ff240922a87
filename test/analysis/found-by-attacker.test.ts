import { describe, expect, test } from "vitest";
import { analyseAccount } from "../../src/analysis/account.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { accountWith, MAIL, NUMBER, OTHER_MAIL } from "./accounts.ts";
import { family } from "./scenarios.ts";

/** What the attacker who plays the flows found, and the analysis did not know: each once more, small. */

const PASSWORD = { method: "password", id: "password" } as const;
const SYNCED = { method: "passkey", id: "synced", keeper: "platform" } as const;
const CODES = { method: "recovery-code", id: "codes" } as const;
const SMS = { method: "sms-code", id: "sms", number: NUMBER.address } as const;

function weak(actions: PolicyInput["actions"]) {
  return definePolicy({
    version: 1,
    name: "weak",
    extends: "balanced",
    actions: { ...actions },
    invariants: [],
    danger: {
      singleFactor: true,
      withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
    },
  });
}

test("the mail that has a link has a code as well, which is typed into a fake page", () => {
  const { control } = analyseAccount(
    accountWith({ has: [SYNCED, CODES], channels: [MAIL, OTHER_MAIL] }),
  );
  expect(family(control)).toContain("phishes-live + user-unresponsive");
});

describe("a session that is taken over", () => {
  const binding = {
    "enrol:passkey": {
      anyOf: [{ allOf: [{ prove: "password" }, { enrol: "passkey", class: "any" }] }],
    },
  } satisfies PolicyInput["actions"];

  test("carries what its owner once showed in it, though no way in asks for that", () => {
    const policy = weak({
      ...binding,
      "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "platform" }] }] },
    });
    const { control } = analyseAccount(accountWith({ policy, has: [SYNCED, PASSWORD] }));
    expect(family(control)).toContain("steals-session");
  });

  test("carries nothing of what is suspended, until it is lifted", () => {
    const suspended = { ...PASSWORD, state: "suspended" } as const;
    const closed = {
      "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "platform" }] }] },
    } satisfies PolicyInput["actions"];
    const held = weak({ ...binding, ...closed });
    const has = [SYNCED, suspended];
    expect(family(analyseAccount(accountWith({ policy: held, has })).control)).not.toContain(
      "steals-session",
    );
    const lifts = {
      "lift:password": { anyOf: [{ allOf: [{ prove: "passkey", class: "any" }] }] },
    } satisfies PolicyInput["actions"];
    const lifted = weak({ ...binding, ...closed, ...lifts });
    expect(family(analyseAccount(accountWith({ policy: lifted, has })).control)).toContain(
      "steals-session",
    );
  });
});

describe("who may remove the number to which notice goes", () => {
  const waiting = {
    recover: {
      anyOf: [
        {
          allOf: [{ prove: "password" }, { enrol: "passkey", class: "any" }],
          delaySeconds: 86_400,
          notices: 1,
        },
      ],
    },
    "enrol:passkey": {
      anyOf: [
        {
          allOf: [
            { prove: "passkey", class: "any", maxAgeSeconds: 60 },
            { enrol: "passkey", class: "any" },
          ],
        },
      ],
    },
  } satisfies PolicyInput["actions"];
  const has = [SYNCED, PASSWORD, SMS];
  const channels = [MAIL, NUMBER];
  const taken = "controls-email + learns-password + steals-session";

  test("is told of by the mailbox alone", () => {
    const removing = { anyOf: [{ allOf: [{ prove: "password" as const }] }] };
    const policy = weak({ ...waiting, "remove:sms-code": removing });
    expect(family(analyseAccount(accountWith({ policy, has, channels })).control)).toContain(taken);
  });

  test("and who may not, is told of by both", () => {
    const policy = weak(waiting);
    expect(family(analyseAccount(accountWith({ policy, has, channels })).control)).not.toContain(
      taken,
    );
  });
});
