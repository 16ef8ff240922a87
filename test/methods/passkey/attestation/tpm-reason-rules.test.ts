import { sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { basicConstraints, ecKey, LEAF } from "../../../certificates/authority.ts";
import { asMap, registration, type Statement } from "./fixture.ts";
import { malformed, reason, refused, unbound } from "./reason.ts";
import { TPM_EXTENSIONS, type TpmOptions, tpmStatement } from "./statements.ts";
import { nameOf, publicArea } from "./tpm-writer.ts";

const it = registration();
const key = ecKey();
const odd = ecKey("secp256k1").publicKey;
const bc = basicConstraints(false);

describe("tpm says which rule was broken", () => {
  const tpm = (options: TpmOptions) =>
    reason("tpm", asMap(tpmStatement(it, { identity: key, ...options })), it);
  const changed = (more: Statement) =>
    reason("tpm", asMap({ ...tpmStatement(it, { identity: key }), ...more }), it);

  test("of the syntax", () => {
    expect(changed({ ver: "1.2" })).toBe(malformed("ver"));
    expect(changed({ alg: null })).toBe(malformed("alg, sig"));
    expect(changed({ sig: null })).toBe(malformed("alg, sig"));
    expect(changed({ certInfo: null })).toBe(malformed("certInfo, pubArea"));
    expect(changed({ pubArea: null })).toBe(malformed("certInfo, pubArea"));
    expect(changed({ pubArea: Buffer.of(1) })).toBe(malformed("pubArea"));
    expect(changed({ certInfo: Buffer.of(1) })).toBe(unbound("magic"));
    const { certInfo } = tpmStatement(it, { identity: key });
    const longer = Buffer.concat([certInfo as Uint8Array, Buffer.of(0)]);
    expect(changed({ certInfo: longer })).toBe(malformed("certInfo"));
  });

  test("of what the TPM certifies", () => {
    expect(tpm({ area: publicArea(ecKey().publicKey) })).toBe("attestation_key_mismatch: pubArea");
    expect(tpm({ info: { magic: 1 } })).toBe(unbound("magic"));
    expect(tpm({ info: { type: 0x8018 } })).toBe(unbound("type"));
    expect(tpm({ info: { extraData: Buffer.alloc(32) } })).toBe(unbound("extraData"));
    expect(tpm({ info: { name: Buffer.alloc(34) } })).toBe(unbound("name"));
    const weak = publicArea(it.credential.publicKey, { nameAlgorithm: 4 });
    expect(tpm({ area: weak, info: { name: nameOf(weak, "sha1") } })).toBe(
      "attestation_algorithm_refused: nameAlg",
    );
  });

  test("of its attestation of another kind, whatever stands in place of the name", () => {
    const { certInfo } = tpmStatement(it, { identity: key, info: { type: 0x8018 } });
    const quote = Buffer.concat([certInfo as Uint8Array, Buffer.of(1, 2, 3)]);
    const sig = sign("sha256", quote, key.privateKey);
    expect(changed({ certInfo: quote, sig })).toBe(unbound("type"));
  });

  test("of the certificate", () => {
    const [san, aik] = TPM_EXTENSIONS;
    const certified = (certificate: object) => tpm({ certificate });
    expect(certified({ publicKey: odd })).toBe(refused("key"));
    expect(certified({ version: 2 })).toBe(refused("version is not 3"));
    expect(certified({ subject: LEAF })).toBe(refused("subject is not empty"));
    expect(certified({ extensions: [aik, bc] })).toBe(
      refused("subject alternative name does not name a TPM"),
    );
    expect(certified({ extensions: [san, bc] })).toBe(
      refused("extended key usage lacks AIK certificate"),
    );
    expect(certified({ extensions: [san, aik] })).toBe(refused("basic constraints do not deny CA"));
  });

  test("of the hash: names are made with SHA-512 too", () => {
    const area = publicArea(it.credential.publicKey, { nameAlgorithm: 0x000d });
    expect(tpm({ area, info: { name: nameOf(area, "sha512") } })).toBe("verified");
    expect(tpm({ area, info: { name: nameOf(area, "sha256") } })).toBe(unbound("name"));
  });
});
