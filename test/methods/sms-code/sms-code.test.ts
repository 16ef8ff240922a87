import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AccountId, newId } from "../../../src/base/ids.ts";
import { instant } from "../../../src/base/time.ts";
import { standingOf } from "../../../src/evidence/evidence.ts";
import { smsCodeEvidence } from "../../../src/methods/sms-code/evidence.ts";
import { maskNumber, parseNumber } from "../../../src/methods/sms-code/number.ts";

describe("a telephone number", () => {
  test.each([
    ["+491701234567", "+491701234567"],
    [" +49 170 1234567 ", "+491701234567"],
    ["+49 (170) 123-45-67", "+491701234567"],
    ["+49.170.1234567", "+491701234567"],
    ["+49/170/1234567", "+491701234567"],
    ["＋４９１７０１２３４５６７", "+491701234567"],
    ["+٤٩١٧٠١٢٣٤٥٦٧", "+491701234567"],
    ["\u202a+49 170 1234567\u202c", "+491701234567"],
    ["+1234567", "+1234567"],
    ["+123456789012345", "+123456789012345"],
  ])("%j is %s", (text, number) => {
    expect(parseNumber(text)).toBe(number);
  });

  test.each([
    ["without a country code", "01701234567"],
    ["with the prefix of a network", "00491701234567"],
    ["with a country code of 0", "+0491701234567"],
    ["with a trunk zero that is kept", "+49 (0) 170 1234567 x"],
    ["too short", "+123456"],
    ["too long", "+1234567890123456"],
    ["two plus signs", "++491701234567"],
    ["letters", "+1800FLOWERS"],
    ["an extension", "+491701234567;ext=1"],
    ["nothing", ""],
    ["a very long text", `+49170${" ".repeat(100)}1234567`],
  ])("%s is none: %j", (_, text) => {
    expect(parseNumber(text)).toBeUndefined();
  });

  test("property: what is read is in the form of E.164 and reads as itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        const number = parseNumber(text);
        if (number === undefined) return;
        expect(number).toMatch(/^\+[1-9][0-9]{6,14}$/);
        expect(parseNumber(number)).toBe(number);
      }),
    );
  });

  test("property: whatever stands between the digits, it is one number", () => {
    const between = fc.constantFrom("", " ", "-", ".", "(", ")", "/", "\u00a0", "\u2011");
    const digits = fc.stringMatching(/^[1-9][0-9]{6,14}$/);
    fc.assert(
      fc.property(digits, fc.infiniteStream(between), (text, separators) => {
        const written = Array.from(text, (digit) => digit + separators.next().value).join("");
        expect(parseNumber(`+${written}`)).toBe(`+${text}`);
      }),
    );
  });

  test("is shown with its last two digits", () => {
    expect(maskNumber("+491701234567")).toBe("•••67");
  });
});

test.each(["prove", "enrol"] as const)("states %s as it was seen", (ceremony) => {
  const account = newId<"AccountId">(instant(0)) as AccountId;
  const sent = instant(1000);
  const seen = smsCodeEvidence(ceremony, account, "+491701234567", sent, instant(2000));
  expect(seen).toEqual({
    kind: "sms-code",
    ceremony,
    account,
    at: 2000,
    number: "+491701234567",
    sentAt: 1000,
  });
  expect(standingOf(seen)).toBe("seen");
});
