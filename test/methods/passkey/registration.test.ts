import { encode } from "cborg";
import { describe, expect, test } from "vitest";
import { concat, fromBase64url, toBase64url } from "../../../src/base/bytes.ts";
import { standingOf } from "../../../src/evidence/evidence.ts";
import {
  type ExpectedRegistration,
  verifyRegistration,
} from "../../../src/methods/passkey/public.ts";
import { caseNamed, expectedOf, run } from "./corpus.ts";
import {
  attested,
  authenticatorData,
  CHALLENGE,
  CREDENTIAL_ID,
  clientData,
  EXPECTED,
  FLAGS,
  noneObject,
  ORIGIN,
  PUBLIC_KEY,
  RP_ID,
  registrationResponse,
} from "./make.ts";

const { UP, UV, BE, BS, AT, ED } = FLAGS;

function register(authData: Uint8Array, expected: Partial<ExpectedRegistration> = {}) {
  const response = registrationResponse(noneObject(authData));
  return verifyRegistration({ response, expected: { ...EXPECTED, ...expected } });
}

describe("a registration gives", () => {
  const authData = authenticatorData(
    UP | UV | BE | AT | ED,
    3,
    concat(attested(), encode({ credProtect: 2 })),
  );
  const response = {
    ...registrationResponse(noneObject(authData)),
    authenticatorAttachment: "platform",
    clientExtensionResults: { credProps: { rk: true }, unasked: 1 },
  };
  const transports = ["internal", "hybrid", "new-one"];
  const given = { ...response, response: { ...response.response, transports } };
  const verified = verifyRegistration({
    response: given,
    expected: { ...EXPECTED, userVerification: "required", account: "someone" },
  });

  test("what to store", () => {
    expect(verified.ok && verified.credential).toEqual({
      id: CREDENTIAL_ID,
      publicKey: toBase64url(PUBLIC_KEY),
      algorithm: -7,
      counter: 3,
      backupEligible: true,
      backedUp: false,
      uvInitialized: true,
      aaguid: "00000000-0000-0000-0000-000000000000",
      transports,
      attestationObject: response.response.attestationObject,
      clientDataJSON: response.response.clientDataJSON,
    });
  });

  test("evidence with every fact, none of it better than the client's word without attestation", () => {
    const claimed = (value: unknown) => ({ value, from: "claimed" });
    expect(verified.ok && verified.evidence).toEqual({
      kind: "passkey",
      ceremony: "enrol",
      account: "someone",
      at: EXPECTED.now.getTime(),
      credential: CREDENTIAL_ID,
      rpId: RP_ID,
      origin: claimed(ORIGIN),
      crossOrigin: claimed(false),
      topOrigin: claimed(null),
      userVerificationAsked: "required",
      userPresent: claimed(true),
      userVerified: claimed(true),
      backupEligible: claimed(true),
      backedUp: claimed(false),
      signCount: claimed(3),
      attachment: claimed("platform"),
      authenticatorExtensions: claimed(["credProtect"]),
      aaguid: claimed("00000000-0000-0000-0000-000000000000"),
      algorithm: -7,
      transports: claimed(transports),
      discoverable: claimed(true),
      attestation: { format: "none", verdict: "none", path: [], keyId: null },
      mediation: "modal",
    });
  });

  test("evidence that is branded as seen", () => {
    expect(verified.ok && standingOf(verified.evidence)).toBe("seen");
  });
});

describe("provenance follows the attestation", () => {
  const factsOf = (id: string, withAnchors = true) => {
    const one = caseNamed(id);
    const policy = {
      ...one.policy,
      ...(withAnchors ? {} : { trustAnchors: [], requireAttestation: false }),
    };
    const verified = run({ ...one, policy });
    if (!verified.ok || verified.evidence.ceremony !== "enrol") return verified;
    const { evidence } = verified;
    return [evidence.attestation.verdict, evidence.aaguid.from, evidence.userVerified.from];
  };

  test.each([
    ["gen-reg-ok-packed-ES384", ["verified", "attested", "attested"]],
    ["gen-reg-ok-tpm-ES256", ["verified", "attested", "attested"]],
    ["gen-reg-ok-apple-ES256", ["verified", "attested", "attested"]],
    ["gen-reg-ok-packed-self-RS256", ["self", "signed", "signed"]],
    // Section 8.6: the statement's signature leaves flags, AAGUID and counter out.
    ["gen-reg-u2f-uv-set", ["verified", "claimed", "claimed"]],
    ["gen-reg-ok-none-ES256", ["none", "claimed", "claimed"]],
  ])("%s", (id, facts) => {
    expect(factsOf(id)).toEqual(facts);
  });

  test("a valid statement that nobody vouches for proves nothing", () => {
    expect(factsOf("gen-reg-ok-packed-ES384", false)).toEqual(["untrusted", "claimed", "claimed"]);
  });

  test("and is refused where attestation is required", () => {
    const one = caseNamed("gen-reg-ok-packed-ES384");
    const policy = { ...one.policy, trustAnchors: [] };
    expect(run({ ...one, policy })).toMatchObject({ ok: false, code: "attestation_required" });
  });

  test("the path is kept, so that a batch can be found again", () => {
    const verified = run(caseNamed("gen-reg-x5c-inter-ok"));
    const path =
      verified.ok && verified.evidence.ceremony === "enrol" && verified.evidence.attestation.path;
    expect(path).toHaveLength(3);
  });
});

describe("a registration is refused", () => {
  test.each([
    [
      "for another RP ID",
      authenticatorData(UP | AT, 0, attested(), "evil.example"),
      "rp_id_mismatch",
    ],
    ["without user presence", authenticatorData(AT, 0, attested()), "user_not_present"],
    [
      "backed up but not eligible",
      authenticatorData(UP | BS | AT, 0, attested()),
      "backup_state_invalid",
    ],
    ["without a credential", authenticatorData(UP), "authenticator_data_malformed"],
    [
      "with an empty credential id",
      authenticatorData(UP | AT, 0, attested(PUBLIC_KEY, new Uint8Array())),
      "credential_id_invalid",
    ],
    [
      "with a credential id of 1024 bytes",
      authenticatorData(UP | AT, 0, attested(PUBLIC_KEY, new Uint8Array(1024))),
      "credential_id_invalid",
    ],
    [
      "with another credential id inside",
      authenticatorData(UP | AT, 0, attested(PUBLIC_KEY, new Uint8Array(32))),
      "credential_mismatch",
    ],
  ])("%s", (_, authData, code) => {
    expect(register(authData)).toMatchObject({ ok: false, code });
  });

  test("without user verification exactly where it is required", () => {
    const authData = authenticatorData(UP | AT, 0, attested());
    expect(register(authData).ok).toBe(true);
    expect(register(authData, { userVerification: "required" })).toMatchObject({
      code: "user_not_verified",
    });
  });

  test("with a known credential id", () => {
    const authData = authenticatorData(UP | AT, 0, attested());
    const expected = { knownCredentialIds: ["other", CREDENTIAL_ID] };
    expect(register(authData, expected)).toMatchObject({ code: "credential_known" });
  });

  test("under an algorithm that was not offered", () => {
    const authData = authenticatorData(UP | AT, 0, attested());
    expect(register(authData, { algorithms: [-8, -257] })).toMatchObject({
      code: "algorithm_not_offered",
    });
  });

  test("with an assertion's client data", () => {
    const object = noneObject(authenticatorData(UP | AT, 0, attested()));
    const response = registrationResponse(object, { data: clientData("webauthn.get") });
    expect(verifyRegistration({ response, expected: EXPECTED })).toMatchObject({
      code: "client_data_type_mismatch",
    });
  });
});

describe("a conditional creation (section 7.1 step 15)", () => {
  const silent = authenticatorData(AT, 0, attested());

  test("runs without user presence, and its passkey begins without UV", () => {
    const verified = register(silent, { mediation: "conditional" });
    expect(verified).toMatchObject({
      ok: true,
      evidence: { mediation: "conditional", userPresent: { value: false } },
      credential: { uvInitialized: false },
    });
  });

  test("is the only one that does", () => {
    for (const mediation of [undefined, "optional", "required", "silent"]) {
      expect(register(silent, { mediation })).toMatchObject({ code: "user_not_present" });
    }
  });

  test("still verifies the user where that is required", () => {
    const expected = { mediation: "conditional", userVerification: "required" } as const;
    expect(register(silent, expected)).toMatchObject({ code: "user_not_verified" });
  });
});

describe("an attestation object is malformed", () => {
  const authData = authenticatorData(UP | AT, 0, attested());
  test.each([
    ["an array", encode([1])],
    ["no fmt", encode({ attStmt: {}, authData })],
    ["fmt as a number", encode({ fmt: 1, attStmt: {}, authData })],
    ["no attStmt", encode({ fmt: "none", authData })],
    ["authData as text", encode({ fmt: "none", attStmt: {}, authData: "x".repeat(164) })],
    ["no authData", encode({ fmt: "none", attStmt: {} })],
    ["a byte after it", concat(noneObject(authData), Uint8Array.of(0))],
    ["cut by one", noneObject(authData).subarray(0, -1)],
    ["empty", new Uint8Array()],
  ])("%s", (_, object) => {
    const response = registrationResponse(object);
    expect(verifyRegistration({ response, expected: EXPECTED })).toMatchObject({
      code: "attestation_object_malformed",
    });
  });
});

describe("what stands beside the attestation object", () => {
  test("is not believed: neither key nor algorithm nor authenticator data", () => {
    const one = caseNamed("gen-reg-ok-none-ES256");
    const lies = { publicKey: "AAAA", publicKeyAlgorithm: -257, authenticatorData: "AAAA" };
    const response = { ...one.response, response: { ...one.response.response, ...lies } };
    expect(run(one, response)).toEqual(run(one));
  });

  test("may be missing, as the extension outputs may", () => {
    const authData = authenticatorData(UP | AT, 0, attested());
    const { clientExtensionResults: _, ...response } = registrationResponse(noneObject(authData));
    const verified = verifyRegistration({ response, expected: EXPECTED });
    expect(verified).toMatchObject({
      ok: true,
      evidence: { discoverable: { value: null }, attachment: { value: null } },
      credential: { transports: [] },
    });
  });
});

test("the algorithms offered by default are -8, -7 and -257", () => {
  const one = caseNamed("gen-reg-ok-packed-self-ES512");
  const { algorithms: _, ...expected } = expectedOf(one);
  expect(verifyRegistration({ response: one.response, expected })).toMatchObject({
    code: "algorithm_not_offered",
  });
  const rsa = caseNamed("gen-reg-ok-none-RS256");
  const { algorithms: __, ...others } = expectedOf(rsa);
  expect(verifyRegistration({ response: rsa.response, expected: others }).ok).toBe(true);
});

test("the challenge that is expected is the one that was issued", () => {
  const authData = authenticatorData(UP | AT, 0, attested());
  const other = toBase64url(new Uint8Array(32));
  expect(fromBase64url(CHALLENGE)).not.toEqual(fromBase64url(other));
  expect(register(authData, { challenge: other })).toMatchObject({ code: "challenge_mismatch" });
});
