import { encode } from "cborg";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCbor, decodeCborPrefix } from "../../../src/methods/passkey/cbor.ts";

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
const MALFORMED = expect.objectContaining({ ok: false, code: "cbor_malformed" });

describe("decodeCbor refuses", () => {
  test.each([
    ["nothing at all", ""],
    ["bytes after the end", "01 01"],
    ["an indefinite map", "bf 01 02 ff"],
    ["an indefinite array", "9f 01 ff"],
    ["an indefinite byte string", "5f 41 00 ff"],
    ["an indefinite text", "7f 61 61 ff"],
    ["a break without a beginning", "ff"],
    ["a break as a value", "a1 01 ff"],
    ["an integer longer than it needs", "18 01"],
    ["a 16-bit integer that fits in 8", "19 00ff"],
    ["a length longer than it needs", "58 01 00"],
    ["a repeated integer key", "a2 01 02 01 03"],
    ["a repeated text key", "a2 61 61 02 61 61 03"],
    ["a byte string as a key, whose repetition would go unseen", "a1 41 00 01"],
    ["an array as a key", "a1 80 01"],
    ["a boolean as a key", "a1 f5 01"],
    ["a tag", "c0 01"],
    ["undefined", "f7"],
    ["not a number", "f9 7e00"],
    ["infinity", "f9 7c00"],
    ["a simple value", "f8 20"],
    ["text that is not UTF-8", "61 ff"],
    ["text that is not UTF-8, as a key", "a1 61 ff 01"],
    ["text with a BOM that would be stripped", "67 efbbbf 6e6f6e65"],
    ["a map with too few entries", "a2 01 02"],
    ["an array of four billion", "9a ffffffff"],
    ["an array of more than memory holds", "9b ffffffffffffffff"],
    ["a map of four billion", "ba ffffffff"],
    ["a byte string of four billion", "5a ffffffff"],
    ["a byte string of more than memory holds", "5b ffffffffffffffff"],
  ])("%s", (_, bytes) => {
    expect(decodeCbor(hex(bytes))).toEqual(MALFORMED);
  });

  test.each([
    ["arrays", new Uint8Array(60_000).fill(0x81)],
    ["maps", Uint8Array.from({ length: 60_000 }, (_, at) => (at % 2 === 0 ? 0xa1 : 0x01))],
    ["tags", new Uint8Array(60_000).fill(0xc1)],
  ])("60 000 nested %s without running out of stack", (_, bytes) => {
    const decoded = decodeCbor(bytes);
    expect(decoded).toEqual(MALFORMED);
    expect(decoded.ok ? "" : decoded.detail).not.toMatch(/call stack/);
  });

  test("what is one level too deep", () => {
    const nested = (depth: number) => Uint8Array.from([...Array(depth).fill(0x81), 0x01]);
    expect(decodeCbor(nested(16)).ok).toBe(true);
    expect(decodeCbor(nested(17))).toEqual(MALFORMED);
  });

  test("a container that announces more items than bytes are left, before it is begun", () => {
    // 64 arrays of 65 535 each would otherwise be tried one in the other.
    const decoded = decodeCbor(hex("99ffff 99ffff 99ffff"));
    expect(decoded).toEqual({ ok: false, code: "cbor_malformed", detail: expect.any(String) });
    expect(decoded.ok ? "" : decoded.detail).toMatch(/not enough data for its length/);
  });
});

describe("decodeCbor reads", () => {
  test("what authenticators send", () => {
    expect(decodeCbor(hex("a3 01 02 03 26 6161 81 4100"))).toEqual({
      ok: true,
      value: new Map<unknown, unknown>([
        [1, 2],
        [3, -7],
        ["a", [new Uint8Array(1)]],
      ]),
    });
  });

  test("empty text, and an integer past 2^53", () => {
    expect(decodeCbor(hex("60"))).toEqual({ ok: true, value: "" });
    expect(decodeCbor(hex("1bffffffffffffffff"))).toEqual({ ok: true, value: 2n ** 64n - 1n });
  });

  test("map keys in any order", () => {
    expect(decodeCbor(hex("a2 03 26 01 02")).ok).toBe(true);
  });

  test("a view into a larger buffer", () => {
    const buffer = Buffer.from("ff8101ff", "hex").subarray(1, 3);
    expect(decodeCbor(buffer)).toEqual({ ok: true, value: [1] });
  });

  test("the first item, and says where it ends", () => {
    expect(decodeCborPrefix(hex("8101 ffff"))).toEqual({
      ok: true,
      value: { value: [1], length: 2 },
    });
  });
});

describe("any bytes", () => {
  test("end in a value or in a code", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect([true, false]).toContain(decodeCbor(bytes).ok);
      }),
      { numRuns: 2_000 },
    );
  });

  test("a value that is written and read is the same value", () => {
    const leaf = fc.oneof(fc.integer(), fc.string(), fc.uint8Array(), fc.boolean());
    const item = fc.oneof(leaf, fc.array(leaf), fc.dictionary(fc.string(), leaf));
    fc.assert(
      fc.property(item, (value) => {
        const isMap =
          typeof value === "object" && !Array.isArray(value) && !ArrayBuffer.isView(value);
        const given = isMap ? new Map(Object.entries(value)) : value;
        expect(decodeCbor(new Uint8Array(encode(given)))).toEqual({ ok: true, value: given });
      }),
    );
  });
});
