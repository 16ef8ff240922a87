import { describe, expect, test } from "vitest";
import { verifyStatement } from "../../../../src/methods/passkey/attestation/statement.ts";
import { authority, basicConstraints, ecKey } from "../../../certificates/authority.ts";
import {
  context,
  integer,
  nothing,
  octetString,
  sequence,
  set,
} from "../../../certificates/der-writer.ts";
import { asMap, outcome, registration, root, type Statement, signWith } from "./fixture.ts";
import {
  androidStatement,
  type Description,
  GENUINE,
  keyDescription,
  origin,
  purpose,
} from "./statements.ts";

const it = registration();

const allApplications = context(600, nothing());

const android = (statement: Statement, of = it, anchors = [root.der]) =>
  outcome("android-key", asMap(statement), of, anchors);
const described = (options: Description) =>
  android(androidStatement(it, keyDescription(it, options)));

function reason(options: Description): string | undefined {
  const statement = asMap(androidStatement(it, keyDescription(it, options)));
  const result = verifyStatement({
    ...it.input,
    format: "android-key",
    statement,
    trustAnchors: () => [root.der],
  });
  return result.ok ? result.value.untrustedBecause : result.code;
}

describe("WebAuthn L3 section 8.4: android-key", () => {
  test("verified: hardware made the key and lets it sign", () => {
    expect(described({})).toBe("verified");
    expect(described({ levels: [2, 2] })).toBe("verified");
    expect(android(androidStatement(it), it, [])).toBe("untrusted");
  });

  test("does not vouch for the authenticator data", () => {
    const statement = asMap(androidStatement(it));
    const input = { ...it.input, format: "android-key", statement, trustAnchors: () => [root.der] };
    expect(verifyStatement(input)).toMatchObject({ value: { coversAuthenticatorData: false } });
  });

  test("fields of future versions are passed over", () => {
    const unknown = context(999, sequence(integer(1)));
    expect(described({ hardware: [...GENUINE, unknown], software: [unknown] })).toBe("verified");
  });

  test("signature and key", () => {
    const statement = androidStatement(it);
    expect(android(statement, registration())).toBe("attestation_signature_invalid");
    const other = ecKey();
    const foreign = {
      ...androidStatement(it, keyDescription(it), other.publicKey),
      sig: signWith(other.privateKey, it.signedData),
    };
    expect(android(foreign)).toBe("attestation_key_mismatch");
    expect(android({ ...statement, alg: -65_535 })).toBe("attestation_algorithm_refused");
    const odd = androidStatement(it, keyDescription(it), ecKey("secp256k1").publicKey);
    expect(android(odd)).toBe("attestation_certificate_refused");
  });

  test("the challenge is the hash of the client data", () => {
    expect(described({ challenge: Buffer.alloc(32) })).toBe("attestation_binding_invalid");
    expect(described({ challenge: new Uint8Array() })).toBe("attestation_binding_invalid");
  });

  test.each([
    ["allApplications in the hardware list", { hardware: [...GENUINE, allApplications] }],
    ["allApplications in the software list", { software: [allApplications] }],
    ["an imported key", { hardware: [purpose(2), origin(2)] }],
    ["an imported key, as software says", { software: [origin(2)] }],
    ["a key that only verifies", { hardware: [purpose(3), origin(0)] }],
    ["a key that also decrypts", { hardware: [purpose(2, 1), origin(0)] }],
    ["a key that also attests", { hardware: [purpose(2, 7), origin(0)] }],
    ["a key for nothing", { hardware: [purpose(), origin(0)] }],
  ])("%s is refused", (_, options) => {
    expect(described(options)).toBe("attestation_key_properties_refused");
  });

  test("a key that signs and verifies signs", () => {
    expect(described({ hardware: [purpose(2, 3), origin(0)] })).toBe("verified");
  });

  test.each([
    ["both lists empty, as in the official vector", { hardware: [] }],
    ["said by software alone", { hardware: [], software: GENUINE }],
    ["origin left to software", { hardware: [purpose(2)], software: [origin(0)] }],
    ["purpose left to software", { hardware: [origin(0)], software: [purpose(2)] }],
    ["an attestation made in software", { levels: [0, 1] }],
    ["a key kept in software", { levels: [1, 0] }],
  ] as const)("%s: valid, but not verified", (_, options) => {
    expect(reason(options)).toBe("key_not_hardware_enforced");
  });

  test("a description that cannot be read, or none", () => {
    const refused = "attestation_certificate_refused";
    const bare = root.issue({ publicKey: it.credential.publicKey });
    expect(android({ ...androidStatement(it), x5c: [bare] })).toBe(refused);
    const { id } = keyDescription(it);
    for (const value of [sequence(), octetString(Buffer.of(1)), Buffer.of(0x30, 9)]) {
      expect(android(androidStatement(it, { id, value }))).toBe(refused);
    }
    const odd: Description[] = [
      { hardware: [...GENUINE, origin(0)] },
      { hardware: [context(1, integer(2)), origin(0)] },
      { hardware: [purpose(2), context(702, octetString(Buffer.of(0)))] },
      { hardware: [purpose(2), context(702)] },
      { hardware: [purpose(2), context(702, integer(0), integer(2))] },
      { hardware: [purpose(2), context(702, integer(0, 0))] },
      { hardware: [context(1, set(octetString(Buffer.of(2)))), origin(0)] },
      { hardware: [integer(1)] },
      { software: [Buffer.of(0xa1, 0x09)] },
    ];
    for (const options of odd) expect(described(options)).toBe(refused);
  });

  test("an attested key that certifies another: the description stands above the leaf", () => {
    const attested = ecKey();
    const description = keyDescription(it, { challenge: Buffer.alloc(32, 7) });
    for (const above of [[description], [basicConstraints(true), description]]) {
      const genuine = authority("Genuine", { parent: root, keys: attested, extensions: above });
      const forged = genuine.issue({
        publicKey: it.credential.publicKey,
        extensions: [keyDescription(it)],
      });
      const statement = { ...androidStatement(it), x5c: [forged, genuine.der] };
      expect(android(statement)).toBe("attestation_certificate_refused");
    }
  });

  test("syntax", () => {
    const { alg: _, ...rest } = androidStatement(it);
    expect(android(rest)).toBe("attestation_statement_malformed");
    const { x5c: __, ...bare } = androidStatement(it);
    expect(android(bare)).toBe("attestation_statement_malformed");
    expect(android({ ...bare, x5c: [], ver: "2.0" })).toBe("attestation_statement_malformed");
  });
});
