import { hashSync } from "@node-rs/argon2";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPhc, parsePhc } from "../../../src/methods/password/phc.ts";

const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((each) => new Uint8Array(each));
const hashes = fc.record({
  parameters: fc.record({
    memory: fc.integer({ min: 128, max: 262_144 }),
    passes: fc.integer({ min: 1, max: 20 }),
    lanes: fc.integer({ min: 1, max: 16 }),
  }),
  salt: bytes(8, 64),
  hash: bytes(16, 64),
});

const GOOD = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA";

describe("the PHC string format", () => {
  test("reads what others write", () => {
    const read = parsePhc(hashSync("x", { memoryCost: 64, timeCost: 3, parallelism: 2 }));
    expect(read?.parameters).toEqual({ memory: 64, passes: 3, lanes: 2 });
    expect([read?.salt.byteLength, read?.hash.byteLength]).toEqual([16, 32]);
  });

  test("property: what is written is read as it was", () => {
    fc.assert(
      fc.property(hashes, (hash) => {
        expect(parsePhc(formatPhc(hash))).toEqual(hash);
      }),
    );
  });

  test("property: one hash has one text", () => {
    fc.assert(
      fc.property(
        hashes,
        fc.nat(200),
        fc.constantFrom(...Array.from("$=,+/aA0 \n")),
        (hash, at, character) => {
          const text = formatPhc(hash);
          const changed = text.slice(0, at) + character + text.slice(at + 1);
          const read = parsePhc(changed);
          if (read !== undefined) expect(formatPhc(read)).toBe(changed);
        },
      ),
    );
  });

  test.each([
    ["as it is", GOOD, true],
    ["Argon2d", GOOD.replace("argon2id", "argon2d"), false],
    ["an older version", GOOD.replace("v=19", "v=16"), false],
    ["no version", GOOD.replace("$v=19", ""), false],
    ["other order", GOOD.replace("m=64,t=1", "t=1,m=64"), false],
    ["a key id", GOOD.replace("p=1", "p=1,keyid=AAAA"), false],
    ["a zero in front", GOOD.replace("t=1", "t=01"), false],
    ["no passes", GOOD.replace("t=1", "t=0"), false],
    ["padding", `${GOOD}=`, false],
    ["bits left over", `${GOOD.slice(0, -1)}B`, false],
    ["a line behind", `${GOOD}\n`, false],
    ["a short salt", GOOD.replace("c29tZXNhbHQ$", "c29tZXNhbA$"), false],
    ["too little memory for its lanes", GOOD.replace("p=1", "p=9"), false],
    ["256 MiB and more", GOOD.replace("m=64", "m=262145"), false],
    ["too many lanes", GOOD.replace("m=64", "m=640").replace("p=1", "p=17"), false],
  ])("%s", (_, text, good) => {
    expect(parsePhc(text) !== undefined).toBe(good);
  });

  test("property: nothing throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(parsePhc(text)).toBeUndefined();
        expect(parsePhc(`$argon2id$v=19$${text}`)).toBeUndefined();
      }),
    );
  });
});
