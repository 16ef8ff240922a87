import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import { instant } from "../../src/base/time.ts";
import { type KeyFile, newKeyFile } from "../../src/keys/key-file.ts";
import { createKeyRing } from "../../src/keys/key-ring.ts";

const file = newKeyFile(instant(0));
const ring = createKeyRing(file);

function flipBit(text: string, bit: number): string {
  const bytes = fromBase64url(text);
  if (bytes === undefined) throw new TypeError("not base64url");
  const at = bit % (bytes.byteLength * 8);
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
  return toBase64url(bytes);
}

/** The ring after a rotation: `file`'s key retired, a new one current. */
function rotated(from: KeyFile): KeyFile {
  const retired = from.keys.map((key) => ({ ...key, state: "retired" as const }));
  return { version: 1, keys: [...newKeyFile(instant(1)).keys, ...retired] };
}

describe("sealing", () => {
  test("what is sealed opens to the same value, for the same purpose and binding", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.string(), (json, associated) => {
        const value: unknown = JSON.parse(json);
        const opened = ring.open("attempt", ring.seal("attempt", value, associated), associated);
        expect(JSON.stringify(opened)).toBe(JSON.stringify({ ok: true, value }));
      }),
    );
  });

  test("any flipped bit fails", () => {
    const sealed = ring.seal("attempt", { action: "sign-in" }, "browser");
    const bits = (fromBase64url(sealed)?.byteLength ?? 0) * 8;
    for (let bit = 0; bit < bits; bit += 1) {
      expect(ring.open("attempt", flipBit(sealed, bit), "browser").ok, `bit ${bit}`).toBe(false);
    }
  });

  test("another purpose or another binding fails as wrong", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (associated, other) => {
        fc.pre(associated !== other);
        const sealed = ring.seal("attempt", 1, associated);
        expect(ring.open("step", sealed, associated)).toEqual({ ok: false, code: "wrong" });
        expect(ring.open("attempt", sealed, other)).toEqual({ ok: false, code: "wrong" });
      }),
    );
  });

  test("a key with the same id and another secret opens nothing", () => {
    const other = newKeyFile(instant(0)).keys.map((key, index) => ({
      ...key,
      id: file.keys[index]?.id ?? "",
    }));
    const sealed = ring.seal("message", "hello", "");
    const opened = createKeyRing({ version: 1, keys: other }).open("message", sealed, "");
    expect(opened).toEqual({ ok: false, code: "wrong" });
  });

  test("a key that is not on the ring is named as such", () => {
    const sealed = createKeyRing(newKeyFile(instant(0))).seal("step", 1, "");
    expect(ring.open("step", sealed, "")).toEqual({ ok: false, code: "unknown_key" });
  });

  test("whatever else is sent is malformed or wrong, and never throws", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.uint8Array({ maxLength: 200 }).map(toBase64url),
      fc.uint8Array({ maxLength: 60 }).map((tail) => {
        const head = fromBase64url(ring.seal("step", 1, ""))?.subarray(0, 7) ?? [];
        return toBase64url(Uint8Array.from([...head, ...tail]));
      }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(ring.open("step", text, "").ok).toBe(false);
        expect(ring.verifyMac("email-code", "1", text)).toBe(false);
      }),
    );
  });

  test("a text longer than any of ours is refused before it is decoded", () => {
    const sealed = ring.seal("attempt", "x".repeat(60_000), "");
    expect(ring.open("attempt", sealed, "")).toEqual({ ok: false, code: "malformed" });
  });

  test("the same value never has the same text twice", () => {
    expect(ring.seal("step", 1, "")).not.toBe(ring.seal("step", 1, ""));
  });
});

describe("keyed hashes", () => {
  test("verify for the same data and purpose only", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (data, other) => {
        fc.pre(data !== other);
        const mac = ring.mac("email-code", data);
        expect(ring.verifyMac("email-code", data, mac)).toBe(true);
        expect(ring.verifyMac("email-code", other, mac)).toBe(false);
      }),
    );
  });

  test("any flipped bit fails, and so does a shortened one", () => {
    const mac = ring.mac("email-code", "123456");
    for (let bit = 0; bit < 39 * 8; bit += 1) {
      expect(ring.verifyMac("email-code", "123456", flipBit(mac, bit)), `bit ${bit}`).toBe(false);
    }
    expect(ring.verifyMac("email-code", "123456", mac.slice(0, -4))).toBe(false);
  });

  test("a sealed text is no keyed hash, nor the other way round", () => {
    expect(ring.verifyMac("email-code", "1", ring.seal("step", "1", ""))).toBe(false);
    expect(ring.open("step", ring.mac("email-code", "1"), "").ok).toBe(false);
  });
});

describe("rotation", () => {
  const after = createKeyRing(rotated(file));

  test("seals with the current key and opens with any", () => {
    const before = ring.seal("attempt", "old", "b");
    expect(after.open("attempt", before, "b")).toEqual({ ok: true, value: "old" });
    expect(after.verifyMac("email-code", "1", ring.mac("email-code", "1"))).toBe(true);
    const since = after.seal("attempt", "new", "b");
    expect(ring.open("attempt", since, "b")).toEqual({ ok: false, code: "unknown_key" });
  });

  test("a ring without a current key, or with two, is refused", () => {
    const [key] = file.keys;
    const none = { version: 1 as const, keys: [] };
    const two = { version: 1 as const, keys: [...newKeyFile(instant(0)).keys, ...file.keys] };
    expect(key?.state).toBe("current");
    expect(() => createKeyRing(none)).toThrow("ASSAY_KEYS_MALFORMED");
    expect(() => createKeyRing(two)).toThrow("ASSAY_KEYS_MALFORMED");
  });
});
