import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { encode } from "cborg";
import { describe, expect, test } from "vitest";
import { fromBase64url } from "../../../src/base/bytes.ts";
import { parseCoseKey } from "../../../src/methods/passkey/cose.ts";
import { credentialKey } from "../../../src/methods/passkey/credential-keys.ts";
import { coseLabels } from "./make.ts";

const P256 = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
const ED25519 = generateKeyPairSync("ed25519").publicKey;
const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
const ML_DSA = new Map<number, unknown>([
  [1, 7],
  [3, -48],
  [-1, new Uint8Array(1312)],
]);

type Labels = ReadonlyMap<number, unknown>;

const ec = coseLabels(P256, -7);
const okp = coseLabels(ED25519, -8);
const rsa = coseLabels(RSA, -257);

/** The labels with others in place of some; undefined takes one away. */
function changed(labels: Labels, changes: Readonly<Record<number, unknown>>): Labels {
  const all = [...labels, ...Object.entries(changes).map(([label, value]) => [+label, value])];
  const map = new Map(all as [number, unknown][]);
  return new Map([...map].filter(([, value]) => value !== undefined));
}

function reason(labels: Labels, changes: Readonly<Record<number, unknown>> = {}): string {
  const parsed = parseCoseKey(encode(changed(labels, changes)));
  return parsed.ok ? "taken" : `${parsed.code}: ${parsed.detail ?? ""}`;
}

const LABELS = "key_malformed: a label is missing or not allowed";

describe("section 6.5.1.1: the labels of its type, each of them, and no other", () => {
  test.each([
    ["EC2", ec, [-1, -2, -3]],
    ["OKP", okp, [-1, -2]],
    ["RSA", rsa, [-1, -2]],
    ["AKP", ML_DSA, [-1]],
  ] as const)("%s", (_, labels, own) => {
    expect(reason(labels, { 4: [2] })).toBe(LABELS);
    expect(reason(labels, { [-4]: new Uint8Array(32) })).toBe(LABELS);
    for (const label of own) {
      expect(reason(labels, { [label]: undefined })).toBe(LABELS);
      // As many labels as there should be, but not those.
      expect(reason(labels, { [label]: undefined, 4: [2] })).toBe(LABELS);
    }
  });
});

describe("what was wrong with a key", () => {
  test.each([
    ["kty (1) does not fit alg", reason(ec, { 1: 3 })],
    ["crv (-1) does not fit alg", reason(ec, { [-1]: 2 })],
    ["crv (-1) does not fit alg", reason(okp, { [-1]: 7 })],
    ["the key cannot be imported", reason(ec, { [-2]: new Uint8Array(32).fill(1) })],
    ["n is even", reason(rsa, { [-1]: new Uint8Array(256).fill(0xfe) })],
    ["2040 bit", reason(rsa, { [-1]: new Uint8Array(255).fill(0xff) })],
    ["2047 bit", reason(rsa, { [-1]: new Uint8Array(256).fill(0x7f) })],
    ["e is odd, at least 3, and at most 64 bit", reason(rsa, { [-2]: Uint8Array.of(1) })],
    ["e is odd, at least 3, and at most 64 bit", reason(rsa, { [-2]: Uint8Array.of(4) })],
  ])("it is refused: %s", (detail, found) => {
    expect(found).toBe(`key_refused: ${detail}`);
  });

  test.each([
    ["alg (3) is missing", reason(ec, { 3: "ES256" })],
    ["x (-2) or y (-3)", reason(ec, { [-3]: false })],
    ["x (-2) or y (-3)", reason(ec, { [-2]: new Uint8Array(31) })],
    ["x (-2)", reason(okp, { [-2]: new Uint8Array(33) })],
    ["n (-1) or e (-2)", reason(rsa, { [-1]: "n" })],
    ["n (-1) or e (-2)", reason(rsa, { [-2]: new Uint8Array() })],
    ["pub (-1)", reason(ML_DSA, { [-1]: new Uint8Array(1311) })],
  ])("it is malformed: %s", (detail, found) => {
    expect(found).toBe(`key_malformed: ${detail}`);
  });

  test("it is no map, no CBOR, or no base64url", () => {
    expect(parseCoseKey(encode([1]))).toMatchObject({ detail: "a COSE key is a map" });
    expect(parseCoseKey(Uint8Array.of(0xa0, 0))).toMatchObject({ detail: "bytes after the end" });
    expect(credentialKey("*")).toMatchObject({ detail: "not base64url" });
  });
});

describe("the limits of RSA keys", () => {
  const odd = (length: number, first: number) => {
    const n = new Uint8Array(length).fill(0xff);
    n[0] = first;
    return n;
  };

  test("from 2048 to 8192 bits", () => {
    expect(reason(rsa, { [-1]: odd(256, 0x80) })).toBe("taken");
    expect(reason(rsa, { [-1]: odd(1024, 0xff) })).toBe("taken");
    expect(reason(rsa, { [-1]: odd(1025, 0x01) })).toBe("key_refused: 8193 bit");
  });

  test("an exponent from 3 to 64 bits", () => {
    expect(reason(rsa, { [-2]: Uint8Array.of(3) })).toBe("taken");
    expect(reason(rsa, { [-2]: odd(8, 0xff) })).toBe("taken");
    expect(reason(rsa, { [-2]: odd(9, 0x01) })).toMatch(/^key_refused/);
  });
});

test("what is read of a key is what stands in it", () => {
  const read = (labels: Labels) => {
    const parsed = parseCoseKey(encode(labels));
    return parsed.ok ? parsed.value : expect.fail(parsed.code);
  };
  const part = (key: KeyObject, name: "x" | "y" | "n" | "e") =>
    fromBase64url(key.export({ format: "jwk" })[name] ?? "");
  expect(read(rsa)).toMatchObject({ n: part(RSA, "n"), e: part(RSA, "e") });
  expect(read(ec)).toMatchObject({ x: part(P256, "x"), y: part(P256, "y") });
  expect(read(okp)).toMatchObject({ x: part(ED25519, "x") });
});
