import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { account } from "./accounts.ts";
import { ask, balancedWith, codesOf, optionsOf, shown } from "./ask.ts";
import { BEN, enrolment, NOW, proof, proofFacts, supposed } from "./evidence.ts";
import { PASSKEYS } from "./knowledge.ts";
import { begun, mail, password, totp } from "./others.ts";

const holder = account({ passkeys: ["platform", "vault"], secrets: ["password", "totp"] });
const newKey = enrolment({ ...PASSKEYS.platform, credential: "new" });

describe("an allow", () => {
  test("R56: names the rule, the evidence it rests on, and the reasons of each piece", () => {
    const vault = shown("vault", { credential: "two" });
    const decision = ask("sign-in", [mail(), vault, totp(), password()], { account: holder });
    expect(decision).toMatchObject({ answer: "allow", rule: "sign-in/3" });
    expect(decision.answer === "allow" && decision.evidence).toEqual([vault, password()]);
    expect(decision.reasons).toEqual([
      { rule: "sign-in/3", code: "user_verified", evidence: vault },
      { rule: "sign-in/3", code: "vault_second_step_unknown", evidence: vault },
    ]);
  });

  test("gives a grant for exactly what was asked, for a minute", () => {
    const decision = ask("pay", [shown("platform")], {
      policy: balancedWith({
        actions: { pay: { anyOf: [{ allOf: [{ prove: "passkey", class: "platform" }] }] } },
      }),
      params: { amount: "10" },
    });
    expect(decision).toMatchObject({
      answer: "allow",
      grant: {
        action: "pay",
        params: { amount: "10" },
        account: "ann",
        attempt: "attempt",
        rule: "pay/1",
        policy: "mine",
        settlesAt: null,
        expiresAt: plusSeconds(NOW, 60),
      },
    });
  });

  test("gives none for what is only supposed", () => {
    const evidence = supposed(shown("platform"));
    expect(ask("sign-in", evidence)).toMatchObject({ answer: "allow", grant: null });
    const mixed = [shown("platform"), ...supposed(begun())];
    expect(ask("sign-in", mixed)).toMatchObject({ answer: "allow", grant: null });
  });

  test("is for the account that is asked about, by its own evidence", () => {
    expect(ask("sign-in", [shown("platform", { account: BEN })]).answer).not.toBe("allow");
    const asked = { account: holder, subject: BEN };
    expect(ask("sign-in", [shown("platform")], asked).answer).not.toBe("allow");
    expect(ask("sign-in", [shown("platform")], { account: holder, subject: null }).answer).toBe(
      "need",
    );
  });

  test("is never given by the rules of another account, nor for one that nobody looked up", () => {
    const evidence = [shown("platform", { account: BEN })];
    const asked = { account: holder, subject: BEN };
    expect(ask("sign-in", evidence, asked).answer).not.toBe("allow");
    expect(ask("sign-in", [password(), totp()], { account: null }).answer).not.toBe("allow");
  });
});

describe("a need", () => {
  test("offers what the account has, and each thing once", () => {
    expect(optionsOf(ask("sign-in", [], { account: holder })).toSorted()).toEqual([
      "prove passkey",
      "prove passkey+passkey",
      "prove passkey+password",
      "prove passkey+totp",
    ]);
    const platform = account({ passkeys: ["platform"] });
    expect(optionsOf(ask("sign-in", [], { account: platform }))).toEqual(["prove passkey"]);
  });

  test("offers what can always come: a mailbox, a link, somebody's word", () => {
    const bare = account({ secrets: ["recovery-code"], channels: 2, everHad: ["passkey"] });
    expect(optionsOf(ask("recover", [], { account: bare })).toSorted()).toEqual([
      "prove external+recovery-code",
      "prove magic-link+recovery-code",
    ]);
    const byMail = { anyOf: [{ allOf: [{ prove: "email-code" as const }] }] };
    const policy = balancedWith({ actions: { pay: byMail } });
    expect(optionsOf(ask("pay", [], { policy, account: bare }))).toEqual(["prove email-code"]);
  });

  test("asks for proofs before anything is created", () => {
    const options = optionsOf(ask("enrol:passkey", [newKey], { account: holder }));
    expect(options.every((option) => option.startsWith("prove "))).toBe(true);
    const now = optionsOf(ask("enrol:passkey", [shown("platform")], { account: holder }));
    expect(now).toContain("enrol passkey");
  });

  test("B1: says why what was shown is not more", () => {
    const unverified = ask("sign-in", [shown("platform", { userVerified: false })], {
      account: holder,
    });
    expect(codesOf(unverified).slice(0, 1)).toEqual(["user_verification_missing"]);
    expect(unverified.reasons[0]).toMatchObject({ rule: "sign-in", evidence: { kind: "passkey" } });
    const good = shown("vault", { credential: "two" });
    expect(codesOf(ask("sign-in", [good], { account: holder }))).not.toContain("user_verified");
    expect(codesOf(ask("sign-in", [mail()], { account: holder }))).toEqual([]);
    expect(codesOf(ask("sign-in", [password()], { account: holder }))).toEqual([]);
  });

  test("says of a passkey whether it is one step here, or is not taken at all", () => {
    const one = ask("sign-in", [shown("vault", { credential: "two" })], { account: holder });
    expect(codesOf(one)).toContain("passkey_one_step");
    const two = account({ passkeys: ["platform", "hardware key"] });
    const strict = { account: two, policy: "strict" };
    const none = ask("sign-in", [shown("platform", { userVerified: false })], strict);
    expect(codesOf(none)).toContain("passkey_not_accepted");
    expect(codesOf(ask("sign-in", [password()], { account: holder }))).not.toContain(
      "passkey_one_step",
    );
  });

  test("does not call a passkey one step of two that is only too old", () => {
    const old = shown("platform", { at: plusSeconds(NOW, -301) });
    const decision = ask("enrol:passkey", [old], { account: holder });
    expect(decision.answer).toBe("need");
    expect(codesOf(decision)).not.toContain("passkey_one_step");
  });

  test("names no account that could tell whether there is one (R37)", () => {
    const nobody = ask("sign-in", [], { account: null, subject: null });
    expect(nobody.answer).toBe("need");
    expect(optionsOf(nobody)).toContain("prove passkey");
  });
});

test("evidence is branded: a literal of the right shape is a fault", () => {
  expect(() => ask("sign-in", [proofFacts()])).toThrow("ASSAY_EVIDENCE_FORGED");
  const copies: readonly Evidence[] = [{ ...proof(PASSKEYS.platform) }];
  expect(() => ask("sign-in", copies)).toThrow("ASSAY_EVIDENCE_FORGED");
});
