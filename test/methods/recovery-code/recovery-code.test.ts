import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalBytes, utf8 } from "../../../src/base/bytes.ts";
import { newId } from "../../../src/base/ids.ts";
import { instant } from "../../../src/base/time.ts";
import { standingOf } from "../../../src/evidence/evidence.ts";
import { recoveryCodeEvidence } from "../../../src/methods/recovery-code/evidence.ts";
import {
  burnRecoveryCode,
  newRecoverySet,
  RECOVERY_CODES,
} from "../../../src/methods/recovery-code/set.ts";
import { parseRecoveryCode } from "../../../src/methods/recovery-code/written.ts";

const NOW = instant(1_800_000_000_000);
const hash = (text: string) => createHmac("sha256", "key").update(text).digest("base64url");
const matches = (text: string, kept: string) => equalBytes(utf8(hash(text)), utf8(kept));
const { written, kept } = newRecoverySet("set", hash);
const set = { id: "set", kept };

describe("a set of recovery codes", () => {
  test("has ten different codes, in groups, of 120 bits each", () => {
    expect(written).toHaveLength(RECOVERY_CODES);
    expect(new Set(written).size).toBe(RECOVERY_CODES);
    for (const code of written) {
      expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    }
  });

  test("uses every character of its alphabet alike", () => {
    const many = Array.from({ length: 40 }, () => newRecoverySet("set", hash).written).flat();
    const counts = new Map<string, number>();
    for (const character of many.join("").replaceAll("-", "")) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(counts.size).toBe(32);
    // 300 of each are to be expected; 6 standard deviations are 102.
    for (const count of counts.values()) expect(Math.abs(count - 300)).toBeLessThan(102);
  });

  test("is kept as hashes alone", () => {
    const text = JSON.stringify(kept);
    for (const code of written) {
      expect(text).not.toContain(code);
      expect(text).not.toContain(code.replaceAll("-", ""));
    }
    expect(kept.every(({ usedAt }) => usedAt === null)).toBe(true);
  });
});

describe("a code that is typed", () => {
  const third = written[2] ?? "";

  test("is found and burnt, and the others stay", () => {
    const burnt = burnRecoveryCode(third, set, matches, NOW);
    if (!burnt.ok) throw new Error(burnt.code);
    expect(burnt.value.position).toBe(2);
    expect(burnt.value.left).toBe(RECOVERY_CODES - 1);
    expect(burnt.value.kept.map(({ usedAt }) => usedAt !== null).indexOf(true)).toBe(2);
    expect(burnt.value.kept.filter(({ usedAt }) => usedAt === NOW)).toHaveLength(1);
    const again = burnRecoveryCode(third, { ...set, kept: burnt.value.kept }, matches, NOW);
    expect(again).toEqual({ ok: false, code: "recovery_code_used" });
    const other = burnRecoveryCode(written[9], { ...set, kept: burnt.value.kept }, matches, NOW);
    expect(other).toMatchObject({ ok: true, value: { position: 9, left: RECOVERY_CODES - 2 } });
  });

  test("is compared with every code of the set, wherever it stands and whether it was used", () => {
    for (const typed of [written[0], written[9], "0".repeat(24)]) {
      let asked = 0;
      const used = kept.map((each) => ({ ...each, usedAt: NOW }));
      burnRecoveryCode(
        typed,
        { ...set, kept: used },
        (text, hashed) => {
          asked += 1;
          return matches(text, hashed);
        },
        NOW,
      );
      expect(asked).toBe(RECOVERY_CODES);
    }
  });

  test("works for its own set only", () => {
    const stolen = burnRecoveryCode(third, { id: "another", kept }, matches, NOW);
    expect(stolen).toEqual({ ok: false, code: "recovery_code_wrong" });
    expect(burnRecoveryCode(third, { id: "set", kept: [] }, matches, NOW)).toMatchObject({
      code: "recovery_code_wrong",
    });
  });

  test.each([
    ["in lower case", third.toLowerCase()],
    ["without dashes", third.replaceAll("-", "")],
    ["with spaces", third.replaceAll("-", " ")],
    ["with O for 0", third.replaceAll("0", "O")],
    ["with o for 0", third.replaceAll("0", "o")],
    ["with l for 1", third.replaceAll("1", "l")],
    ["with I for 1", third.replaceAll("1", "I")],
    ["with other dashes, and space around", ` ${third.replaceAll("-", " – ")} `],
    [
      "in full-width characters",
      third.replaceAll(/[0-9A-Z]/g, (each) =>
        String.fromCodePoint((each.codePointAt(0) ?? 0) + 0xfee0),
      ),
    ],
  ])("may be written %s", (_, typed) => {
    expect(burnRecoveryCode(typed, set, matches, NOW).ok).toBe(true);
  });

  test.each([
    ["cut off", third.slice(0, -1)],
    ["longer", `${third}0`],
    ["with a U", `U${third.slice(1)}`],
    ["with a character of another script", `Ä${third.slice(1)}`],
    ["very long", third.padEnd(1000)],
    ["nothing", ""],
    ["no text", 17],
    ["a list", written],
  ])("%s is none", (_, typed) => {
    const answer = burnRecoveryCode(typed, set, matches, NOW);
    expect(answer).toEqual({ ok: false, code: "recovery_code_malformed" });
  });

  test("property: one character changed is another code", () => {
    const bare = parseRecoveryCode(third) ?? "";
    fc.assert(
      fc.property(
        fc.nat(23),
        fc.constantFrom(...Array.from("0123456789ABCDEFGHJKMNPQRSTVWXYZ")),
        (at, other) => {
          const changed = bare.slice(0, at) + other + bare.slice(at + 1);
          expect(burnRecoveryCode(changed, set, matches, NOW).ok).toBe(changed === bare);
        },
      ),
    );
  });

  test("property: nothing that anybody sends throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: "binary" })), (sent) => {
        expect(burnRecoveryCode(sent, set, matches, NOW).ok).toBe(false);
      }),
    );
  });
});

test.each(["prove", "enrol"] as const)("states %s", (ceremony) => {
  const account = newId<"AccountId">(NOW);
  const seen = recoveryCodeEvidence(ceremony, account, "set", NOW);
  expect(seen).toEqual({ kind: "recovery-code", ceremony, account, at: NOW, credential: "set" });
  expect(standingOf(seen)).toBe("seen");
});
