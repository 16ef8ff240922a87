import { generateKeyPairSync } from "node:crypto";
import { encode } from "cborg";
import { describe, expect, test } from "vitest";
import { parseCoseKey } from "../../../src/methods/passkey/cose.ts";
import { isUsablePoint } from "../../../src/methods/passkey/edwards-point.ts";
import { coseLabels, PUBLIC_KEY } from "./make.ts";

function usable(encoded: Uint8Array, curve: "Ed25519" | "Ed448"): boolean {
  const [crv, alg] = curve === "Ed25519" ? [6, -8] : [7, -53];
  const labels = new Map<number, unknown>([
    [1, 1],
    [3, alg],
    [-1, crv],
    [-2, encoded],
  ]);
  const key = parseCoseKey(encode(labels));
  if (!key.ok) throw new Error(key.code);
  return isUsablePoint(key.value);
}

const hex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));
const ones = (count: number) => "ff".repeat(count);
const zeros = (count: number) => "00".repeat(count);

describe("an Edwards key", () => {
  test("that was generated is usable", () => {
    for (let round = 0; round < 20; round += 1) {
      const ed25519 = generateKeyPairSync("ed25519").publicKey;
      const ed448 = generateKeyPairSync("ed448").publicKey;
      for (const [key, alg] of [
        [ed25519, -8],
        [ed448, -53],
      ] as const) {
        const parsed = parseCoseKey(encode(coseLabels(key, alg)));
        expect(parsed.ok && isUsablePoint(parsed.value)).toBe(true);
      }
    }
  });

  // Each of these verifies some signature over any message, whoever made it.
  test.each([
    ["y = 0", zeros(32)],
    ["y = 0, other sign", `${zeros(31)}80`],
    ["y = 1, the neutral element", `01${zeros(31)}`],
    ["y = 1, other sign", `01${zeros(30)}80`],
    ["y = -1, of order 2", `ec${ones(30)}7f`],
    ["y = -1, other sign", `ec${ones(31)}`],
    ["of order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"],
    ["of order 8, other sign", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"],
    ["of order 8, other y", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"],
    ["of order 8, both", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"],
    ["y = p, which is 0 again", `ed${ones(30)}7f`],
    ["y = p + 1, which is 1 again", `ee${ones(30)}7f`],
  ])("of small order is not (Ed25519, %s)", (_, encoded) => {
    expect(usable(hex(encoded), "Ed25519")).toBe(false);
  });

  test.each([
    ["y = 0", zeros(57)],
    ["y = 1", `01${zeros(56)}`],
    ["y = -1", `fe${ones(27)}fe${ones(27)}00`],
    ["y = p", `ff${ones(27)}fe${ones(27)}00`],
  ])("of small order is not (Ed448, %s)", (_, encoded) => {
    expect(usable(hex(encoded), "Ed448")).toBe(false);
  });

  test("that is no point of the curve is not", () => {
    // y = 2: (y^2 - 1) / (d y^2 + 1) has no root.
    expect(usable(hex(`02${zeros(31)}`), "Ed25519")).toBe(false);
    expect(usable(hex(`02${zeros(56)}`), "Ed448")).toBe(false);
  });

  test("with stray bits in the byte of the sign is not (Ed448)", () => {
    const key = generateKeyPairSync("ed448").publicKey.export({ format: "jwk" });
    const encoded = new Uint8Array(Buffer.from(String(key.x), "base64url"));
    encoded[56] = (encoded[56] ?? 0) | 1;
    expect(usable(encoded, "Ed448")).toBe(false);
  });

  test("is the only kind that is looked at", () => {
    const parsed = parseCoseKey(PUBLIC_KEY);
    expect(parsed.ok && isUsablePoint(parsed.value)).toBe(true);
  });
});
