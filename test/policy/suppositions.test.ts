import { describe, expect, test } from "vitest";
import { gradePasskey } from "../../src/assurance/grade-passkey.ts";
import { plusSeconds } from "../../src/base/time.ts";
import { standingOf } from "../../src/evidence/evidence.ts";
import { NOW } from "./evidence.ts";
import { AAGUIDS, KNOWLEDGE } from "./knowledge.ts";
import { supposed, answer, passkeyOf, gradeOf } from "./suppositions-world.ts";

describe("evidence that is supposed", () => {
  test("is judged like what was seen, and is good for no grant", () => {
    const about = supposed({ evidence: [{ prove: "passkey", provider: "Platform" }] });
    expect(about.evidence.map(standingOf)).toEqual(["supposed"]);
    expect(answer({ evidence: [{ prove: "passkey", provider: "Platform" }] })).toMatchObject({
      answer: "allow",
      rule: "sign-in/1",
      grant: null,
    });
  });

  test("names a provider of the list, whatever its case, or an AAGUID", () => {
    expect(gradeOf({ evidence: [{ prove: "passkey", provider: "other VAULT" }] })).toMatchObject({
      keeper: "vault",
      provider: { name: "Other vault" },
    });
    const byAaguid = { prove: "passkey", aaguid: AAGUIDS.hardwareKey.toUpperCase() };
    expect(gradeOf({ evidence: [byAaguid] })).toMatchObject({ keeper: "hardware-key" });
    expect(gradeOf({ evidence: [{ prove: "passkey" }] }).keeper).toBe("unknown");
  });

  test("supposes a keeper, what is known of it, and what the metadata says", () => {
    const vault = { prove: "passkey", keeper: "vault", secondStep: true, uvKnownIssue: true };
    const grade = gradeOf({ evidence: [vault] });
    expect(grade).toMatchObject({ keeper: "vault", uv: "known-issue" });
    expect(grade.provider?.secondStep).not.toBeNull();
    const revoked = { prove: "passkey", keeper: "hardware-key", statuses: ["REVOKED"] };
    expect([...gradeOf({ evidence: [revoked] }).model.adverse]).toEqual(["revoked"]);
    const ofOne = { prove: "passkey", provider: "Key", statuses: ["FIDO_CERTIFIED_L2"] };
    expect(gradeOf({ evidence: [{ ...ofOne, attested: true }] }).model.fido).toBe("L2");
    expect(supposed({ evidence: [revoked] }).knowledge.version).toBe("test+supposed");
    expect(supposed({ evidence: [{ prove: "passkey" }] }).knowledge).toBe(KNOWLEDGE);
  });

  test.each([
    [{}, "claimed"],
    [{ attested: true }, "attested"],
    [{ userVerified: false }, "none"],
    [{ asked: "preferred" }, "unasked"],
    [{ uvInitialized: false }, "unbacked"],
    [{ uvKnownIssue: true }, "known-issue"],
    [{ statuses: ["USER_VERIFICATION_BYPASS"] }, "bypassed"],
  ])("%j has the user verification %s", (traits, uv) => {
    const piece = { prove: "passkey", keeper: "platform", ...traits };
    expect(gradeOf({ evidence: [piece] }).uv).toBe(uv);
  });

  test("is as synced, as settled and as old as it says", () => {
    const key = { prove: "passkey", keeper: "hardware-key" };
    const vault = { prove: "passkey", keeper: "vault" };
    expect(gradeOf({ evidence: [key] }).exportable).toBe("claimed-no");
    expect(gradeOf({ evidence: [vault] }).exportable).toBe("yes");
    expect(gradeOf({ evidence: [{ ...vault, synced: false }] }).exportable).toBe("claimed-no");
    expect(gradeOf({ evidence: [key] }).settled).toBe(true);
    expect(gradeOf({ evidence: [{ ...key, settled: false }] }).settled).toBe(false);
    expect(gradeOf({ evidence: [{ ...key, counterWentBack: true }] }).counterWentBack).toBe(true);
    const old = supposed({ evidence: [{ ...key, ageSeconds: 90 }] });
    expect(old.evidence[0]?.at).toBe(plusSeconds(NOW, -90));
  });

  test("happens on the day that it says", () => {
    const before = { evidence: [{ prove: "password" }], at: "2025-02-03" };
    expect(supposed(before).now).toBe(Date.parse("2025-02-03"));
  });

  test("is of every method, and of what happens around an attempt", () => {
    const about = supposed({
      evidence: [
        { prove: "password", resetBy: ["ann@example.org"] },
        { enrol: "password" },
        { prove: "totp", keptIn: "hardware-token" },
        { enrol: "totp" },
        { prove: "sms-code", number: "+441632960001" },
        { prove: "email-code", address: "ann@example.org" },
        { prove: "magic-link" },
        { prove: "recovery-code" },
        { enrol: "recovery-code" },
        { prove: "external", assertion: "proofing", by: "desk" },
        { enrol: "passkey", keeper: "platform" },
        { fact: "begun", ageSeconds: 5 },
        { fact: "notified", channel: "ann@example.net" },
        { fact: "vetoed", channel: "+441632960001" },
      ],
    });
    expect(about.evidence).toMatchObject([
      { kind: "password", ceremony: "prove", resetBy: ["ann@example.org"] },
      { kind: "password", ceremony: "enrol" },
      { kind: "totp", keptIn: { value: "hardware-token", from: "asserted" } },
      { kind: "totp", ceremony: "enrol", keptIn: { value: "unknown", from: "unknown" } },
      { kind: "sms-code", number: "+441632960001" },
      { kind: "email-code", address: "ann@example.org" },
      { kind: "magic-link" },
      { kind: "recovery-code", ceremony: "prove" },
      { kind: "recovery-code", ceremony: "enrol" },
      { kind: "external", assertion: "proofing", by: "desk" },
      { kind: "passkey", ceremony: "enrol" },
      { kind: "begun", at: plusSeconds(NOW, -5) },
      { kind: "notified", channel: { kind: "email", address: "ann@example.net" } },
      { kind: "vetoed", channel: { kind: "sms", address: "+441632960001" } },
    ]);
  });
});

describe("the account that is supposed", () => {
  test("is nobody where nothing is shown, and for who signs up", () => {
    expect(supposed({}).account).toBeNull();
    expect(supposed({ evidence: [{ prove: "email-code" }] }, "sign-up").account).toBeNull();
    expect(supposed({ account: null, evidence: [{ prove: "password" }] }).account).toBeNull();
  });

  test("has what was shown of it, and what it is said to have", () => {
    const evidence = [
      { prove: "passkey", keeper: "vault", credential: "one" },
      { prove: "password" },
      { prove: "email-code" },
      { enrol: "totp" },
    ];
    expect(supposed({ evidence }).account).toMatchObject({
      state: "active",
      groups: [],
      channels: 1,
      everHad: ["passkey", "password"],
      credentials: [
        { id: "one", method: "passkey", state: "active", best: { keeper: "vault" } },
        { id: "password", method: "password" },
      ],
    });
    const has = [{ method: "totp", state: "suspended" }];
    const account = { has, groups: ["admins"], channels: 3, state: "disabled", everHad: ["totp"] };
    expect(supposed({ account, evidence: [{ prove: "password" }] }).account).toMatchObject({
      state: "disabled",
      groups: ["admins"],
      channels: 3,
      everHad: ["totp"],
      credentials: [{ method: "password" }, { method: "totp", state: "suspended" }],
    });
  });

  test("lends its traits to a proof that names one of its credentials", () => {
    const has = [{ method: "passkey", id: "key", keeper: "hardware-key", userVerified: false }];
    const about = supposed({
      account: { has },
      evidence: [{ prove: "passkey", credential: "key", userVerified: true }],
    });
    const grade = gradePasskey(passkeyOf(about), about.knowledge, about.now);
    // It was created without user verification: what appears later may be a thief's own PIN.
    expect(grade).toMatchObject({ keeper: "hardware-key", uv: "unbacked" });
    expect(about.account?.credentials).toMatchObject([{ id: "key", best: { uv: "unbacked" } }]);
    const secrets = supposed({
      account: { has: [{ method: "password", resetBy: ["ann@example.org"] }] },
      evidence: [{ prove: "password" }],
    });
    expect(secrets.evidence).toMatchObject([{ resetBy: ["ann@example.org"] }]);
  });
});
