import { describe, expect, test } from "vitest";
import { grade } from "../../src/assurance/assess.ts";
import { GOOD_REASONS, REASON_CODES } from "../../src/assurance/reasons.ts";
import { plusSeconds } from "../../src/base/time.ts";
import type { Showing } from "../../src/evidence/evidence.ts";
import { NOW } from "../policy/evidence.ts";
import { AAGUIDS, KNOWLEDGE, model, withMetadata } from "../policy/knowledge.ts";
import { external, link, mail, password, savedCode, sms, totp } from "../policy/others.ts";
import { created, used } from "./graded.ts";

describe("R56: the reasons of a passkey", () => {
  test.each([
    ["REVOKED", "model_revoked"],
    ["USER_KEY_REMOTE_COMPROMISE", "model_key_compromised"],
    ["USER_KEY_PHYSICAL_COMPROMISE", "model_key_extractable"],
    ["ATTESTATION_KEY_COMPROMISE", "attestation_compromised"],
    ["NOBODY_KNOWS", "model_status_unknown"],
    ["RETIRED", "model_retired"],
    ["UPDATE_AVAILABLE", "model_update_available"],
  ])("%s is said as %s", (status, code) => {
    const knowledge = withMetadata({ [AAGUIDS.fipsKey]: model(status) });
    expect(used("FIPS key", {}, knowledge).reasons).toContain(code);
    expect(used("FIPS key", {}, withMetadata()).reasons).not.toContain(code);
  });

  test("a bypass of user verification is said once, with the grade", () => {
    const knowledge = withMetadata({ [AAGUIDS.fipsKey]: model("USER_VERIFICATION_BYPASS") });
    expect(used("FIPS key", {}, knowledge).reasons).toEqual([
      "user_verification_bypassed",
      "key_attested",
    ]);
  });

  test("R41 B15 B16: a counter that went back, a copy that is gone, a passkey that is new", () => {
    expect(used("platform", { wentBack: true }).reasons).toEqual([
      "user_verified",
      "counter_went_back",
    ]);
    expect(used("platform", { backupChange: "no-longer-backed-up" }).reasons).toEqual([
      "user_verified",
      "no_longer_backed_up",
    ]);
    expect(used("platform", { backupChange: "became-backed-up" }).reasons).toEqual([
      "user_verified",
    ]);
    expect(used("platform", { settlesAt: plusSeconds(NOW, 1) }).reasons).toEqual([
      "user_verified",
      "passkey_unsettled",
    ]);
    expect(created("platform").reasons).toEqual(["user_verified"]);
  });

  test("of several, all are said", () => {
    const traits = { userVerified: false, wentBack: true, settlesAt: plusSeconds(NOW, 1) };
    expect(used("vault", traits).reasons).toEqual([
      "user_verification_missing",
      "vault_second_step_unknown",
      "passkey_unsettled",
      "counter_went_back",
    ]);
  });
});

describe("a passkey is settled", () => {
  test("from the instant that its record names on, by the time of its use", () => {
    expect(used("platform", { settlesAt: null }).settled).toBe(true);
    expect(used("platform", { settlesAt: NOW }).settled).toBe(true);
    expect(used("platform", { settlesAt: plusSeconds(NOW, 1) }).settled).toBe(false);
    // Time alone does not make an earlier proof worth more.
    const later = plusSeconds(NOW, 60);
    const early = { settlesAt: plusSeconds(NOW, 1) };
    expect(used("platform", early, KNOWLEDGE, later).settled).toBe(false);
  });
});

test.each<[string, Showing, readonly string[]]>([
  ["a password", password(), []],
  ["a one-time password", totp(), []],
  ["a text message", sms(), ["sms_is_restricted"]],
  ["a mail code", mail(), ["email_is_no_factor"]],
  ["a link", link(), ["email_is_no_factor"]],
  ["a saved code", savedCode(), ["recovery_code_is_no_factor"]],
  ["somebody's word", external("approval"), ["asserted_by_another"]],
])("%s says what it is", (_, evidence, reasons) => {
  const found = grade(evidence, KNOWLEDGE, NOW);
  expect(found).toMatchObject({
    evidence,
    method: evidence.kind,
    ceremony: "prove",
    account: evidence.account,
    at: NOW,
    phishingResistant: false,
    assertion: evidence.kind === "external" ? "approval" : null,
  });
  expect(found.reasons).toEqual(reasons);
});

test("only two reasons speak for a proof", () => {
  expect([...GOOD_REASONS]).toEqual(["user_verified", "key_attested"]);
  expect(new Set(REASON_CODES).size).toBe(REASON_CODES.length);
});
