import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { account } from "./accounts.ts";
import { action, ask, optionsOf, presetNamed, shown } from "./ask.ts";
import { enrolment, NOW } from "./evidence.ts";
import { PASSKEYS } from "./knowledge.ts";
import { mail, newAddress, newNumber, password, savedCode, sms, totp } from "./others.ts";

/** DESIGN section 4, column `balanced`: enrolling, removing, changing, suspending, renaming. */

const early = (seconds: number) => ({ at: plusSeconds(NOW, -seconds) });
const newKey = (traits = {}) => enrolment({ ...PASSKEYS.platform, credential: "new", ...traits });
const CREATED: Readonly<Record<string, () => Evidence>> = {
  "enrol:passkey": () => newKey(),
  "enrol:password": () => password({ ceremony: "enrol" }),
  "enrol:totp": () => totp({ ceremony: "enrol", credential: "new" }),
  "enrol:recovery-code": () => savedCode({ ceremony: "enrol", credential: "new" }),
  "regenerate:recovery-code": () => savedCode({ ceremony: "enrol", credential: "new" }),
  "change:password": () => password({ ceremony: "enrol" }),
  "change:number": () => newNumber(),
  "change:email": () => newAddress(),
};
const STEPPED_UP = [
  "remove:passkey",
  "remove:password",
  "remove:totp",
  "remove:sms-code",
  "remove:recovery-code",
  "lift:passkey",
  "lift:password",
  "lift:totp",
  "lift:sms-code",
];

const holder = account({
  passkeys: ["platform", "vault"],
  secrets: ["password", "totp", "sms-code", "recovery-code"],
});
const removed: Readonly<Record<string, string>> = {
  "remove:passkey": "two",
  "lift:passkey": "two",
};

function change(name: string, evidence: readonly Evidence[], who = holder) {
  const last = name.split(":")[1] ?? "";
  const id = who.credentials.find(({ method }) => method === last)?.id ?? "";
  return ask(name, evidence, { account: who, params: { credential: removed[name] ?? id } });
}

describe("balanced: to enrol or change takes a passkey not older than five minutes", () => {
  test.each(Object.keys(CREATED))("%s", (name) => {
    const created = CREATED[name]?.() ?? newKey();
    expect(change(name, [shown("platform", early(300)), created])).toMatchObject({
      answer: "allow",
      rule: `${name}/1`,
      grant: { settlesAt: null },
    });
    expect(change(name, [shown("platform", early(301)), created]).answer).toBe("need");
    expect(change(name, [created]).answer).toBe("need");
    expect(optionsOf(change(name, [shown("platform")]))).toContain(`enrol ${created.kind}`);
  });

  test("or two steps that are as fresh", () => {
    const vault = shown("vault", { credential: "two" });
    expect(change("enrol:passkey", [vault, password(), newKey()]).answer).toBe("allow");
    expect(change("enrol:passkey", [vault, password(early(301)), newKey()]).answer).toBe("need");
    expect(change("enrol:passkey", [vault, newKey()]).answer).toBe("need");
    expect(change("enrol:passkey", [password(), totp(), newKey()]).answer).toBe("need");
    expect(change("enrol:passkey", [password(), sms(), mail(), newKey()]).answer).toBe("need");
  });

  test("one passkey is not both the proof and the new one", () => {
    const same = newKey({ credential: "one" });
    expect(change("enrol:passkey", [shown("platform"), same]).answer).toBe("need");
  });

  test("the new one may live where the old one lives", () => {
    const vault = account({ passkeys: ["vault"], secrets: ["password"] });
    for (const kind of ["vault", "zero AAGUID"] as const) {
      const created = newKey(PASSKEYS[kind]);
      const decision = change("enrol:passkey", [shown("vault"), password(), created], vault);
      expect(decision.answer).toBe("allow");
    }
  });

  test("a new password is set beside the old one", () => {
    const shownBefore = [shown("vault", { credential: "two" }), password()];
    const set = password({ ceremony: "enrol" });
    expect(change("enrol:password", [...shownBefore, set]).answer).toBe("allow");
  });
});

describe("balanced: to remove or lift takes the same", () => {
  test.each(STEPPED_UP)("%s", (name) => {
    expect(change(name, [shown("platform", early(300))]).answer).toBe("allow");
    expect(change(name, [shown("platform", early(301))]).answer).toBe("need");
    expect(change(name, [shown("vault", { credential: "two" }), password()]).answer).toBe("allow");
    expect(change(name, [shown("vault", { credential: "two" })]).answer).toBe("need");
    expect(change(name, [password(), totp()]).answer).toBe("need");
    expect(change(name, []).answer).toBe("need");
  });

  test("each of them tells its owner", () => {
    const { actions } = presetNamed("balanced");
    const names = [...STEPPED_UP, ...Object.keys(CREATED), "enrol:sms-code"];
    for (const name of names) {
      for (const { rule, notices } of actions.get(action(name)) ?? []) {
        expect([rule, notices >= 1]).toEqual([rule, true]);
      }
    }
  });

  test("and so does every recovery, which binds something new as well", () => {
    for (const { rule, notices } of presetNamed("balanced").actions.get("recover") ?? []) {
      expect([rule, notices >= 1]).toEqual([rule, true]);
    }
  });
});

describe("balanced: to suspend takes one factor, and is told", () => {
  const names = ["suspend:passkey", "suspend:password", "suspend:totp", "suspend:sms-code"];

  test.each(names)("%s", (name) => {
    const ways = [shown("platform", { userVerified: false }), password(), totp()];
    for (const one of ways) expect(change(name, [one]).answer).toBe("allow");
    expect(change(name, [mail()]).answer).toBe("need");
    for (const { notices } of presetNamed("balanced").actions.get(action(name)) ?? []) {
      expect(notices).toBeGreaterThan(0);
    }
  });
});

test("balanced: a name is changed with whatever signs in", () => {
  expect(change("rename:passkey", [shown("vault", { credential: "two" })]).answer).toBe("allow");
  expect(change("rename:passkey", [password()]).answer).toBe("allow");
  expect(change("rename:passkey", [totp()]).answer).toBe("need");
});
