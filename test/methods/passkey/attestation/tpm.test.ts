import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyStatement } from "../../../../src/methods/passkey/attestation/statement.ts";
import {
  basicConstraints,
  ecKey,
  type ExtensionOptions,
  rsaKey,
} from "../../../certificates/authority.ts";
import { context, oid, sequence, set, tlv } from "../../../certificates/der-writer.ts";
import {
  aaguidExtension,
  asMap,
  outcome,
  type Registration,
  registration,
  root,
  type Statement,
} from "./fixture.ts";
import {
  TPM_EXTENSIONS,
  TPM_NAME,
  tpmAlternativeName,
  tpmAttribute,
  type TpmOptions,
  tpmStatement,
} from "./statements.ts";
import { nameOf, publicArea, sized, uint16 } from "./tpm-writer.ts";

const it = registration();
const identity = ecKey();
const rsa = rsaKey();
const otherRsa = rsaKey();

const tpm = (statement: Statement, of = it) => outcome("tpm", asMap(statement), of);
const changed = ({ of = it, ...options }: TpmOptions & { readonly of?: Registration }) =>
  tpm(tpmStatement(of, { identity, ...options }), of);

describe("WebAuthn L3 section 8.3: tpm", () => {
  test("verified, with an identity key on P-256, of RSA, and with other hashes", () => {
    expect(changed({})).toBe("verified");
    expect(changed({ identity: rsa })).toBe("verified");
    expect(changed({ identity: ecKey("P-384"), hash: "sha384" })).toBe("verified");
    expect(changed({ identity: ecKey("P-521"), hash: "sha512" })).toBe("verified");
  });

  test.each([
    ["P-384", ecKey("P-384")],
    ["P-521", ecKey("P-521")],
    ["RSA", rsa],
  ])("credential keys of %s", (_, pair) => {
    expect(changed({ of: registration(pair) })).toBe("verified");
  });

  test("names made with other hashes, and schemes that name theirs", () => {
    const area = publicArea(it.credential.publicKey, { nameAlgorithm: 0x000c });
    expect(changed({ area, info: { name: nameOf(area, "sha384") } })).toBe("verified");
    const ecdsa = Buffer.concat([uint16(0x0018), uint16(0x000b)]);
    expect(changed({ areaOptions: { scheme: ecdsa } })).toBe("verified");
    const ecdaa = Buffer.concat([uint16(0x001a), uint16(0x000b), uint16(1)]);
    expect(changed({ areaOptions: { scheme: ecdaa } })).toBe("verified");
  });

  test("leading zeros that the TPM leaves out or adds", () => {
    const { x = new Uint8Array() } = it.input.credentialKey;
    const padded = Buffer.concat([Buffer.of(0, 0), x]);
    expect(changed({ areaOptions: { x: padded } })).toBe("verified");
    const ofRsa = registration(rsa);
    expect(changed({ of: ofRsa, areaOptions: { exponent: 65_537 } })).toBe("verified");
  });

  test("pubArea must be the credential key", () => {
    const mismatch = "attestation_key_mismatch";
    const { x = new Uint8Array() } = it.input.credentialKey;
    expect(changed({ area: publicArea(ecKey().publicKey) })).toBe(mismatch);
    expect(changed({ area: publicArea(otherRsa.publicKey) })).toBe(mismatch);
    expect(changed({ areaOptions: { curve: 4 } })).toBe(mismatch);
    expect(changed({ areaOptions: { curve: 0x0010 } })).toBe(mismatch);
    expect(changed({ areaOptions: { x: x.subarray(0, -1) } })).toBe(mismatch);
    const ofRsa = registration(rsa);
    expect(changed({ of: ofRsa, areaOptions: { exponent: 3 } })).toBe(mismatch);
    expect(changed({ of: ofRsa, area: publicArea(otherRsa.publicKey) })).toBe(mismatch);
    expect(changed({ of: ofRsa, area: publicArea(ecKey().publicKey) })).toBe(mismatch);
    const edwards = registration(generateKeyPairSync("ed25519"));
    expect(changed({ of: edwards, area: publicArea(ecKey().publicKey) })).toBe(mismatch);
  });

  test("magic, type, extraData and name bind it to this key and this ceremony", () => {
    const invalid = "attestation_binding_invalid";
    expect(changed({ info: { magic: 0xff54_4348 } })).toBe(invalid);
    expect(changed({ info: { type: 0x8018 } })).toBe(invalid);
    expect(changed({ info: { extraData: Buffer.alloc(32) } })).toBe(invalid);
    expect(
      changed({ info: { extraData: createHash("sha1").update(it.signedData).digest() } }),
    ).toBe(invalid);
    expect(
      tpm(tpmStatement(it, { identity }), {
        ...it,
        input: { ...it.input, clientDataHash: Buffer.alloc(32) },
      }),
    ).toBe(invalid);
    const area = publicArea(it.credential.publicKey);
    expect(changed({ info: { name: nameOf(ecArea()) } })).toBe(invalid);
    expect(changed({ info: { name: nameOf(area, "sha256", uint16(0x0004)) } })).toBe(invalid);
    expect(changed({ info: { name: new Uint8Array() } })).toBe(invalid);
  });

  test("hashes that are too weak to name a key by", () => {
    const area = publicArea(it.credential.publicKey, { nameAlgorithm: 0x0004 });
    expect(changed({ area, info: { name: nameOf(area, "sha1") } })).toBe(
      "attestation_algorithm_refused",
    );
  });

  test("the signature is the identity key's, over certInfo", () => {
    const statement = tpmStatement(it, { identity });
    const sig = sign("sha256", it.signedData, identity.privateKey);
    expect(tpm({ ...statement, sig })).toBe("attestation_signature_invalid");
    const byOther = sign("sha256", statement["certInfo"] as Buffer, ecKey().privateKey);
    expect(tpm({ ...statement, sig: byOther })).toBe("attestation_signature_invalid");
  });

  test("algorithms that fix no hash, or that nobody knows", () => {
    for (const alg of [-8, -48, -47, 0, -9999]) {
      expect(tpm({ ...tpmStatement(it, { identity }), alg })).toBe("attestation_algorithm_refused");
    }
  });

  test("an identity key of a kind that is not used here", () => {
    const odd = ecKey("secp256k1");
    expect(tpm({ ...tpmStatement(it, { identity: odd }), alg: -7 })).toBe(
      "attestation_certificate_refused",
    );
  });
});

describe("tpm: SHA-1 signatures of older Windows", () => {
  const rs1: Statement = { ...tpmStatement(it, { identity: rsa, hash: "sha1" }), alg: -65_535 };

  test("valid, and never verified", () => {
    const input = {
      ...it.input,
      format: "tpm",
      statement: asMap(rs1),
      trustAnchors: () => [root.der],
    };
    expect(verifyStatement(input)).toMatchObject({
      ok: true,
      value: { verdict: "untrusted", untrustedBecause: "signature_algorithm_weak" },
    });
  });

  test("still checked", () => {
    const sig = Buffer.from(rs1["sig"] as Uint8Array).fill(0, 0, 4);
    expect(tpm({ ...rs1, sig })).toBe("attestation_signature_invalid");
    expect(tpm({ ...tpmStatement(it, { identity, hash: "sha1" }), alg: -65_535 })).toBe(
      "attestation_signature_invalid",
    );
    expect(tpm({ ...tpmStatement(it, { identity: rsa }), alg: -65_535 })).toBe(
      "attestation_binding_invalid",
    );
  });
});

describe("WebAuthn L3 section 8.3.1: TPM certificate requirements", () => {
  const refused = "attestation_certificate_refused";
  const [san, aik, bc] = TPM_EXTENSIONS;
  const extended = (...extensions: ExtensionOptions[]) => changed({ certificate: { extensions } });

  test("version 3 and an empty subject", () => {
    expect(changed({ certificate: { version: 2 } })).toBe(refused);
    expect(changed({ certificate: { subject: [["CN", "x"]] } })).toBe(refused);
  });

  test("a critical alternative name that names a TPM once", () => {
    expect(extended(san, aik, bc)).toBe("verified");
    expect(extended(aik, bc)).toBe(refused);
    expect(extended(tpmAlternativeName(TPM_NAME, false), aik, bc)).toBe(refused);
    for (const [index] of TPM_NAME.entries()) {
      expect(extended(tpmAlternativeName(TPM_NAME.toSpliced(index, 1)), aik, bc)).toBe(refused);
      const [type] = TPM_NAME[index] ?? [""];
      expect(extended(tpmAlternativeName([...TPM_NAME, [type, "id:0"]]), aik, bc)).toBe(refused);
      expect(extended(tpmAlternativeName(TPM_NAME.with(index, [type, ""])), aik, bc)).toBe(refused);
    }
    const directoryName = context(4, sequence(set(...TPM_NAME.map(tpmAttribute))));
    const twice = { ...san, value: sequence(directoryName, directoryName) };
    expect(extended(twice, aik, bc)).toBe(refused);
    const dns = { ...san, value: sequence(tlv(0x82, Buffer.from("example.org"))) };
    expect(extended(dns, aik, bc)).toBe(refused);
    expect(extended({ ...san, value: Buffer.of(0x30, 1) }, aik, bc)).toBe(refused);
  });

  test("one relative name each, as well as all in one", () => {
    const spread = sequence(...TPM_NAME.map((each) => set(tpmAttribute(each))));
    expect(extended({ ...san, value: sequence(context(4, spread)) }, aik, bc)).toBe("verified");
  });

  test("a manufacturer and a version by their form; the registry of vendors is not asked", () => {
    const named = (manufacturer: string, version = "id:13") =>
      extended(
        tpmAlternativeName([
          ["2.23.133.2.1", manufacturer],
          ["2.23.133.2.2", "Model"],
          ["2.23.133.2.3", version],
        ]),
        aik,
        bc,
      );
    expect(named("id:00000000")).toBe("verified");
    for (const text of ["4E544300", "id:4E5443", "id:4E54430G", "id:4E5443000"]) {
      expect(named(text)).toBe(refused);
    }
    expect(named("id:4E544300", "13")).toBe(refused);
  });

  test("extended key usage for attestation identity keys", () => {
    const server = oid("1.3.6.1.5.5.7.3.1");
    expect(extended(san, bc)).toBe(refused);
    expect(extended(san, { ...aik, value: sequence(server) }, bc)).toBe(refused);
    const both = sequence(server, oid("2.23.133.8.3"));
    expect(extended(san, { ...aik, value: both }, bc)).toBe("verified");
  });

  test("no authority", () => {
    expect(extended(san, aik)).toBe(refused);
    expect(extended(san, aik, basicConstraints(true))).toBe(refused);
  });

  test("the AAGUID, where it is named", () => {
    expect(extended(san, aik, bc, aaguidExtension(Buffer.alloc(16)))).toBe(refused);
  });
});

describe("WebAuthn L3 section 8.3: syntax", () => {
  const malformed = "attestation_statement_malformed";
  const whole = tpmStatement(it, { identity });

  test.each(["ver", "alg", "x5c", "sig", "certInfo", "pubArea"])("without %s", (name) => {
    const { [name]: _, ...rest } = whole;
    expect(tpm(rest)).toBe(malformed);
    expect(tpm({ ...whole, [name]: null })).toBe(malformed);
  });

  test("version 1.2, members of others, nothing", () => {
    expect(tpm({ ...whole, ver: "1.2" })).toBe(malformed);
    expect(tpm({ ...whole, ecdaaKeyId: Buffer.of(1) })).toBe(malformed);
    expect(tpm({})).toBe(malformed);
    expect(tpm({ ...whole, x5c: [] })).toBe(malformed);
  });

  test.each(["certInfo", "pubArea"])("%s cut anywhere, or with bytes after it", (name) => {
    const bytes = whole[name] as Buffer;
    for (let length = 0; length < bytes.length; length++) {
      expect(tpm({ ...whole, [name]: bytes.subarray(0, length) })).not.toBe("verified");
    }
    expect(tpm({ ...whole, [name]: Buffer.concat([bytes, Buffer.of(0)]) })).toBe(malformed);
  });

  test("a public area of another kind of object, or of a key that decrypts", () => {
    const keyedHash = Buffer.from(publicArea(it.credential.publicKey));
    keyedHash.writeUInt16BE(0x0008, 0);
    expect(changed({ area: keyedHash })).toBe(malformed);
    const aes = Buffer.concat([uint16(0x0006), uint16(128), uint16(0x0043)]);
    expect(changed({ areaOptions: { symmetric: aes } })).toBe(malformed);
    expect(changed({ area: sized(Buffer.alloc(0)) })).toBe(malformed);
  });
});

function ecArea(): Buffer {
  return publicArea(ecKey().publicKey);
}
