import { expect, test } from "vitest";
import { randomBytes } from "../../src/base/random.ts";

/** Bytes are fetched many at a time; each is handed out once, and is nowhere else. */

test("what was handed out is never handed out again, across what is fetched at once", () => {
  const seen = new Set<string>();
  for (let at = 0; at < 2000; at += 1) seen.add(Buffer.from(randomBytes(12)).toString("hex"));
  expect(seen.size).toBe(2000);
});

test("gives as many as are asked for, up to all of one fetch", () => {
  for (const length of [1, 9, 16, 32, 4096, 4095, 2]) {
    const bytes = randomBytes(length);
    expect(bytes.byteLength).toBe(length);
    expect(bytes.buffer.byteLength).toBe(length);
  }
});

test("what comes is not what stays: the bytes belong to the caller alone", () => {
  const first = randomBytes(64);
  const copy = Uint8Array.from(first);
  first.fill(0);
  expect(randomBytes(64)).not.toEqual(copy);
  expect(copy.some((byte) => byte !== 0)).toBe(true);
});

test("every bit takes both values", () => {
  const ones = new Uint8Array(16);
  const zeros = new Uint8Array(16);
  for (let at = 0; at < 200; at += 1) {
    for (const [index, byte] of randomBytes(16).entries()) {
      ones[index] = (ones[index] ?? 0) | byte;
      zeros[index] = (zeros[index] ?? 0) | (byte ^ 0xff);
    }
  }
  expect([...ones, ...zeros].every((bits) => bits === 0xff)).toBe(true);
});
