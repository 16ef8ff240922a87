import { describe, expect, test } from "vitest";
import { toBase64url } from "../../../src/base/bytes.ts";
import { standingOf } from "../../../src/evidence/evidence.ts";
import { verifyAuthentication } from "../../../src/methods/passkey/public.ts";
import { caseNamed, expectedOf, run } from "./corpus.ts";
import {
  assertion,
  attested,
  authenticate,
  authenticatorData,
  CREDENTIAL_ID,
  clientData,
  EXPECTED,
  FLAGS,
  ORIGIN,
  RECORD,
  RP_ID,
} from "./make.ts";

const { UP, UV, BE, BS, AT } = FLAGS;

describe("an authentication gives", () => {
  const verified = authenticate({
    response: assertion(authenticatorData(UP | UV | BE | BS, 6)),
    credential: { counter: 5, backupEligible: true },
    expected: { account: "someone", userVerification: "required" },
  });

  test("the record as it is to be stored", () => {
    expect(verified.ok && verified.credential).toEqual({
      ...RECORD,
      counter: 6,
      backupEligible: true,
      backedUp: true,
    });
  });

  test("evidence with every fact: flags signed by the credential, the page said by the client", () => {
    const signed = (value: unknown) => ({ value, from: "signed" });
    const claimed = (value: unknown) => ({ value, from: "claimed" });
    expect(verified.ok && verified.evidence).toMatchObject({
      kind: "passkey",
      ceremony: "prove",
      account: "someone",
      at: EXPECTED.now.getTime(),
      credential: CREDENTIAL_ID,
      rpId: RP_ID,
      origin: claimed(ORIGIN),
      crossOrigin: claimed(false),
      topOrigin: claimed(null),
      attachment: claimed(null),
      userVerificationAsked: "required",
      userPresent: signed(true),
      userVerified: signed(true),
      backupEligible: signed(true),
      backedUp: signed(true),
      signCount: signed(6),
      authenticatorExtensions: signed([]),
      counter: "advanced",
      backupChange: "became-backed-up",
      uvInitialized: true,
    });
    expect(verified.ok && standingOf(verified.evidence)).toBe("seen");
  });

  test("an enrolment of which nobody can tell, where the record has none", () => {
    expect(verified.ok && verified.evidence.enrolment).toMatchObject({
      credential: CREDENTIAL_ID,
      aaguid: { from: "unknown" },
      userVerified: { value: false, from: "unknown" },
      attestation: { verdict: "unchecked", path: [] },
    });
    expect(() => verified.ok && standingOf(verified.evidence.enrolment)).toThrow("FORGED");
  });

  test("the enrolment of the record, where it has one", () => {
    const registered = run(caseNamed("w3c-packed-es256-reg"));
    const one = caseNamed("w3c-packed-es256-auth");
    if (!registered.ok || registered.evidence.ceremony !== "enrol") throw new Error("no enrolment");
    const { credential, evidence } = registered;
    const given = { response: one.response, expected: expectedOf(one) };
    const proved = verifyAuthentication({
      ...given,
      credential: { ...credential, enrolment: evidence },
    });
    expect(proved.ok && proved.evidence.enrolment).toBe(evidence);
    expect(() =>
      verifyAuthentication({ ...given, credential: { ...RECORD, enrolment: evidence } }),
    ).toThrow("ASSAY_EXPECTED_INVALID");
  });

  test("the enrolment of a record that was stored before it had a keyId", () => {
    const registered = run(caseNamed("w3c-packed-es256-reg"));
    const one = caseNamed("w3c-packed-es256-auth");
    if (!registered.ok || registered.evidence.ceremony !== "enrol") throw new Error("no enrolment");
    const { keyId: _, ...attestation } = registered.evidence.attestation;
    const enrolment = JSON.parse(JSON.stringify({ ...registered.evidence, attestation }));
    const credential = { ...registered.credential, enrolment };
    const given = { response: one.response, expected: expectedOf(one), credential };
    expect(verifyAuthentication(given)).toMatchObject({
      evidence: { enrolment: { attestation: { ...attestation, keyId: null } } },
    });
  });

  test("uvInitialized as it was before: no assertion raises it by itself", () => {
    const after = authenticate({ credential: { uvInitialized: false } });
    expect(after).toMatchObject({
      ok: true,
      evidence: { uvInitialized: false, userVerified: { value: true } },
      credential: { uvInitialized: false },
    });
    expect(authenticate({ credential: { uvInitialized: undefined } })).toMatchObject({
      evidence: { uvInitialized: false },
    });
  });
});

describe("an authentication is refused", () => {
  test.each([
    [
      "for another RP ID",
      authenticatorData(UP | UV, 0, undefined, "evil.example"),
      "rp_id_mismatch",
    ],
    ["without user presence", authenticatorData(UV), "user_not_present"],
    ["backed up but not eligible (R15)", authenticatorData(UP | BS), "backup_state_invalid"],
    ["eligible, when it was not (R16)", authenticatorData(UP | BE), "backup_eligibility_changed"],
  ])("%s", (_, authData, code) => {
    expect(authenticate({ response: assertion(authData) })).toMatchObject({ ok: false, code });
  });

  test("no longer eligible, when it was (R16)", () => {
    expect(authenticate({ credential: { backupEligible: true } })).toMatchObject({
      code: "backup_eligibility_changed",
    });
    expect(authenticate({ credential: { backupEligible: undefined } }).ok).toBe(true);
    expect(authenticate({ credential: { backupEligible: null } }).ok).toBe(true);
  });

  test("without user presence even where the caller speaks of conditional mediation", () => {
    const expected = { ...EXPECTED, mediation: "conditional" };
    expect(authenticate({ response: assertion(authenticatorData(UV)), expected })).toMatchObject({
      code: "user_not_present",
    });
  });

  test("without user verification exactly where it is required (R01)", () => {
    const response = assertion(authenticatorData(UP));
    expect(authenticate({ response })).toMatchObject({
      ok: true,
      evidence: { userVerified: { value: false, from: "signed" } },
    });
    expect(authenticate({ response, expected: { userVerification: "required" } })).toMatchObject({
      code: "user_not_verified",
    });
  });

  test("with a creation's client data (R06)", () => {
    const response = assertion(authenticatorData(UP), { data: clientData("webauthn.create") });
    expect(authenticate({ response })).toMatchObject({ code: "client_data_type_mismatch" });
  });

  test("with a signature over something else (R02)", () => {
    const response = assertion(authenticatorData(UP));
    const authenticatorDataOf = (data: Uint8Array) => ({
      ...response,
      response: { ...response.response, authenticatorData: toBase64url(data) },
    });
    expect(
      authenticate({ response: authenticatorDataOf(authenticatorData(UP | UV)) }),
    ).toMatchObject({
      code: "signature_invalid",
    });
    expect(authenticate({ response: authenticatorDataOf(authenticatorData(UP)) }).ok).toBe(true);
  });

  test.each([
    ["not base64url", "*", "key_malformed"],
    ["not a key", "AAAA", "key_malformed"],
  ])("with a stored key that is %s", (_, publicKey, code) => {
    expect(authenticate({ credential: { publicKey } })).toMatchObject({ ok: false, code });
  });
});

test("keys that the answer carries are not looked at", () => {
  // Section 7.2 step 21 verifies with the record's key; AT in an assertion is well formed and idle.
  const authData = authenticatorData(UP | AT, 0, attested());
  expect(authenticate({ response: assertion(authData) }).ok).toBe(true);
  const stranger = caseNamed("w3c-none-es256-auth").credential?.publicKey ?? "";
  expect(
    authenticate({ response: assertion(authData), credential: { publicKey: stranger } }),
  ).toMatchObject({
    code: "signature_invalid",
  });
});

describe("the sign counter (section 7.2 step 22)", () => {
  const withCounter = (signCount: number, stored: number, expected = {}) =>
    authenticate({
      response: assertion(authenticatorData(UP, signCount)),
      credential: { counter: stored },
      expected,
    });

  test.each([
    [0, 0, "unsupported"],
    [1, 0, "advanced"],
    [0xffff_ffff, 0xffff_fffe, "advanced"],
  ])("%i after %i is %s", (signCount, stored, counter) => {
    expect(withCounter(signCount, stored)).toMatchObject({ ok: true, evidence: { counter } });
  });

  test.each([
    [7, 7],
    [6, 7],
    [0, 7],
  ])(
    "%i after %i went back: refused, or recorded where the caller says so",
    (signCount, stored) => {
      expect(withCounter(signCount, stored)).toMatchObject({ code: "counter_went_back" });
      expect(withCounter(signCount, stored, { counterPolicy: "record" })).toMatchObject({
        ok: true,
        evidence: { counter: "went-back" },
        credential: { counter: signCount },
      });
    },
  );

  test("is not asked before the signature is", () => {
    const response = assertion(authenticatorData(UP, 1));
    const broken = { ...response, response: { ...response.response, signature: "MAYCAQECAQE" } };
    expect(authenticate({ response: broken, credential: { counter: 9 } })).toMatchObject({
      code: "signature_invalid",
    });
  });
});

describe("the backup state", () => {
  test.each([
    [BE | BS, true, "none"],
    [BE | BS, false, "became-backed-up"],
    [BE, true, "no-longer-backed-up"],
    [BE, false, "none"],
    [BE, undefined, "none"],
  ])("with flags %i after %s changed: %s", (flags, backedUp, backupChange) => {
    const result = authenticate({
      response: assertion(authenticatorData(UP | flags)),
      credential: { backupEligible: true, backedUp },
    });
    expect(result).toMatchObject({ ok: true, evidence: { backupChange } });
  });
});
