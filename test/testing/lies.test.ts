import { createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  createAuthenticator,
  generateCredentialKey,
  type Lie,
  OMITTED,
} from "../../src/testing/public.ts";
import {
  bytes,
  coseLabels,
  creationOptions,
  ORIGIN,
  membersOf,
  readAssertion,
  readRegistration,
  requestOptions,
  sha256,
} from "./fixtures.ts";

const direct = { attestation: "direct" } as const;

function create(lie: Lie, traits = {}) {
  const authenticator = createAuthenticator(traits);
  return authenticator.create(creationOptions({}, direct), { origin: ORIGIN, lie });
}

function get(lie: Lie, traits = {}) {
  const authenticator = createAuthenticator(traits);
  const { id, response } = authenticator.create(creationOptions(), { origin: ORIGIN });
  const answer = authenticator.get(requestOptions(), { origin: ORIGIN, lie });
  return { id, answer, publicKey: response.publicKey };
}

/** Whether the signature of an assertion holds over what was sent. */
function signed({ answer, publicKey }: ReturnType<typeof get>): boolean {
  const { authData, clientDataBytes } = readAssertion(answer);
  const data = Buffer.concat([authData, sha256(clientDataBytes)]);
  const key = createPublicKey({ key: bytes(publicKey), format: "der", type: "spki" });
  return verify("sha256", data, key, bytes(answer.response.signature));
}

const flip = (truth: Uint8Array) => truth.map((byte, index) => (index === 0 ? byte ^ 1 : byte));

describe("each lie lands in both ceremonies, and the signature covers it", () => {
  const members = ["type", "challenge", "origin", "crossOrigin", "topOrigin"] as const;
  for (const member of members) {
    for (const value of ["other", ["other"], 7, null, true]) {
      test(`clientData ${member} is ${JSON.stringify(value)}`, () => {
        expect(membersOf(readRegistration(create({ [member]: value })))[member]).toEqual(value);
        const assertion = get({ [member]: value });
        expect(membersOf(readAssertion(assertion.answer))[member]).toEqual(value);
        expect(signed(assertion)).toBe(true);
      });
    }
    test(`clientData without ${member}`, () => {
      expect(membersOf(readRegistration(create({ [member]: OMITTED })))).not.toHaveProperty(member);
      expect(membersOf(readAssertion(get({ [member]: OMITTED }).answer))).not.toHaveProperty(
        member,
      );
    });
  }

  test("clientData has further members", () => {
    const lie = { clientData: { tokenBinding: { status: "new" } } };
    expect(membersOf(readRegistration(create(lie)))).toMatchObject(lie.clientData);
    expect(membersOf(readAssertion(get(lie).answer))).toMatchObject(lie.clientData);
  });

  test("raw client data", () => {
    const lie = { clientDataJson: Buffer.from("not JSON") };
    expect(readRegistration(create(lie)).clientDataBytes.toString()).toBe("not JSON");
    const assertion = get(lie);
    expect(readAssertion(assertion.answer).clientDataBytes.toString()).toBe("not JSON");
    expect(signed(assertion)).toBe(true);
  });

  const bom = (truth: Uint8Array) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), truth]);
  test("client data that is bent, not replaced", () => {
    const { clientDataBytes } = readAssertion(get({ clientDataJson: bom }).answer);
    expect(clientDataBytes.toString()).toMatch(/^\uFEFF\{"type":"webauthn.get"/u);
  });

  test("RP ID and its hash", () => {
    const hash = sha256("evil.example");
    expect(readRegistration(create({ rpId: "evil.example" })).rpIdHash).toEqual(hash);
    expect(readRegistration(create({ rpIdHash: Buffer.alloc(32) })).rpIdHash).toEqual(
      Buffer.alloc(32),
    );
    const assertion = get({ rpId: "evil.example" });
    expect(readAssertion(assertion.answer).rpIdHash).toEqual(hash);
    expect(signed(assertion)).toBe(true);
  });

  for (const flag of ["UP", "UV", "BE", "BS", "AT", "ED"] as const) {
    for (const value of [true, false]) {
      test(`${flag} is ${value}`, () => {
        const lie = { flags: { [flag]: value } };
        const kinds = ["platform-synced", "security-key-without-uv"] as const;
        for (const kind of kinds) {
          expect(readRegistration(create(lie, { kind })).flags[flag]).toBe(value);
        }
        const assertion = get(lie);
        expect(readAssertion(assertion.answer).flags[flag]).toBe(value);
        expect(signed(assertion)).toBe(true);
      });
    }
  }

  test("the sign counter", () => {
    expect(readRegistration(create({ signCount: 4_294_967_295 })).signCount).toBe(4_294_967_295);
    const assertion = get({ signCount: 17 });
    expect(readAssertion(assertion.answer).signCount).toBe(17);
    expect(signed(assertion)).toBe(true);
  });

  test("extensions", () => {
    const extensions = Buffer.from("a0", "hex");
    const created = readRegistration(create({ extensions }));
    expect(created.flags.ED).toBe(true);
    expect(created.authData.at(-1)).toBe(0xa0);
    expect(readAssertion(get({ extensions }).answer).authData.subarray(37)).toEqual(extensions);
  });

  test("raw authenticator data", () => {
    const lie = { authenticatorData: Buffer.alloc(36) };
    const answer = create(lie);
    expect(answer.response.authenticatorData).toBe(Buffer.alloc(36).toString("base64url"));
    expect(bytes(answer.response.attestationObject).includes(Buffer.alloc(36))).toBe(true);
    const { response } = get(lie).answer;
    expect(bytes(response.authenticatorData)).toEqual(Buffer.alloc(36));
  });

  test("the credential id", () => {
    const credentialId = Buffer.from("somebody else's");
    const created = create({ credentialId });
    expect(readRegistration(created).credentialId).toEqual(credentialId);
    expect(created.id).toBe(credentialId.toString("base64url"));
    expect(get({ credentialId }).answer).toMatchObject({ id: created.id, rawId: created.id });
  });

  test("the outer JSON", () => {
    const json = { id: "AA", rawId: 5, type: "password", authenticatorAttachment: OMITTED };
    const seen = { id: "AA", rawId: 5, type: "password" };
    for (const answer of [create({ json }), get({ json }).answer]) {
      expect(answer).toMatchObject(seen);
      expect(answer).not.toHaveProperty("authenticatorAttachment");
    }
    const jsonResponse = { clientDataJSON: 7, attestationObject: OMITTED, signature: OMITTED };
    expect(create({ jsonResponse }).response).not.toHaveProperty("attestationObject");
    const { response } = get({ jsonResponse }).answer;
    expect(response).not.toHaveProperty("signature");
    expect(response.clientDataJSON).toBe(7);
  });
});

describe("lies at registration", () => {
  test("AAGUID", () => {
    const { aaguid } = readRegistration(create({ aaguid: "01020304-0506-0708-0102-030405060708" }));
    expect(aaguid).toBe("01020304050607080102030405060708");
  });

  test("the algorithm's label, in the key and in its own statement", () => {
    const answer = create({ algorithm: -257 }, { attestation: "packed-self" });
    const { credentialKeyAndExtensions, attStmt } = readRegistration(answer);
    expect(coseLabels(credentialKeyAndExtensions).get(3)).toBe(-257);
    expect(attStmt).toMatchObject({ alg: -257 });
    expect(answer.response.publicKeyAlgorithm).toBe(-257);
  });

  test("the bytes of the key", () => {
    const credentialKey = Buffer.from("a10102", "hex");
    const { credentialKeyAndExtensions } = readRegistration(create({ credentialKey }));
    expect(credentialKeyAndExtensions).toEqual(credentialKey);
  });

  test("format, statement and the whole object", () => {
    const lie = { attestationFormat: "tpm", attestationStatement: { ver: "2.0" } };
    expect(readRegistration(create(lie))).toMatchObject({ fmt: "tpm", attStmt: { ver: "2.0" } });
    expect(readRegistration(create({ attestationFormat: 7 })).fmt).toBe(7);
    expect(readRegistration(create({ attestationStatement: OMITTED })).attStmt).toBeUndefined();
    const cut = create({ attestationObject: (truth) => truth.subarray(0, -3) });
    expect(() => readRegistration(cut)).toThrow("CBOR decode error");
  });

  test("the signature of a statement, and its key", () => {
    const traits = { attestation: "packed-self" } as const;
    const lie = { signature: Buffer.from("no signature") };
    expect(readRegistration(create(lie, traits)).attStmt).toMatchObject({
      sig: new Uint8Array(lie.signature),
    });
    const answer = create({ signingKey: generateCredentialKey("ES256") }, traits);
    const { authData, clientDataBytes, attStmt } = readRegistration(answer);
    const key = { key: bytes(answer.response.publicKey), format: "der", type: "spki" } as const;
    const data = Buffer.concat([authData, sha256(clientDataBytes)]);
    const { sig } = attStmt as { sig: Uint8Array };
    expect(verify("sha256", data, createPublicKey(key), sig)).toBe(false);
  });
});

describe("lies at authentication", () => {
  test("without any, the signature holds", () => {
    expect(signed(get({}))).toBe(true);
  });

  test("the signature, and another key's", () => {
    expect(signed(get({ signature: flip }))).toBe(false);
    expect(signed(get({ signingKey: generateCredentialKey("ES256") }))).toBe(false);
    expect(get({ signature: Buffer.alloc(0) }).answer.response.signature).toBe("");
  });

  test("the user handle: another, null, none", () => {
    expect(get({ userHandle: "AAAA" }).answer.response.userHandle).toBe("AAAA");
    expect(get({ userHandle: null }).answer.response.userHandle).toBeNull();
    expect(get({ userHandle: OMITTED }).answer.response).not.toHaveProperty("userHandle");
  });
});
