import { describe, expect, test } from "vitest";
import { decide } from "../../src/policy/decide.ts";
import { explain } from "../../src/policy/explain.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import { balancedWith } from "./ask.ts";
import { proof } from "./evidence.ts";
import { question, explained, combination, why } from "./explain-world.ts";

describe("explain says which proof meets which term", () => {
  test("and what the decision rests on", () => {
    const evidence = [{ prove: "password" }, { prove: "passkey", provider: "Vault" }];
    const explanation = explained({ evidence });
    expect(explanation.decision).toMatchObject({
      answer: "allow",
      rule: "sign-in/3",
      restsOn: [1, 0],
    });
    expect("grant" in explanation.decision).toBe(false);
    expect(combination(explanation, "sign-in/3")).toMatchObject({
      state: "met",
      terms: [{ metBy: 1 }, { metBy: 0 }],
    });
    expect(explanation.clauses[0]).toMatchObject({ from: "policy", metBy: "sign-in/3" });
    expect(explanation.proofs[1]).toMatchObject({
      method: "passkey",
      counts: true,
      passkey: { provider: "Vault", keeper: "vault", userVerification: "claimed" },
    });
  });

  test("without a grant, of evidence that was seen as well", () => {
    const asked = question({ evidence: [{ prove: "passkey", provider: "Platform" }] });
    const seen = { ...asked, assurance: { ...asked.assurance, standing: "seen" as const } };
    expect(decide(seen)).toMatchObject({ answer: "allow", grant: { action: "sign-in" } });
    expect(explain(seen).decision).toMatchObject({ answer: "allow" });
    expect("grant" in explain(seen).decision).toBe(false);
  });
});

describe("explain says why a candidate falls short", () => {
  const policy = balancedWith({
    passkeyClasses: {
      bound: { userVerification: "none", deviceBound: true },
      attested: { userVerification: "none", attested: true },
      certified: { userVerification: "none", attested: true, certified: { fips: 2, fido: "L3" } },
    },
    actions: {
      pay: {
        anyOf: [
          { allOf: [{ prove: "passkey", class: "platform", maxAgeSeconds: 60 }] },
          { allOf: [{ prove: "passkey", class: "vault-with-second-step" }] },
          { allOf: [{ prove: "passkey", class: "bound" }] },
          { allOf: [{ prove: "passkey", class: ["attested", "certified"] }] },
          { allOf: [{ prove: "external", assertion: "approval" }] },
          { allOf: [{ prove: "passkey", class: "any" }, { prove: "totp" }] },
          { allOf: [{ prove: "passkey", class: "certified" }] },
          { allOf: [{ prove: "passkey", class: "any" }, { prove: "password" }, { prove: "totp" }] },
        ],
      },
    },
  });

  function pay(...evidence: readonly object[]) {
    return explained({ evidence }, { policy, action: "pay" });
  }

  test("class by class, by the first thing that it lacks", () => {
    const vault = pay({ prove: "passkey", provider: "Vault" });
    expect(why(vault, "pay/1")).toEqual([
      {
        code: "not-in-class",
        class: "platform",
        lacks: "keepers",
        asked: ["platform"],
        is: "vault",
      },
    ]);
    expect(why(vault, "pay/2")).toMatchObject([{ lacks: "vaultSecondStep", is: false }]);
    expect(why(vault, "pay/3")).toMatchObject([{ lacks: "deviceBound", is: false }]);
    expect(why(vault, "pay/4")).toMatchObject([
      { class: "attested", lacks: "attested" },
      { class: "certified", lacks: "attested" },
    ]);
    const key = { prove: "passkey", keeper: "hardware-key", attested: true };
    const certified = pay({ ...key, statuses: ["FIPS140_CERTIFIED_L1", "FIDO_CERTIFIED_L2"] });
    expect(why(certified, "pay/7")).toMatchObject([
      {
        lacks: "certified",
        asked: ["FIPS 140 level 2", "FIDO L3"],
        is: ["FIPS 140 level 1", "FIDO L2"],
      },
    ]);
    const unverified = pay({ prove: "passkey", provider: "Platform", userVerified: false });
    expect(why(unverified, "pay/1")).toMatchObject([
      { lacks: "userVerification", asked: "claimed", is: "none" },
    ]);
  });

  test("by its age, alone and beside its class", () => {
    const old = { prove: "passkey", provider: "Platform", ageSeconds: 61 };
    expect(why(pay(old), "pay/1")).toEqual([
      { code: "too-old", ageSeconds: 61, maxAgeSeconds: 60 },
    ]);
    const both = pay({ ...old, provider: "Vault" });
    expect(why(both, "pay/1")?.map(({ code }) => code)).toEqual(["too-old", "not-in-class"]);
  });

  test("by each thing that refuses it, and by nothing else", () => {
    const statuses = ["REVOKED", "ATTESTATION_KEY_COMPROMISE", "USER_VERIFICATION_BYPASS"];
    const refused = pay({ prove: "passkey", keeper: "platform", statuses });
    expect(why(refused, "pay/6")).toEqual([
      { code: "refused", by: ["revoked", "user-verification-bypassed"] },
    ]);
    expect(refused.proofs[0]?.refusedBy).toEqual(["revoked", "user-verification-bypassed"]);
    const strict = definePolicy({ ...policy.source, counterWentBack: "refuse" });
    const clone = { prove: "passkey", keeper: "hardware-key", counterWentBack: true };
    const copied = explained({ evidence: [clone] }, { policy: strict, action: "pay" });
    expect(why(copied, "pay/6")).toEqual([{ code: "refused", by: ["counter-went-back"] }]);
    expect(why(pay(clone), "pay/1")?.map(({ code }) => code)).toEqual(["not-in-class"]);
  });

  test("by what it asserts", () => {
    const link = pay({ prove: "external", assertion: "enrolment-link" });
    expect(why(link, "pay/5")).toEqual([
      { code: "other-assertion", asked: "approval", is: "enrolment-link" },
    ]);
  });

  test("by the proof that it falls with", () => {
    const evidence = [{ prove: "passkey", provider: "Vault" }, { prove: "totp" }];
    expect(why(explained({ evidence }, { policy, action: "pay" }), "pay/6")).toEqual([
      { code: "falls-with", proof: 0, to: ["vault:?"] },
    ]);
    const three = pay(...evidence, { prove: "password" });
    // It stands beside the password: it falls with the passkey alone.
    expect(why(three, "pay/8")).toEqual([{ code: "falls-with", proof: 0, to: ["vault:?"] }]);
    const same = explained({ evidence: [{ prove: "passkey", provider: "Vault" }] });
    expect(why(same, "sign-in/2")).toEqual([{ code: "used-already" }]);
  });

  test("by whose it is", () => {
    const asked = question({ evidence: [{ prove: "passkey", provider: "Platform" }] });
    const other = explain({ ...asked, subject: proof().account });
    expect(other.proofs[0]?.counts).toBe(false);
    expect(why(other, "sign-in/1")).toBeUndefined();
  });
});
