import { describe, expect, test } from "vitest";
import { instant, plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { account } from "./accounts.ts";
import { ask, balancedWith, codesOf, optionsOf, shown } from "./ask.ts";
import { enrolment, NOW, type Traits } from "./evidence.ts";
import { PASSKEYS } from "./knowledge.ts";
import { password, sms, totp } from "./others.ts";

/** Accounts that come from before: a password and a one-time password, and no passkey yet. */

const DAY = 86_400;
const holder = account({ secrets: ["password", "totp", "sms-code"] });
const before = [password(), totp()];
const newKey = (traits: Traits = {}) =>
  enrolment({ ...PASSKEYS.platform, credential: "new", ...traits });

function migrating(name: string, evidence: readonly Evidence[], asking = {}) {
  return ask(name, evidence, { account: holder, ...asking });
}

describe("balanced: while migrating", () => {
  test("a password and a one-time password sign in as before, by a rule of their own", () => {
    expect(migrating("sign-in", before)).toMatchObject({ answer: "allow", rule: "sign-in/6" });
    expect(optionsOf(migrating("sign-in", [password()]))).toEqual(["prove totp"]);
    expect(optionsOf(migrating("sign-in", []))).toEqual(["prove password+totp"]);
    expect(migrating("sign-in", [password(), sms()]).answer).toBe("need");
  });

  test("text messages, if the policy adds them", () => {
    const rule = { allOf: [{ prove: "password" as const }, { prove: "sms-code" as const }] };
    const policy = balancedWith({ actions: { "sign-in": { anyOf: [rule] } } });
    expect(migrating("sign-in", [password(), sms()], { policy }).answer).toBe("allow");
  });

  test("they enrol the first passkey, fresh, and it counts alone after a day", () => {
    const decision = migrating("enrol:passkey", [...before, newKey()]);
    const settlesAt = plusSeconds(NOW, DAY);
    expect(decision).toMatchObject({ answer: "allow", grant: { settlesAt } });
    const stale = password({ at: plusSeconds(NOW, -301) });
    expect(migrating("enrol:passkey", [stale, totp(), newKey()]).answer).toBe("need");
    expect(migrating("enrol:passkey", [password(), newKey()]).answer).toBe("need");
  });

  test("until then it is one step of two, and afterwards enough", () => {
    const settlesAt = plusSeconds(NOW, DAY);
    const young = { kind: "platform", traits: { settlesAt } } as const;
    const who = account({ passkeys: [young], secrets: ["password", "totp"] });
    const now = shown("platform", { settlesAt });
    const early = ask("sign-in", [now], { account: who });
    expect(early.answer).toBe("need");
    expect(codesOf(early)).toContain("passkey_unsettled");
    expect(ask("sign-in", [now, password()], { account: who }).answer).toBe("allow");
    const later = shown("platform", { settlesAt, at: settlesAt });
    expect(ask("sign-in", [later], { account: who, now: settlesAt }).answer).toBe("allow");
    // What was shown while it was new stays what it was.
    expect(ask("sign-in", [now], { account: who, now: settlesAt }).answer).toBe("need");
    // And a thief who bound it enrols nothing else with it alone.
    const another = newKey({ credential: "another" });
    expect(ask("enrol:passkey", [now, another], { account: who }).answer).toBe("need");
  });

  test("B47: from the first passkey on, the old way is closed", () => {
    const who = account({ passkeys: ["platform"], secrets: ["password", "totp"] });
    expect(ask("sign-in", before, { account: who }).answer).toBe("need");
    expect(ask("enrol:passkey", [...before, newKey()], { account: who }).answer).toBe("need");
  });
});

describe("the migration ends", () => {
  const ends = Date.parse("2027-02-01T00:00:00Z");
  const policy = balancedWith({ migration: { until: "2027-02-01" } });
  const at = (milliseconds: number) => {
    const now = instant(milliseconds);
    const evidence = [password({ at: now }), totp({ at: now })];
    return ask("sign-in", evidence, { account: holder, policy, now }).answer;
  };

  test("with the day that the policy names, at its start in UTC", () => {
    expect(at(ends - 1)).toBe("allow");
    expect(at(ends)).toBe("refuse");
    expect(policy.migrationEnds).toBe(ends);
  });

  test("and closes nothing else", () => {
    const now = instant(ends);
    const who = account({ passkeys: ["platform"] });
    const evidence = [shown("platform", { at: now })];
    expect(ask("sign-in", evidence, { account: who, policy, now }).answer).toBe("allow");
  });

  test("for whoever is not known yet as well", () => {
    const now = instant(ends);
    expect(
      optionsOf(ask("sign-in", [], { policy, now, account: null, subject: null })),
    ).not.toContain("prove password+totp");
    expect(optionsOf(ask("sign-in", [], { policy, account: null, subject: null }))).toContain(
      "prove password+totp",
    );
  });

  test("for the first passkey too", () => {
    const now = instant(ends);
    const evidence = [password({ at: now }), totp({ at: now }), newKey({ at: now })];
    expect(ask("enrol:passkey", evidence, { account: holder, policy, now }).answer).toBe("refuse");
  });

  test("not where no end is set", () => {
    expect(balancedWith({}).migrationEnds).toBe(null);
    const now = plusSeconds(NOW, 365 * DAY);
    const evidence = [password({ at: now }), totp({ at: now })];
    expect(ask("sign-in", evidence, { account: holder, now }).answer).toBe("allow");
  });
});
