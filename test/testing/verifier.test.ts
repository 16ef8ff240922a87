import { describe, expect, test } from "vitest";
import { verifyAuthentication, verifyRegistration } from "../../src/methods/passkey/public.ts";
import {
  type AlgorithmName,
  type AuthenticatorKind,
  type AuthenticatorOptions,
  createAuthenticator,
  type CreateCircumstances,
  generateCredentialKey,
  type GetCircumstances,
  type Lie,
  OMITTED,
} from "../../src/testing/public.ts";
import { creationOptions, ORIGIN, requestOptions, RP_ID } from "./fixtures.ts";

const ALGORITHMS: readonly AlgorithmName[] = ["ES256", "ES384", "EdDSA", "RS256"];
const KINDS: readonly AuthenticatorKind[] = [
  "platform-synced",
  "platform-bound",
  "security-key",
  "security-key-without-uv",
  "vault",
];

/** One account's registration and, if asked for, one authentication with what was registered. */
function openAccount(traits: AuthenticatorOptions = {}) {
  const authenticator = createAuthenticator(traits);
  const userVerification = authenticator.traits.userVerified ? "required" : "preferred";
  const anchor = authenticator.trustAnchor;
  const expected = {
    rpId: RP_ID,
    origins: [ORIGIN],
    userVerification,
    algorithms: [-7, -8, -35, -257],
    trustAnchors: anchor === undefined ? [] : [Buffer.from(anchor).toString("base64url")],
  } as const;
  const options = creationOptions({ userVerification }, { attestation: "direct" });

  function register(circumstances: Partial<CreateCircumstances> = {}) {
    const response = authenticator.create(options, { origin: ORIGIN, ...circumstances });
    const { challenge } = options;
    return verifyRegistration({ response, expected: { ...expected, challenge } });
  }

  function signIn(circumstances: Partial<GetCircumstances> = {}, stored = {}) {
    const registered = register();
    if (!registered.ok) throw new Error(registered.code);
    const credential = { ...registered.credential, ...stored };
    const allowCredentials = [{ type: "public-key", id: credential.id }];
    const request = requestOptions({ allowCredentials });
    const response = authenticator.get(request, { origin: ORIGIN, ...circumstances });
    const userHandle = options.user.id;
    const { challenge } = request;
    const bound = { ...expected, challenge, allowCredentials, userHandle };
    return verifyAuthentication({ response, credential, expected: bound });
  }
  return { authenticator, register, signIn };
}

describe("our verifier accepts what the software authenticator says", () => {
  for (const algorithm of ALGORITHMS) {
    for (const attestation of ["none", "packed-self", "packed"] as const) {
      test(`with ${algorithm} and attestation ${attestation}`, () => {
        const { register, signIn } = openAccount({ algorithm, attestation });
        const verdict = { none: "none", "packed-self": "self", packed: "verified" }[attestation];
        expect(register()).toMatchObject({ ok: true, evidence: { attestation: { verdict } } });
        expect(signIn()).toMatchObject({ ok: true });
      });
    }
  }

  for (const kind of KINDS) {
    test(`as ${kind}`, () => {
      const { authenticator, signIn } = openAccount({ kind });
      const { userVerified, backupEligible, backedUp } = authenticator.traits;
      expect(signIn()).toMatchObject({
        ok: true,
        evidence: {
          userVerified: { value: userVerified },
          backupEligible: { value: backupEligible },
          backedUp: { value: backedUp },
        },
      });
    });
  }
});

const flip = (truth: Uint8Array) => truth.map((byte, index) => (index === 9 ? byte ^ 1 : byte));
const longer = (truth: Uint8Array) => Buffer.concat([truth, Buffer.of(0)]);

/** Each lie is the only thing wrong with an answer: so it meets the one rule that forbids it. */
const LIES: readonly { readonly told: string; readonly lie: Lie; readonly code: string }[] = [
  { told: "type", lie: { type: "payment.get" }, code: "client_data_type_mismatch" },
  { told: "challenge", lie: { challenge: "AAAA" }, code: "challenge_mismatch" },
  { told: "no challenge", lie: { challenge: OMITTED }, code: "client_data_malformed" },
  { told: "origin", lie: { origin: "https://evil.example" }, code: "origin_mismatch" },
  { told: "crossOrigin", lie: { crossOrigin: true }, code: "cross_origin_refused" },
  { told: "topOrigin", lie: { topOrigin: "https://evil.example" }, code: "top_origin_refused" },
  { told: "no JSON", lie: { clientDataJson: Buffer.from("{") }, code: "client_data_malformed" },
  { told: "RP ID", lie: { rpId: "evil.example" }, code: "rp_id_mismatch" },
  { told: "RP ID hash", lie: { rpIdHash: Buffer.alloc(32) }, code: "rp_id_mismatch" },
  { told: "UP", lie: { flags: { UP: false } }, code: "user_not_present" },
  { told: "UV", lie: { flags: { UV: false } }, code: "user_not_verified" },
  { told: "BS without BE", lie: { flags: { BE: false } }, code: "backup_state_invalid" },
  { told: "ED", lie: { flags: { ED: true } }, code: "authenticator_data_malformed" },
  { told: "more data", lie: { authenticatorData: longer }, code: "authenticator_data_malformed" },
  { told: "outer type", lie: { json: { type: "password" } }, code: "response_malformed" },
];

const OTHER_ID = { json: { id: "AAAA", rawId: "AAAA" } };

const REGISTRATION_LIES: typeof LIES = [
  { told: "outer id", lie: OTHER_ID, code: "credential_mismatch" },
  { told: "AT", lie: { flags: { AT: false } }, code: "authenticator_data_malformed" },
  { told: "algorithm", lie: { algorithm: -257 }, code: "key_refused" },
  { told: "algorithm not offered", lie: { algorithm: -9 }, code: "algorithm_not_offered" },
  { told: "key", lie: { credentialKey: Buffer.of(0xa0) }, code: "key_malformed" },
  { told: "format", lie: { attestationFormat: "x" }, code: "attestation_format_unknown" },
  { told: "object", lie: { attestationObject: longer }, code: "attestation_object_malformed" },
];

const ASSERTION_LIES: typeof LIES = [
  { told: "outer id", lie: OTHER_ID, code: "credential_not_allowed" },
  { told: "signature", lie: { signature: flip }, code: "signature_invalid" },
  {
    told: "key",
    lie: { signingKey: generateCredentialKey("ES256") },
    code: "signature_invalid",
  },
  { told: "user handle", lie: { userHandle: "AAAA" }, code: "user_handle_mismatch" },
  {
    told: "BE",
    lie: { flags: { BE: false, BS: false } },
    code: "backup_eligibility_changed",
  },
  {
    told: "credential id",
    lie: { credentialId: Buffer.from("another") },
    code: "credential_not_allowed",
  },
];

describe("our verifier meets each lie with the rule that forbids it", () => {
  for (const { told, lie, code } of [...LIES, ...REGISTRATION_LIES]) {
    test(`at registration: ${told}`, () => {
      expect(openAccount().register({ lie })).toMatchObject({ ok: false, code });
    });
  }

  for (const { told, lie, code } of [...LIES, ...ASSERTION_LIES]) {
    test(`at authentication: ${told}`, () => {
      expect(openAccount().signIn({ lie })).toMatchObject({ ok: false, code });
    });
  }

  test("at authentication: a counter that went back", () => {
    const { signIn } = openAccount({ kind: "security-key" });
    expect(signIn({}, { counter: 1 })).toMatchObject({ code: "counter_went_back" });
    expect(signIn({ lie: { signCount: 2 } }, { counter: 1 })).toMatchObject({ ok: true });
  });

  test("at registration: a statement signed by another key", () => {
    const lie = { signingKey: generateCredentialKey("ES256") };
    for (const attestation of ["packed-self", "packed"] as const) {
      expect(openAccount({ attestation }).register({ lie })).toMatchObject({
        code: "attestation_signature_invalid",
      });
    }
  });

  test("at registration: another model than the certificate's", () => {
    const lie = { aaguid: "01020304-0506-0708-0102-030405060708" };
    const { register } = openAccount({ attestation: "packed" });
    expect(register({ lie })).toMatchObject({ ok: false });
  });

  test("at registration: an embedded page and a creation in passing", () => {
    const embedded = { topOrigin: "https://shop.example" };
    expect(openAccount().register(embedded)).toMatchObject({ code: "cross_origin_refused" });
    const passing = { mediation: "conditional" } as const;
    expect(openAccount().register(passing)).toMatchObject({ code: "user_not_present" });
  });
});
