import { describe, expect, test } from "vitest";
import { standingOf } from "../../../src/evidence/evidence.ts";
import { CASES, type Case, caseNamed, isGating, run } from "./corpus.ts";
import { DECIDED } from "./decided.ts";

const answerTo = (one: Case) => (run(one).ok ? "accept" : "reject");

describe("a case with one right answer", () => {
  test.each(CASES.filter(isGating))("$id: $why: $expect ($step)", (one) => {
    expect(answerTo(one)).toBe(one.expect);
  });
});

describe("a case that is ours to decide", () => {
  test.each(CASES.filter((one) => !isGating(one)))("$id: $why", (one) => {
    expect(answerTo(one)).toBe(DECIDED.get(one.id)?.answer ?? one.expect);
  });

  test.each([...DECIDED])("%s stands in the table because we differ", (id, { answer }) => {
    const one = caseNamed(id);
    expect(isGating(one)).toBe(false);
    expect(answer).not.toBe(one.expect);
  });
});

describe("every case", () => {
  test.each(CASES)("$id ends typed, and the same when it is asked again", (one) => {
    const result = run(one);
    if (result.ok) {
      expect(standingOf(result.evidence)).toBe("seen");
      expect(result.credential.id).toBe(one.response.id);
    } else {
      expect(result.code).toMatch(/^[a-z]+(_[a-z0-9]+)+$/);
      expect((result.detail ?? "").length).toBeLessThan(400);
    }
    expect(run(one)).toEqual(result);
  });

  test("is in the file: 30 official ones and 213 of our own", () => {
    const official = CASES.filter(({ id }) => id.startsWith("w3c-"));
    expect([official.length, CASES.length - official.length]).toEqual([30, 213]);
    expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
  });
});

/** Refused for the reason that the case is about, not for another one. */
describe("the reason", () => {
  test.each([
    ["gen-reg-cd-type-swapped", "client_data_type_mismatch"],
    ["gen-reg-cd-challenge-prefix", "challenge_mismatch"],
    ["gen-auth-cd-origin-userinfo", "origin_mismatch"],
    ["gen-auth-cd-toporigin-unexpected", "cross_origin_refused"],
    ["gen-auth-cd-toporigin-wrong", "top_origin_refused"],
    ["gen-auth-cd-deep", "client_data_malformed"],
    ["gen-reg-none-ad-rpidhash-origin", "rp_id_mismatch"],
    ["gen-reg-none-ad-up-cleared", "user_not_present"],
    ["gen-reg-ad-uv-cleared-required", "user_not_verified"],
    ["gen-reg-none-ad-bs-without-be", "backup_state_invalid"],
    ["gen-auth-ad-ed-truncated", "authenticator_data_malformed"],
    ["gen-reg-credid-4000", "credential_id_invalid"],
    ["gen-reg-credid-known", "credential_known"],
    ["gen-reg-alg-not-offered", "algorithm_not_offered"],
    ["gen-reg-alg-crv-mismatch", "key_refused"],
    ["gen-reg-not-on-curve", "key_refused"],
    ["gen-reg-ao-deep", "attestation_object_malformed"],
    ["gen-reg-self-when-basic-required", "attestation_required"],
    ["gen-reg-self-sig-flip-ES384", "attestation_signature_invalid"],
    ["gen-auth-userhandle-prefix", "user_handle_mismatch"],
    ["gen-auth-userhandle-empty", "user_handle_missing"],
    ["gen-auth-counter-equal", "counter_went_back"],
    ["gen-auth-at-replaces-key", "signature_invalid"],
    ["gen-auth-ecdsa-s-plus-n", "signature_invalid"],
    ["gen-auth-sig-standard-b64", "response_malformed"],
  ])("of %s is %s", (id, code) => {
    expect(run(caseNamed(id))).toMatchObject({ ok: false, code });
  });
});
