import { URI } from "otpauth";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyUri } from "../../../src/methods/totp/key-uri.ts";
import { APP_PARAMETERS } from "../../../src/methods/totp/parameters.ts";
import { qrSvg } from "../../../src/methods/totp/qr.ts";
import { base32, newSeed, parseSeed, writtenSeed } from "../../../src/methods/totp/seed.ts";

const seeds = fc
  .uint8Array({ minLength: 16, maxLength: 128 })
  .map((bytes) => new Uint8Array(bytes));

describe("a seed", () => {
  test("is 160 bits of chance", () => {
    const many = Array.from({ length: 50 }, () => base32(newSeed()));
    expect(new Set(many).size).toBe(50);
    for (const each of many) expect(each).toMatch(/^[A-Z2-7]{32}$/);
  });

  test("is written in groups of four", () => {
    expect(writtenSeed(newSeed())).toMatch(/^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  });

  test("RFC 4648 section 10", () => {
    const words = ["f", "fo", "foo", "foob", "fooba", "foobar"];
    const written = ["MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"];
    expect(words.map((word) => base32(new TextEncoder().encode(word)))).toEqual(written);
  });

  test("property: comes back in both encodings, however it is written", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const hex = Buffer.from(seed).toString("hex");
        const text = base32(seed);
        for (const each of [hex, hex.toUpperCase(), hex.replaceAll(/(..)/g, "$1:").slice(0, -1)]) {
          expect(parseSeed(each, "hex")).toEqual({ ok: true, value: seed });
        }
        const padded = text.padEnd(Math.ceil(text.length / 8) * 8, "=");
        for (const each of [text, padded, text.toLowerCase(), writtenSeed(seed)]) {
          expect(parseSeed(each, "base32")).toEqual({ ok: true, value: seed });
        }
      }),
    );
  });

  test.each<[string, unknown, "hex" | "base32", string]>([
    ["half a byte", "0".repeat(33), "hex", "seed_malformed"],
    ["a G", `G${"0".repeat(31)}`, "hex", "seed_malformed"],
    ["0x in front", `0x${"0".repeat(32)}`, "hex", "seed_malformed"],
    ["120 bits", "00".repeat(15), "hex", "seed_too_short"],
    ["1032 bits", "00".repeat(129), "hex", "seed_too_long"],
    ["endless", "00".repeat(9999), "hex", "seed_malformed"],
    ["nothing", "", "hex", "seed_malformed"],
    ["spaces", "   ", "base32", "seed_malformed"],
    ["no text", 5, "base32", "seed_malformed"],
    ["a 1", "1".repeat(32), "base32", "seed_malformed"],
    ["a length that cannot be", "A".repeat(33), "base32", "seed_malformed"],
    ["too little padding", `${"A".repeat(26)}==`, "base32", "seed_malformed"],
    ["padding in the middle", `${"A".repeat(26)}======AA======`, "base32", "seed_malformed"],
    ["bits left over", `${"A".repeat(25)}B`, "base32", "seed_malformed"],
    ["80 bits", "A".repeat(16), "base32", "seed_too_short"],
  ])("%s is refused", (_, text, encoding, code) => {
    expect(parseSeed(text, encoding)).toMatchObject({ ok: false, code });
  });

  test("property: nothing that anybody sends throws", () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom<"hex" | "base32">("hex", "base32"), (sent, as) => {
        parseSeed(sent, as);
      }),
    );
  });
});

describe("the key URI", () => {
  const seed = newSeed();

  test("says all that an application needs", () => {
    const uri = keyUri(seed, APP_PARAMETERS, { issuer: "Example Co", account: "a+b@example.org" });
    expect(uri).toBe(
      `otpauth://totp/Example%20Co:a%2Bb%40example.org?secret=${base32(seed)}` +
        "&issuer=Example%20Co&algorithm=SHA1&digits=6&period=30",
    );
  });

  test("whoever chooses the account's name does not choose the issuer", () => {
    const uri = keyUri(seed, APP_PARAMETERS, {
      issuer: "Bank",
      account: "Other Bank:eve&issuer=X",
    });
    const label = decodeURIComponent(new URL(uri).pathname.split("/").at(-1) ?? "");
    expect(label.split(":")).toEqual(["Bank", "Other Bank eve&issuer=X"]);
    expect(new URL(uri).searchParams.getAll("issuer")).toEqual(["Bank"]);
  });

  test("half a character in a name is no fault", () => {
    const uri = keyUri(seed, APP_PARAMETERS, { issuer: "A\ud83d", account: "b\udd11" });
    expect(uri).toContain("otpauth://totp/A%EF%BF%BD:b%EF%BF%BD?");
  });

  test("property: another reader of the format finds the same in it, whatever the names", () => {
    const names = fc.record({
      issuer: fc.string({ unit: "binary", maxLength: 300 }),
      account: fc.string({ unit: "binary", maxLength: 300 }),
    });
    const parameters = fc.record({
      algorithm: fc.constantFrom("SHA1" as const, "SHA256" as const, "SHA512" as const),
      digits: fc.constantFrom(6 as const, 8 as const),
      period: fc.constantFrom(30 as const, 60 as const),
    });
    fc.assert(
      fc.property(seeds, parameters, names, (key, how, { issuer, account }) => {
        const uri = keyUri(key, how, { issuer: `i${issuer}`, account: `a${account}` });
        const read = URI.parse(uri);
        expect(read).toMatchObject(how);
        expect(read.secret.bytes).toEqual(key);
        expect(read.issuer).toBe(new URL(uri).searchParams.get("issuer"));
        expect(read.label.startsWith("a")).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe("the QR code", () => {
  const svg = qrSvg("otpauth://totp/x", 'Set up <"Bank" & Co>');

  test("is one SVG element that fetches nothing and runs nothing", () => {
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 (\d+) \1"[^>]*>.*<\/svg>$/s);
    expect(svg).not.toMatch(/href|url\(|<script|<style|style=|<image|<foreignObject| on\w+=/i);
  });

  test("has a name, written so that it stays text", () => {
    expect(svg).toContain("<title>Set up &#60;&#34;Bank&#34; &#38; Co&#62;</title>");
    expect(svg).toContain('role="img"');
  });

  test("has its quiet zone, and the three marks in its corners", () => {
    const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
    const dark = darkModules(svg);
    for (const [x, y] of dark) {
      expect(Math.min(x, y, size - 1 - x, size - 1 - y)).toBeGreaterThanOrEqual(4);
    }
    const set = new Set(dark.map(([x, y]) => `${x} ${y}`));
    for (const [left, top] of [
      [4, 4],
      [size - 11, 4],
      [4, size - 11],
    ] as const) {
      for (let step = 0; step < 7; step += 1) {
        expect(set.has(`${left + step} ${top}`)).toBe(true);
        expect(set.has(`${left} ${top + step}`)).toBe(true);
      }
    }
  });
});

function darkModules(svg: string): readonly (readonly [number, number])[] {
  const path = /fill="#000" d="([^"]*)"/.exec(svg)?.[1] ?? "";
  return [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].flatMap(([, x, y, run]) =>
    Array.from({ length: Number(run) }, (_, index) => [Number(x) + index, Number(y)] as const),
  );
}
