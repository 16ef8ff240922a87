import { createHash, generateKeyPairSync, type KeyObject, X509Certificate } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAXIMUM_CERTIFICATE_BYTES, parseCertificate } from "../../src/certificates/certificate.ts";
import { readChildren, readDer } from "../../src/certificates/der.ts";
import { authority, basicConstraints, ecKey, keyUsage, LEAF, rsaKey } from "./authority.ts";
import { nothing, octetString, oid, sequence } from "./der-writer.ts";

const root = authority("Root");
const key = ecKey();
const leaf = root.issue({
  publicKey: key.publicKey,
  extensions: [
    basicConstraints(false),
    keyUsage(0),
    { id: "1.2.3.4", value: octetString(Buffer.of(7)) },
  ],
});

describe("RFC 5280 section 4.1: reading a certificate", () => {
  test("says what the runtime's own reader says", () => {
    const ours = parseCertificate(leaf);
    const theirs = new X509Certificate(leaf);
    expect(ours?.fingerprint).toBe(
      Buffer.from(theirs.fingerprint256.replaceAll(":", ""), "hex").toString("base64url"),
    );
    expect(ours?.notBefore).toEqual(new Date(theirs.validFrom));
    expect(ours?.notAfter).toEqual(new Date(theirs.validTo));
    expect(ours?.publicKey?.equals(theirs.publicKey)).toBe(true);
    expect(ours).toMatchObject({
      version: 3,
      basicConstraints: { cA: false },
      keyUsage: { digitalSignature: true, keyCertSign: false },
    });
    expect(ours?.subject.length).toBe(LEAF.length);
    expect(ours?.serial).toBe(theirs.serialNumber.toLowerCase());
    expect([...(ours?.extensions.keys() ?? [])]).toEqual(["2.5.29.19", "2.5.29.15", "1.2.3.4"]);
  });

  test("the name that metadata has for its key: SHA-1 of the key's bits", () => {
    const keyId = (publicKey: KeyObject) => parseCertificate(root.issue({ publicKey }))?.keyId;
    const { x = "", y = "" } = key.publicKey.export({ format: "jwk" });
    const point = Buffer.concat([
      Buffer.of(4),
      Buffer.from(x, "base64url"),
      Buffer.from(y, "base64url"),
    ]);
    expect(keyId(key.publicKey)).toBe(createHash("sha1").update(point).digest("hex"));
    const rsa = rsaKey().publicKey;
    const bits = rsa.export({ format: "der", type: "pkcs1" });
    expect(keyId(rsa)).toBe(createHash("sha1").update(bits).digest("hex"));
  });

  test("what its key may sign", () => {
    const usage = (...bits: number[]) =>
      parseCertificate(reissued({ extensions: [keyUsage(...bits)] }))?.keyUsage;
    expect(usage(5)).toEqual({ digitalSignature: false, keyCertSign: true, cRLSign: false });
    expect(usage(6)).toEqual({ digitalSignature: false, keyCertSign: false, cRLSign: true });
  });

  test("versions 1 and 2", () => {
    for (const version of [1, 2] as const) {
      const der = root.issue({ publicKey: key.publicKey, version });
      expect(parseCertificate(der)?.version).toBe(version);
    }
  });

  test.each([
    ["nothing", new Uint8Array()],
    ["half of it", leaf.subarray(0, leaf.length / 2)],
    ["bytes after the end", Buffer.concat([leaf, Buffer.of(0)])],
    ["another structure", sequence(sequence(), sequence(), octetString(Buffer.of(1)))],
    [
      "an algorithm outside that is not the one inside",
      reissued({ outerAlgorithm: sequence(oid("1.2.840.10045.4.3.3")) }),
    ],
    [
      "algorithm parameters outside alone",
      reissued({ outerAlgorithm: sequence(oid("1.2.840.10045.4.3.2"), nothing()) }),
    ],
    [
      "an extension that stands twice",
      reissued({ extensions: [basicConstraints(false), basicConstraints(false)] }),
    ],
    [
      "basic constraints that are none",
      reissued({ extensions: [{ id: "2.5.29.19", value: octetString(Buffer.of(1)) }] }),
    ],
    ["a negative pathLenConstraint", reissued({ extensions: [basicConstraints(true, 0xff)] })],
    [
      "a key usage that is none",
      reissued({ extensions: [{ id: "2.5.29.15", value: sequence() }] }),
    ],
  ])("refuses %s", (_, der) => {
    expect(parseCertificate(der)).toBeUndefined();
  });

  test.each([
    ["secp256k1", ecKey("secp256k1").publicKey],
    ["brainpool", ecKey("brainpoolP256r1").publicKey],
    ["X25519", generateKeyPairSync("x25519").publicKey],
    ["RSA-PSS", generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).publicKey],
  ])("has no key of %s", (_, publicKey) => {
    const certificate = parseCertificate(root.issue({ publicKey }));
    expect(certificate).toBeDefined();
    expect(certificate?.publicKey).toBeUndefined();
  });

  test("has one spelling: no unused bits beside the signature", () => {
    const certificate = readDer(leaf) ?? expect.fail("no DER");
    const signature = readChildren(certificate)?.[2]?.content ?? expect.fail("no signature");
    for (const unused of [1, 2, 7]) {
      const respelled = Buffer.from(leaf);
      respelled[leaf.length - signature.length] = unused;
      expect(parseCertificate(respelled)).toBeUndefined();
    }
  });

  test("holds no more than a certificate needs", () => {
    const padded = (size: number) =>
      root.issue({
        publicKey: key.publicKey,
        extensions: [{ id: "1.2.3.4", value: octetString(Buffer.alloc(size)) }],
      });
    expect(parseCertificate(padded(MAXIMUM_CERTIFICATE_BYTES - 1_000))).toBeDefined();
    expect(parseCertificate(padded(MAXIMUM_CERTIFICATE_BYTES))).toBeUndefined();
  });

  test("has keys of RSA", () => {
    const der = root.issue({ publicKey: rsaKey().publicKey });
    expect(parseCertificate(der)?.publicKey?.asymmetricKeyType).toBe("rsa");
  });

  test("no bytes make it throw", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(leaf.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        (changes) => {
          const bytes = Buffer.from(leaf);
          for (const [index, value] of changes) bytes[index] = value;
          parseCertificate(bytes);
        },
      ),
      { numRuns: 200 },
    );
  });
});

function reissued(options: object): Uint8Array {
  return root.issue({ publicKey: key.publicKey, ...options });
}
