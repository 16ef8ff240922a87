import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { account } from "./accounts.ts";
import { action, ask, codesOf, presetNamed, shown } from "./ask.ts";
import { enrolment, NOW, type Traits } from "./evidence.ts";
import { type PasskeyName, withMetadata, PASSKEYS } from "./knowledge.ts";
import { link, mail, newAddress, newNumber, password, savedCode, sms, totp } from "./others.ts";

/** DESIGN section 4, column `strict`: signing in, enrolling and changing. */

const MDS = withMetadata();
const two = account({ passkeys: ["platform", "hardware key"], channels: 2 });
const newKey = (kind: PasskeyName, traits: Traits = {}) =>
  enrolment({ ...PASSKEYS[kind], credential: `new ${kind}`, ...traits });

function strictly(name: string, evidence: readonly Evidence[], who = two) {
  const params = { credential: who.credentials.at(-1)?.id ?? "" };
  return ask(name, evidence, { policy: "strict", knowledge: MDS, account: who, params });
}

test("strict: assumptions, attestation, sessions and claims", () => {
  const policy = presetNamed("strict");
  expect(policy.assumptions).toEqual({ honestClients: true, vaults: true });
  expect(policy.attestation).toEqual({ ask: "always", unattested: "accept" });
  expect(policy.session).toEqual({ idleSeconds: 3600, absoluteSeconds: 86_400 });
  expect(policy.counterWentBack).toBe("refuse");
  expect(policy.source.invariants).toEqual([
    "no-single-remote-takeover",
    "no-single-remote-takeover-without-delays",
    "phishing-resistant-on-every-path",
    "recovery-not-weaker",
    "session-theft-gives-no-control",
  ]);
  expect(policy.source.danger).toEqual({});
});

describe("strict: signing in", () => {
  test("one passkey is enough once two of different kind are enrolled", () => {
    expect(strictly("sign-in", [shown("platform")]).answer).toBe("allow");
    const one = account({ passkeys: ["platform"] });
    expect(strictly("sign-in", [shown("platform")], one).answer).not.toBe("allow");
    const alike = account({ passkeys: ["platform", "platform"] });
    expect(strictly("sign-in", [shown("platform")], alike).answer).not.toBe("allow");
    const vaults = account({ passkeys: ["vault with a second step", "vault"] });
    const decision = strictly("sign-in", [shown("vault with a second step")], vaults);
    expect(decision.answer).not.toBe("allow");
  });

  test("a passkey in any other vault counts beside another passkey", () => {
    const who = account({ passkeys: ["vault", "platform"] });
    const platform = shown("platform", { credential: "two" });
    expect(strictly("sign-in", [shown("vault")], who)).toMatchObject({ answer: "need" });
    expect(strictly("sign-in", [shown("vault"), platform], who).answer).toBe("allow");
    const vaults = account({ passkeys: ["vault", "another vault"] });
    const both = [shown("vault"), shown("another vault", { credential: "two" })];
    expect(strictly("sign-in", both, vaults).answer).toBe("refuse");
  });

  test.each<[string, readonly Evidence[]]>([
    ["a password and a one-time password", [password(), totp()]],
    ["a password and a text message", [password(), sms()]],
    [
      "a key without user verification and a password",
      [shown("hardware key", { userVerified: false }), password()],
    ],
    ["a link", [link()]],
    ["a saved code", [savedCode(), mail()]],
  ])("%s is no way in", (_, evidence) => {
    const secrets = ["password", "totp", "sms-code", "recovery-code"] as const;
    const who = account({ passkeys: ["platform", "hardware key"], secrets });
    expect(strictly("sign-in", evidence, who).answer).not.toBe("allow");
  });

  test("R41 B16: a copied key is refused, a synced passkey is not", () => {
    const copied = shown("hardware key", { credential: "two", wentBack: true });
    expect(strictly("sign-in", [copied]).answer).toBe("need");
    expect(codesOf(strictly("sign-in", [copied]))).toContain("counter_went_back");
    expect(strictly("sign-in", [shown("platform", { wentBack: true })]).answer).toBe("allow");
  });
});

describe("strict: enrolling and changing", () => {
  const names = ["remove:passkey", "lift:passkey", "change:email", "change:number"];
  const early = (seconds: number) => ({ at: plusSeconds(NOW, -seconds) });
  const three = account({ passkeys: ["platform", "hardware key", "vault"], channels: 2 });

  test("a new passkey counts in full after a day, and two channels are told", () => {
    const decision = strictly("enrol:passkey", [shown("platform"), newKey("vault")]);
    expect(decision).toMatchObject({
      answer: "allow",
      grant: { settlesAt: plusSeconds(NOW, 86_400) },
    });
    for (const name of ["enrol:passkey", ...names]) {
      const rules = presetNamed("strict").actions.get(action(name)) ?? [];
      expect(rules.length).toBeGreaterThan(0);
      for (const { rule, notices } of rules) expect([rule, notices]).toEqual([rule, 2]);
    }
  });

  test("R12 R13: takes signing in anew within five minutes", () => {
    const old = shown("platform", early(301));
    expect(strictly("enrol:passkey", [old, newKey("vault")]).answer).toBe("need");
    for (const name of names) {
      const made = [newAddress(), newNumber()];
      expect(strictly(name, [shown("platform", early(300)), ...made], three).answer).toBe("allow");
      expect(strictly(name, [old, ...made], three).answer).toBe("need");
    }
  });

  test("no secret is ever set: there is no action for it", () => {
    for (const name of ["enrol:password", "enrol:totp", "enrol:sms-code", "enrol:recovery-code"]) {
      const decision = strictly(name, [shown("platform")]);
      expect(codesOf(decision)).toEqual(["action_not_offered"]);
    }
  });

  test("recovering by another passkey is no short cut past that", () => {
    const decision = strictly("recover", [shown("platform"), newKey("vault")]);
    expect(decision).toMatchObject({
      answer: "allow",
      grant: { settlesAt: plusSeconds(NOW, 86_400) },
    });
    for (const { rule, notices } of presetNamed("strict").actions.get("recover") ?? []) {
      expect([rule, notices]).toEqual([rule, 2]);
    }
  });

  test("to suspend and to rename takes one passkey that verified its user", () => {
    for (const name of ["suspend:passkey", "rename:passkey"]) {
      expect(strictly(name, [shown("vault", { credential: "three" })], three).answer).toBe("allow");
      expect(strictly(name, [shown("platform", { userVerified: false })]).answer).toBe("need");
    }
  });
});
