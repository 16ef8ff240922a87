import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { encode } from "cborg";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64url, utf8 } from "../../../src/base/bytes.ts";
import { parseCoseKey } from "../../../src/methods/passkey/cose.ts";
import { verifySignature } from "../../../src/methods/passkey/signature.ts";
import { coseLabels } from "./make.ts";

const ec = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve }).publicKey;
const rsa = (modulusLength: number, publicExponent = 65_537) =>
  generateKeyPairSync("rsa", { modulusLength, publicExponent }).publicKey;

const P256 = ec("P-256");
const RSA = rsa(2048);

function parse(key: KeyObject, algorithm: number, change: (labels: Map<number, unknown>) => void) {
  const labels = coseLabels(key, algorithm);
  change(labels);
  return parseCoseKey(encode(labels));
}

describe("a key is taken", () => {
  test.each([
    [-7, P256, { kty: "EC2", curve: "P-256" }],
    [-9, P256, { kty: "EC2", curve: "P-256" }],
    [-35, ec("P-384"), { kty: "EC2", curve: "P-384" }],
    [-51, ec("P-384"), { kty: "EC2", curve: "P-384" }],
    [-36, ec("P-521"), { kty: "EC2", curve: "P-521" }],
    [-52, ec("P-521"), { kty: "EC2", curve: "P-521" }],
    [-8, generateKeyPairSync("ed25519").publicKey, { kty: "OKP", curve: "Ed25519" }],
    [-19, generateKeyPairSync("ed25519").publicKey, { kty: "OKP", curve: "Ed25519" }],
    [-53, generateKeyPairSync("ed448").publicKey, { kty: "OKP", curve: "Ed448" }],
    [-257, RSA, { kty: "RSA" }],
    [-258, RSA, { kty: "RSA" }],
    [-259, RSA, { kty: "RSA" }],
    [-37, RSA, { kty: "RSA" }],
    [-38, RSA, { kty: "RSA" }],
    [-39, RSA, { kty: "RSA" }],
    [-257, rsa(2056, 3), { kty: "RSA" }],
  ])("under algorithm %i, as the very key that was encoded", (algorithm, key, about) => {
    const parsed = parse(key, algorithm, () => {});
    expect(parsed).toMatchObject({ ok: true, value: { algorithm, ...about } });
    expect(parsed.ok && parsed.value.key.equals(key)).toBe(true);
  });
});

describe("a key is refused", () => {
  const p384 = ec("P-384");
  const set = (label: number, value: unknown) => (labels: Map<number, unknown>) => {
    labels.set(label, value);
  };
  const cut = (label: number) => (labels: Map<number, unknown>) => {
    labels.delete(label);
  };
  const even = new Uint8Array(256).fill(0xfe);

  test.each([
    ["without kty", P256, -7, cut(1), "key_refused"],
    [
      "with kty as text, which COSE allows and WebAuthn does not use",
      P256,
      -7,
      set(1, "EC2"),
      "key_refused",
    ],
    ["of another kty than its algorithm", P256, -7, set(1, 3), "key_refused"],
    ["without alg", P256, -7, cut(3), "key_malformed"],
    ["with alg as text", P256, -7, set(3, "ES256"), "key_malformed"],
    [
      "with an algorithm that nobody verifies here",
      P256,
      -47,
      () => {},
      "key_algorithm_unsupported",
    ],
    ["with SHA-1", RSA, -65_535, () => {}, "key_algorithm_unsupported"],
    ["on another curve than its algorithm (section 5.8.5)", p384, -7, () => {}, "key_refused"],
    ["with Ed448 under -8", generateKeyPairSync("ed448").publicKey, -8, () => {}, "key_refused"],
    ["without crv", P256, -7, cut(-1), "key_malformed"],
    ["without x", P256, -7, cut(-2), "key_malformed"],
    ["without y", P256, -7, cut(-3), "key_malformed"],
    ["with a sign bit in place of y (section 5.8.5)", P256, -7, set(-3, true), "key_malformed"],
    ["with a short x", P256, -7, set(-2, new Uint8Array(31)), "key_malformed"],
    ["with a long x", P256, -7, set(-2, new Uint8Array(33)), "key_malformed"],
    ["with x as text", P256, -7, set(-2, "x".repeat(32)), "key_malformed"],
    ["off its curve", P256, -7, set(-2, new Uint8Array(32).fill(1)), "key_refused"],
    [
      "at infinity",
      P256,
      -7,
      (labels: Map<number, unknown>) => {
        labels.set(-2, new Uint8Array(32)).set(-3, new Uint8Array(32));
      },
      "key_refused",
    ],
    ["with its private part (EC2)", P256, -7, set(-4, new Uint8Array(32)), "key_malformed"],
    ["with its private part (RSA)", RSA, -257, set(-3, new Uint8Array(256)), "key_malformed"],
    ["with key_ops, which section 6.5.1.1 rules out", P256, -7, set(4, [2]), "key_malformed"],
    ["without n", RSA, -257, cut(-1), "key_malformed"],
    ["with a zero in front of n", RSA, -257, set(-1, new Uint8Array(257)), "key_malformed"],
    ["with an even n", RSA, -257, set(-1, even), "key_refused"],
    ["with 2047 bits", RSA, -257, set(-1, new Uint8Array(256).fill(0x7f)), "key_refused"],
    ["with 8193 bits", RSA, -257, set(-1, new Uint8Array(1025).fill(1)), "key_refused"],
    ["with e = 1", RSA, -257, set(-2, Uint8Array.of(1)), "key_refused"],
    ["with e = 2", RSA, -257, set(-2, Uint8Array.of(2)), "key_refused"],
    ["with e = 0", RSA, -257, set(-2, Uint8Array.of(0)), "key_malformed"],
    ["without a byte in e", RSA, -257, set(-2, new Uint8Array()), "key_malformed"],
    ["with an e of 72 bits", RSA, -257, set(-2, new Uint8Array(9).fill(1)), "key_refused"],
  ])("%s", (_, key, algorithm, change, code) => {
    expect(parse(key, algorithm, change)).toMatchObject({ ok: false, code });
  });

  test("with a label twice", () => {
    const bytes = Buffer.from(encode(coseLabels(P256, -7)));
    // The map grows by one entry: 3 (alg) again.
    const doubled = Buffer.concat([
      Buffer.of((bytes[0] ?? 0) + 1),
      bytes.subarray(1),
      Buffer.of(3, 0x26),
    ]);
    expect(parseCoseKey(doubled)).toMatchObject({ ok: false, code: "key_malformed" });
  });

  test.each([
    ["an array", [1, 2]],
    ["text", "key"],
    ["an empty map", new Map()],
  ])("that is %s", (_, value) => {
    expect(parseCoseKey(encode(value))).toMatchObject({ ok: false, code: "key_malformed" });
  });
});

describe.each([
  ["ml-dsa-44", -48, 1312],
  ["ml-dsa-65", -49, 1952],
  ["ml-dsa-87", -50, 2592],
])("a key of %s", (name, algorithm, length) => {
  const parseBytes = (bytes: Uint8Array) =>
    parseCoseKey(
      encode(
        new Map<number, unknown>([
          [1, 7],
          [3, algorithm],
          [-1, bytes],
        ]),
      ),
    );

  test("has its one length", () => {
    const code = "key_malformed";
    expect(parseBytes(new Uint8Array(length - 1))).toMatchObject({ ok: false, code });
    expect(parseBytes(new Uint8Array(length + 1))).toMatchObject({ ok: false, code });
  });

  test("verifies where the runtime has the algorithm, and is unsupported where it has not", () => {
    const pair = mlDsaPair(name);
    if (pair === undefined) {
      const code = "key_algorithm_unsupported";
      expect(parseBytes(new Uint8Array(length))).toMatchObject({ ok: false, code });
      return;
    }
    const { pub } = pair.publicKey.export({ format: "jwk" });
    const parsed = parseBytes(fromBase64url(String(pub)) ?? new Uint8Array());
    const signature = sign(null, utf8("data"), pair.privateKey);
    const verifies = (data: string) =>
      parsed.ok && verifySignature(parsed.value.key, algorithm, utf8(data), signature);
    expect([verifies("data"), verifies("other")]).toEqual([true, false]);
  });
});

/** Node 24.7 and newer know ML-DSA; the declarations of Node 20 do not know its name. */
function mlDsaPair(name: string) {
  const generate = generateKeyPairSync as unknown as (type: string) => {
    readonly publicKey: KeyObject;
    readonly privateKey: KeyObject;
  };
  try {
    return generate(name);
  } catch {
    return undefined;
  }
}

test("any bytes end in a key or in a code", () => {
  const label = fc.constantFrom(1, 3, -1, -2, -3);
  const value = fc.oneof(fc.integer({ min: -300, max: 10 }), fc.uint8Array({ maxLength: 70 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(label, value)), (entries) => {
      expect([true, false]).toContain(parseCoseKey(encode(new Map(entries))).ok);
    }),
    { numRuns: 500 },
  );
});
