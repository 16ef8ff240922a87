import { constants, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verifySignature } from "../../../src/methods/passkey/signature.ts";

const DATA = new Uint8Array(Buffer.from("what was signed"));
const P256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const P384 = generateKeyPairSync("ec", { namedCurve: "P-384" });
const P521 = generateKeyPairSync("ec", { namedCurve: "P-521" });
const ED25519 = generateKeyPairSync("ed25519");
const ED448 = generateKeyPairSync("ed448");
const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pss = (saltLength: number) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

interface Signer {
  readonly algorithm: number;
  readonly key: Pair;
  readonly hash: string | null;
  readonly options?: object;
}

const SIGNERS: readonly Signer[] = [
  { algorithm: -7, key: P256, hash: "sha256" },
  { algorithm: -9, key: P256, hash: "sha256" },
  { algorithm: -35, key: P384, hash: "sha384" },
  { algorithm: -51, key: P384, hash: "sha384" },
  { algorithm: -36, key: P521, hash: "sha512" },
  { algorithm: -52, key: P521, hash: "sha512" },
  { algorithm: -8, key: ED25519, hash: null },
  { algorithm: -19, key: ED25519, hash: null },
  { algorithm: -53, key: ED448, hash: null },
  { algorithm: -257, key: RSA, hash: "sha256" },
  { algorithm: -258, key: RSA, hash: "sha384" },
  { algorithm: -259, key: RSA, hash: "sha512" },
  { algorithm: -37, key: RSA, hash: "sha256", options: pss(32) },
  { algorithm: -38, key: RSA, hash: "sha384", options: pss(48) },
  { algorithm: -39, key: RSA, hash: "sha512", options: pss(64) },
];

describe("an RSA signature that begins with a zero", () => {
  test.each([
    { algorithm: -257, hash: "sha256", options: {} },
    { algorithm: -37, hash: "sha256", options: pss(32) },
  ])("has one spelling: the zero is part of it ($algorithm)", ({ algorithm, hash, options }) => {
    const { data, signature } = beginsWithZero(hash, options);
    expect(verifySignature(RSA.publicKey, algorithm, data, signature)).toBe(true);
    expect(verifySignature(RSA.publicKey, algorithm, data, signature.subarray(1))).toBe(false);
    const longer = Buffer.concat([Buffer.alloc(1), signature]);
    expect(verifySignature(RSA.publicKey, algorithm, data, longer)).toBe(false);
  });

  /** One signature in 256 does; other data each time, since one padding has no chance in it. */
  function beginsWithZero(hash: string, options: object) {
    for (let count = 0; ; count++) {
      const data = Buffer.from(`what was signed, ${count}`);
      const signature = sign(hash, data, { key: RSA.privateKey, ...options });
      if (signature[0] === 0) return { data, signature };
    }
  }
});

describe.each(SIGNERS)("algorithm $algorithm", ({ algorithm, key, hash, options }) => {
  const { publicKey, privateKey } = key;
  const signature = sign(hash, DATA, { key: privateKey, ...options });

  test("verifies what its key signed, and nothing else", () => {
    expect(verifySignature(publicKey, algorithm, DATA, signature)).toBe(true);
    expect(verifySignature(publicKey, algorithm, DATA.subarray(1), signature)).toBe(false);
    expect(verifySignature(publicKey, algorithm, DATA, signature.subarray(1))).toBe(false);
    expect(verifySignature(publicKey, algorithm, DATA, new Uint8Array())).toBe(false);
  });

  test("takes no key of another type or curve", () => {
    for (const { key: other } of SIGNERS) {
      if (other === key) continue;
      expect(verifySignature(other.publicKey, algorithm, DATA, signature)).toBe(false);
    }
  });
});

describe("an algorithm fixes its hash and padding", () => {
  const ecdsa = (hash: string, key: Pair) => sign(hash, DATA, key.privateKey);
  test.each([
    ["ES256 with SHA-512", -7, P256, ecdsa("sha512", P256)],
    ["ES384 with SHA-256", -35, P384, ecdsa("sha256", P384)],
    ["ES256 on P-384", -7, P384, ecdsa("sha256", P384)],
    ["ES384 on P-256", -35, P256, ecdsa("sha384", P256)],
    ["RS256 with SHA-512", -257, RSA, sign("sha512", DATA, RSA.privateKey)],
    ["RS256 with PSS", -257, RSA, sign("sha256", DATA, { key: RSA.privateKey, ...pss(32) })],
    [
      "PS256 with another salt length",
      -37,
      RSA,
      sign("sha256", DATA, { key: RSA.privateKey, ...pss(20) }),
    ],
    ["an unknown algorithm", -47, P256, ecdsa("sha256", P256)],
  ])("%s is refused", (_, algorithm, key, signature) => {
    expect(verifySignature(key.publicKey, algorithm, DATA, signature)).toBe(false);
  });

  test("a private key is none to verify with", () => {
    expect(verifySignature(P256.privateKey, -7, DATA, ecdsa("sha256", P256))).toBe(false);
  });
});

describe("an ECDSA signature has one spelling", () => {
  const der = (...integers: readonly Buffer[]) => {
    const body = Buffer.concat(
      integers.map((one) => Buffer.concat([Buffer.of(2, one.length), one])),
    );
    return Buffer.concat([Buffer.of(0x30, body.length), body]);
  };
  const parts = (signature: Buffer) => {
    const rLength = signature[3] ?? 0;
    return [signature.subarray(4, 4 + rLength), signature.subarray(6 + rLength)] as const;
  };
  /** One with a short r, so that a zero put in front of it is superfluous. */
  const valid = (() => {
    for (;;) {
      const signature = sign("sha256", DATA, P256.privateKey);
      const [r, s] = parts(signature);
      if ((r[0] ?? 0) > 0 && (s[0] ?? 0) > 0) return signature;
    }
  })();
  const [r, s] = parts(valid);
  const body = valid.subarray(2);
  const ORDER = BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  const plusOrder = (part: Buffer) =>
    Buffer.from(
      (BigInt(`0x${part.toString("hex")}`) + ORDER).toString(16).padStart(66, "0"),
      "hex",
    );

  test("which is taken", () => {
    expect(der(r, s)).toEqual(valid);
    expect(verifySignature(P256.publicKey, -7, DATA, valid)).toBe(true);
  });

  test.each([
    [
      "r and s side by side",
      sign("sha256", DATA, { key: P256.privateKey, dsaEncoding: "ieee-p1363" }),
    ],
    ["a zero in front of r", der(Buffer.concat([Buffer.of(0), r]), s)],
    ["a zero in front of s", der(r, Buffer.concat([Buffer.of(0), s]))],
    ["a long form for a short length", Buffer.concat([Buffer.of(0x30, 0x81, body.length), body])],
    ["a longer form still", Buffer.concat([Buffer.of(0x30, 0x82, 0, body.length), body])],
    ["the indefinite form", Buffer.concat([Buffer.of(0x30, 0x80), body, Buffer.of(0, 0)])],
    ["bytes after the sequence", Buffer.concat([valid, Buffer.of(0)])],
    [
      "bytes after s, inside",
      Buffer.concat([Buffer.of(0x30, body.length + 2), body, Buffer.of(5, 0)]),
    ],
    ["a third integer", der(r, s, Buffer.of(1))],
    ["r alone", der(r)],
    ["a negative r", der(Buffer.concat([Buffer.of(0x80), r]), s)],
    ["an empty r", der(Buffer.of(), s)],
    ["a set in place of the sequence", Buffer.concat([Buffer.of(0x31), valid.subarray(1)])],
    ["r + n", der(plusOrder(r), s)],
    ["s + n", der(r, plusOrder(s))],
    ["zeros", der(Buffer.of(0), Buffer.of(0))],
    [
      "n and zero",
      der(Buffer.concat([Buffer.of(0), Buffer.from(ORDER.toString(16), "hex")]), Buffer.of(0)),
    ],
    ["a megabyte", Buffer.alloc(1_000_000, 0x30)],
  ])("and not as %s", (_, signature) => {
    expect(verifySignature(P256.publicKey, -7, DATA, signature)).toBe(false);
  });

  test("also on P-521, whose lengths need the long form", () => {
    const long = sign("sha512", DATA, P521.privateKey);
    expect(long[1]).toBe(0x81);
    expect(verifySignature(P521.publicKey, -36, DATA, long)).toBe(true);
    expect(verifySignature(P521.publicKey, -36, DATA, Buffer.concat([long, Buffer.of(0)]))).toBe(
      false,
    );
  });
});

test("any bytes are a signature or none", () => {
  fc.assert(
    fc.property(fc.constantFrom(...SIGNERS), fc.uint8Array({ maxLength: 300 }), (signer, bytes) => {
      expect(verifySignature(signer.key.publicKey, signer.algorithm, DATA, bytes)).toBe(false);
    }),
    { numRuns: 300 },
  );
});
