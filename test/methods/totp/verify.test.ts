import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { HOTP, Secret } from "otpauth";
import { describe, expect, test } from "vitest";
import { utf8 } from "../../../src/base/bytes.ts";
import { newId } from "../../../src/base/ids.ts";
import { instant } from "../../../src/base/time.ts";
import { standingOf } from "../../../src/evidence/evidence.ts";
import { fact } from "../../../src/evidence/provenance.ts";
import { totpEvidence } from "../../../src/methods/totp/evidence.ts";
import { APP_PARAMETERS, type TotpAlgorithm } from "../../../src/methods/totp/parameters.ts";
import { newSeed } from "../../../src/methods/totp/seed.ts";
import { type DriftSteps, type TotpRecord, verifyTotp } from "../../../src/methods/totp/verify.ts";

const ASCII = "1234567890";

/** RFC 6238 appendix B (with erratum 2866: each hash function has a seed of its own length). */
const SEEDS: Readonly<Record<TotpAlgorithm, Uint8Array<ArrayBuffer>>> = {
  SHA1: utf8(ASCII.repeat(2)),
  SHA256: utf8(ASCII.repeat(4).slice(0, 32)),
  SHA512: utf8(ASCII.repeat(7).slice(0, 64)),
};

function record(change: Partial<TotpRecord> = {}): TotpRecord {
  return { ...APP_PARAMETERS, seed: SEEDS.SHA1, lastStep: null, ...change };
}

/** The code of a step, by another hand: RFC 4226 section 5.3 on `node:crypto` alone. */
function codeAt({ seed, algorithm, digits }: TotpRecord, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(algorithm, seed).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fff_ffff;
  return (number % 10 ** digits).toString().padStart(digits, "0");
}

const at = (seconds: number) => instant(seconds * 1000);

describe("RFC 6238 appendix B", () => {
  test.each<[number, string, TotpAlgorithm]>([
    [59, "94287082", "SHA1"],
    [59, "46119246", "SHA256"],
    [59, "90693936", "SHA512"],
    [1_111_111_109, "07081804", "SHA1"],
    [1_111_111_109, "68084774", "SHA256"],
    [1_111_111_109, "25091201", "SHA512"],
    [1_111_111_111, "14050471", "SHA1"],
    [1_111_111_111, "67062674", "SHA256"],
    [1_111_111_111, "99943326", "SHA512"],
    [1_234_567_890, "89005924", "SHA1"],
    [1_234_567_890, "91819424", "SHA256"],
    [1_234_567_890, "93441116", "SHA512"],
    [2_000_000_000, "69279037", "SHA1"],
    [2_000_000_000, "90698825", "SHA256"],
    [2_000_000_000, "38618901", "SHA512"],
    [20_000_000_000, "65353130", "SHA1"],
    [20_000_000_000, "77737706", "SHA256"],
    [20_000_000_000, "47863826", "SHA512"],
  ])("at %i s: %s (%s)", (seconds, code, algorithm) => {
    const token = record({ algorithm, digits: 8, seed: SEEDS[algorithm] });
    const step = Math.floor(seconds / 30);
    expect(verifyTotp(token, code, at(seconds), 0)).toEqual({
      ok: true,
      value: { step, drift: 0 },
    });
  });
});

describe("RFC 4226 appendix D", () => {
  test.each(
    "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489"
      .split(" ")
      .map((code, counter) => [counter, code] as const),
  )("counter %i: %s", (counter, code) => {
    const answer = verifyTotp(record(), code, at(counter * 30), 0);
    expect(answer).toEqual({ ok: true, value: { step: counter, drift: 0 } });
  });
});

describe("the window", () => {
  const STEP = 60_000_000;
  const now = at(STEP * 30 + 12);

  test.each<[DriftSteps, readonly number[]]>([
    [0, [0]],
    [1, [-1, 0, 1]],
    [2, [-2, -1, 0, 1, 2]],
  ])("of %i steps takes those and no others", (drift, taken) => {
    for (let off = -4; off <= 4; off += 1) {
      const answer = verifyTotp(record(), codeAt(record(), STEP + off), now, drift);
      expect([off, answer]).toEqual([
        off,
        taken.includes(off)
          ? { ok: true, value: { step: STEP + off, drift: off } }
          : { ok: false, code: "totp_wrong" },
      ]);
    }
  });

  test("a step begins and ends on the second", () => {
    const token = record({ period: 60 });
    const code = codeAt(token, 10);
    expect(verifyTotp(token, code, instant(599_999), 0)).toMatchObject({ code: "totp_wrong" });
    expect(verifyTotp(token, code, instant(600_000), 0).ok).toBe(true);
    expect(verifyTotp(token, code, instant(659_999), 0).ok).toBe(true);
    expect(verifyTotp(token, code, instant(660_000), 0)).toMatchObject({ code: "totp_wrong" });
  });

  test("before the first step there is none", () => {
    expect(verifyTotp(record(), codeAt(record(), 0), at(0), 2)).toMatchObject({ ok: true });
    const secret = new Secret({ buffer: record().seed.slice().buffer });
    for (const counter of [-1, -2]) {
      const code = HOTP.generate({ secret, counter });
      expect(verifyTotp(record(), code, at(0), 2)).toMatchObject({ code: "totp_wrong" });
    }
  });
});

describe("a code is taken once (RFC 6238 section 5.2, B33)", () => {
  test.each([
    ["the same step", 100, "totp_used"],
    ["an earlier step than the last", 101, "totp_used"],
  ])("%s", (_, lastStep, code) => {
    const token = record({ lastStep });
    expect(verifyTotp(token, codeAt(token, 100), at(3000), 1)).toEqual({ ok: false, code });
  });

  test("the step after the last one is taken", () => {
    const token = record({ lastStep: 99 });
    expect(verifyTotp(token, codeAt(token, 100), at(3000), 1)).toMatchObject({ ok: true });
  });

  test("a wrong code is wrong, whatever was used", () => {
    const token = record({ lastStep: 1000 });
    const right = new Set([99, 100, 101].map((step) => codeAt(token, step)));
    const wrong = ["000000", "000001", "000002", "000003"].find((each) => !right.has(each));
    expect(verifyTotp(token, wrong, at(3000), 1)).toEqual({ ok: false, code: "totp_wrong" });
  });

  test("where two steps have one code, it is taken once all the same", () => {
    // Found by trying: of the seed of RFC 6238 it is the first such pair.
    const first = 910_737;
    const code = codeAt(record(), first);
    expect(codeAt(record(), first + 1)).toBe(code);
    const answer = verifyTotp(record(), code, at(first * 30), 1);
    expect(answer).toMatchObject({ ok: true, value: { step: first + 1 } });
    const after = record({ lastStep: first + 1 });
    for (const later of [0, 30]) {
      expect(verifyTotp(after, code, at(first * 30 + later), 1)).toMatchObject({
        code: "totp_used",
      });
    }
  });

  test("property: played in any order, no step is ever taken twice", () => {
    const plays = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: -2, max: 2 })),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(plays, (list) => {
        const taken: number[] = [];
        for (const [step, off] of list) {
          const token = record({ lastStep: taken.at(-1) ?? null });
          const answer = verifyTotp(token, codeAt(token, step + 5 + off), at((step + 5) * 30), 2);
          if (answer.ok) taken.push(answer.value.step);
        }
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken).toEqual(taken.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("what is typed", () => {
  const code = codeAt(record(), 100);
  const inDigits = (zero: number) =>
    Array.from(code, (digit) => String.fromCodePoint(zero + Number(digit))).join("");

  test.each([
    ["with a space", `${code.slice(0, 3)} ${code.slice(3)}`],
    ["with a dash", `${code.slice(0, 3)}-${code.slice(3)}`],
    ["full-width", inDigits(0xff10)],
    ["Arabic-Indic", inDigits(0x0660)],
    ["Persian", inDigits(0x06f0)],
    ["Devanagari", inDigits(0x0966)],
  ])("may be %s", (_, typed) => {
    expect(verifyTotp(record(), typed, at(3000), 0).ok).toBe(true);
  });

  test.each([
    ["a digit short", code.slice(1)],
    ["a digit long", `0${code}`],
    ["letters", "12345a"],
    ["a sign", "-12345"],
    ["nothing", ""],
    ["a number", Number(code)],
    ["a list", [code]],
    ["null", null],
    ["a very long text", code.padStart(10_000)],
  ])("%s is malformed", (_, typed) => {
    expect(verifyTotp(record(), typed, at(3000), 2)).toMatchObject({ code: "totp_malformed" });
  });

  test("property: nothing that anybody sends throws", () => {
    fc.assert(
      fc.property(fc.anything(), (sent) => {
        verifyTotp(record(), sent, at(3000), 1);
      }),
    );
  });

  test("property: with any token, the code of the present is taken and the digits are compared whole", () => {
    const tokens = fc.record({
      seed: fc.uint8Array({ minLength: 16, maxLength: 64 }).map((bytes) => new Uint8Array(bytes)),
      algorithm: fc.constantFrom<TotpAlgorithm>("SHA1", "SHA256", "SHA512"),
      digits: fc.constantFrom<6 | 8>(6, 8),
      period: fc.constantFrom<30 | 60>(30, 60),
      lastStep: fc.constant(null),
    });
    fc.assert(
      fc.property(tokens, fc.nat(10_000_000_000), (token, seconds) => {
        const step = Math.floor(seconds / token.period);
        const right = codeAt(token, step);
        expect(verifyTotp(token, right, at(seconds), 0)).toMatchObject({
          ok: true,
          value: { step },
        });
        const wrong = `${(Number(right[0]) + 1) % 10}${right.slice(1)}`;
        expect(verifyTotp(token, wrong, at(seconds), 0)).toMatchObject({ code: "totp_wrong" });
      }),
    );
  });
});

test("states what was seen, with the word of whoever says where the seed lives", () => {
  const account = newId<"AccountId">(instant(0));
  const keptIn = fact("own-app" as const, "claimed");
  const seen = totpEvidence("enrol", account, "credential", keptIn, at(1));
  expect(seen).toEqual({
    kind: "totp",
    ceremony: "enrol",
    account,
    at: 1000,
    credential: "credential",
    keptIn,
  });
  expect(standingOf(seen)).toBe("seen");
  expect(newSeed().byteLength).toBe(20);
});
