import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newCode, parseCode } from "../../../src/methods/code/code.ts";

describe("a code that is sent", () => {
  test("has six digits, with zeros in front as often as anywhere", () => {
    const codes = Array.from({ length: 2000 }, newCode);
    for (const code of codes) expect(code).toMatch(/^[0-9]{6}$/);
    const zeros = codes.filter((code) => code.startsWith("0")).length;
    expect(zeros).toBeGreaterThan(100);
    expect(zeros).toBeLessThan(320);
  });

  test.each([
    ["123456", "123456"],
    [" 123 456 ", "123456"],
    ["123-456", "123456"],
    ["123–456", "123456"],
    ["１２３４５６", "123456"],
    ["١٢٣٤٥٦", "123456"],
    ["۱۲۳۴۵۶", "123456"],
    ["१२३४५६", "123456"],
    ["\u200e123456\u200f", "123456"],
    ["000000", "000000"],
  ])("%j is read as %s", (typed, code) => {
    expect(parseCode(typed)).toBe(code);
  });

  test.each(["", "12345", "1234567", "12345a", "12.345", "𝟙23456x", "123456".padEnd(65), "½23456"])(
    "%j is none",
    (typed) => {
      expect(parseCode(typed)).toBeUndefined();
    },
  );

  test("property: nothing that anybody types throws, and what is read is six plain digits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const code = parseCode(typed);
        if (code !== undefined) expect(code).toMatch(/^[0-9]{6}$/);
      }),
    );
  });
});
