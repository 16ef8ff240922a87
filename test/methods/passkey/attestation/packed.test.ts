import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  authority,
  basicConstraints,
  ecKey,
  LEAF,
  rsaKey,
  type Subject,
} from "../../../certificates/authority.ts";
import { integer, octetString } from "../../../certificates/der-writer.ts";
import {
  AAGUID,
  aaguidExtension,
  asMap,
  attestationExtensions,
  coseKey,
  outcome,
  registration,
  root,
  type Statement,
  signWith,
} from "./fixture.ts";
import { packedStatement } from "./statements.ts";

const it = registration();
const key = ecKey();

const packed = (statement: Statement, of = it, anchors = [root.der]) =>
  outcome("packed", asMap(statement), of, anchors);

/** A statement under a certificate that differs in `options`. */
const certified = (options: object) => packed(packedStatement(it, key, options));
const withSubject = (subject: Subject) => certified({ subject });
const without = (type: string) => LEAF.filter(([each]) => each !== type);

describe("WebAuthn L3 section 8.2: packed, with an attestation certificate", () => {
  test("a path to an anchor is verified; the same statement without one is untrusted", () => {
    const statement = packedStatement(it, key);
    expect(packed(statement)).toBe("verified");
    expect(packed(statement, it, [])).toBe("untrusted");
    expect(packed(statement, it, [authority("Other").der])).toBe("untrusted");
  });

  test.each([
    ["ES384", ecKey("P-384")],
    ["ES512", ecKey("P-521")],
    ["RS256", rsaKey()],
    ["Ed25519", generateKeyPairSync("ed25519")],
  ])("attestation keys of %s", (_, pair) => {
    expect(packed(packedStatement(it, pair))).toBe("verified");
  });

  test("the signature: changed, by another key, over other data, under another algorithm", () => {
    const statement = packedStatement(it, key);
    const flipped = Buffer.from(statement["sig"] as Uint8Array);
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    const invalid = "attestation_signature_invalid";
    expect(packed({ ...statement, sig: flipped })).toBe(invalid);
    const byCredential = signWith(it.credential.privateKey, it.signedData);
    expect(packed({ ...statement, sig: byCredential })).toBe(invalid);
    const partial = signWith(key.privateKey, it.input.authenticatorData);
    expect(packed({ ...statement, sig: partial })).toBe(invalid);
    expect(packed({ ...statement, alg: -35 })).toBe(invalid);
    expect(packed(statement, registration())).toBe(invalid);
  });

  test.each([-65_535, -47, -9999, 0])("alg %d is refused", (alg) => {
    expect(packed({ ...packedStatement(it, key), alg })).toBe("attestation_algorithm_refused");
  });

  test("a key that no algorithm here uses", () => {
    const odd = ecKey("secp256k1");
    const x5c = [root.issue({ publicKey: odd.publicKey, extensions: attestationExtensions })];
    const statement = { alg: -7, sig: sign("sha256", it.signedData, odd.privateKey), x5c };
    expect(packed(statement)).toBe("attestation_certificate_refused");
  });
});

describe("WebAuthn L3 section 8.2.1: packed certificate requirements", () => {
  const refused = "attestation_certificate_refused";

  test.each(["C", "O", "OU", "CN"])("subject without %s", (type) => {
    expect(withSubject(without(type))).toBe(refused);
  });

  test.each(["C", "O", "OU", "CN"])("subject with two %s, or an empty one", (type) => {
    const value = LEAF.find(([each]) => each === type)?.[1] ?? "";
    expect(withSubject([...LEAF, [type, value]])).toBe(refused);
    expect(withSubject([...without(type), [type, ""]])).toBe(refused);
  });

  test("subject OU and C of another value", () => {
    expect(withSubject([...without("OU"), ["OU", "authenticator attestation"]])).toBe(refused);
    expect(withSubject([...without("C"), ["C", "AAA"]])).toBe(refused);
    expect(withSubject([...without("C"), ["C", "4A"]])).toBe(refused);
  });

  test("version 1 and 2", () => {
    expect(certified({ version: 2 })).toBe(refused);
    expect(certified({ version: 1, extensions: [] })).toBe(refused);
  });

  test("basic constraints: absent, or of an authority", () => {
    expect(certified({ extensions: [aaguidExtension(AAGUID)] })).toBe(refused);
    expect(certified({ extensions: [basicConstraints(true), aaguidExtension(AAGUID)] })).toBe(
      refused,
    );
  });

  test("AAGUID extension: absent is allowed; another, a critical or an odd one is not", () => {
    const other = Buffer.from(AAGUID).fill(1, 0, 1);
    const bc = basicConstraints(false);
    const id = "1.3.6.1.4.1.45724.1.1.4";
    expect(certified({ extensions: [bc] })).toBe("verified");
    expect(certified({ extensions: [bc, aaguidExtension(other)] })).toBe(refused);
    expect(certified({ extensions: [bc, aaguidExtension(AAGUID, true)] })).toBe(refused);
    expect(certified({ extensions: [bc, aaguidExtension(AAGUID.subarray(0, 15))] })).toBe(refused);
    expect(certified({ extensions: [bc, { id, value: AAGUID }] })).toBe(refused);
    expect(certified({ extensions: [bc, { id, value: integer(...AAGUID) }] })).toBe(refused);
    const twice = Buffer.concat([octetString(AAGUID), octetString(AAGUID)]);
    expect(certified({ extensions: [bc, { id, value: twice }] })).toBe(refused);
  });
});

describe("WebAuthn L3 section 8.2: packed, by the credential key itself", () => {
  const self = { alg: -7, sig: signWith(it.credential.privateKey, it.signedData) };

  test("is self, never verified, whatever the anchors", () => {
    expect(packed(self)).toBe("self");
    expect(packed(self, it, [])).toBe("self");
  });

  test("alg must be the credential key's, though the signature would verify", () => {
    expect(packed({ ...self, alg: -9 })).toBe("attestation_algorithm_mismatch");
    expect(packed({ ...self, alg: -257 })).toBe("attestation_algorithm_mismatch");
  });

  test("the signature must be the credential key's", () => {
    const sig = signWith(key.privateKey, it.signedData);
    expect(packed({ ...self, sig })).toBe("attestation_signature_invalid");
  });

  test("an empty x5c is no self attestation", () => {
    expect(packed({ ...self, x5c: [] })).toBe("attestation_statement_malformed");
    expect(packed({ ...self, x5c: undefined })).toBe("attestation_statement_malformed");
  });
});

describe("WebAuthn L3 section 8.2: syntax", () => {
  const malformed = "attestation_statement_malformed";
  const whole = packedStatement(it, key);

  test.each(["alg", "sig"])("without %s", (name) => {
    const { [name]: _, ...rest } = whole;
    expect(packed(rest)).toBe(malformed);
  });

  test.each([
    ["sig as text", { ...whole, sig: "text" }],
    ["alg as text", { ...whole, alg: "-7" }],
    ["alg as a fraction", { ...whole, alg: -7.5 }],
    ["alg beyond integers", { ...whole, alg: -7n }],
    ["x5c as bytes", { ...whole, x5c: root.der }],
    ["x5c of text", { ...whole, x5c: ["text"] }],
    ["x5c of nine", { ...whole, x5c: Array(9).fill(root.der) }],
    ["x5c of a hundred", { ...whole, x5c: Array(100).fill(root.der) }],
    ["a member of an older level", { ...whole, ecdaaKeyId: new Uint8Array(8) }],
    ["a member of another type", new Map([...asMap(whole), [1, 2]])],
    ["no map", [whole]],
    ["nothing", undefined],
  ])("%s", (_, statement) => {
    const value =
      statement !== undefined && !Array.isArray(statement) && !(statement instanceof Map);
    expect(outcome("packed", value ? asMap(statement) : statement, it)).toBe(malformed);
  });

  test("certificates that are none", () => {
    const [leaf] = whole["x5c"] as [Uint8Array];
    for (const x5c of [[new Uint8Array()], [Buffer.alloc(300, 7)], [leaf, Buffer.of(0x30)]]) {
      expect(packed({ ...whole, x5c })).toBe("attestation_certificate_malformed");
    }
    expect(packed({ ...whole, x5c: [Buffer.concat([leaf, Buffer.alloc(20_000)])] })).toBe(
      "attestation_certificate_malformed",
    );
  });
});

test("the verdict of an Ed25519 credential's own signature", () => {
  const ed = registration(generateKeyPairSync("ed25519"));
  const sig = signWith(ed.credential.privateKey, ed.signedData);
  expect(packed({ alg: coseKey(ed.credential.publicKey).algorithm, sig }, ed)).toBe("self");
});
