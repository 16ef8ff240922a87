import { Name } from "@peculiar/asn1-x509";
import { describe, expect, test } from "vitest";
import { parseDer } from "../../src/certificates/der.ts";
import { attributeValues, isWithin, soleValue } from "../../src/certificates/distinguished-name.ts";
import { name as writeName, type Subject } from "./authority.ts";
import { oid, sequence, set, utf8String } from "./der-writer.ts";

const COMMON_NAME = "2.5.4.3";
const ORGANIZATION = "2.5.4.10";

const readName = (der: Uint8Array) => parseDer(der, Name) ?? expect.fail("no name");
const nameOf = (subject: Subject) => readName(writeName(subject));

describe("the value of an attribute", () => {
  const name = nameOf([
    ["O", "Test"],
    ["CN", "first"],
    ["CN", "second"],
  ]);

  test("is of the attribute that was asked for, in order", () => {
    expect(attributeValues(name, COMMON_NAME)).toEqual(["first", "second"]);
    expect(attributeValues(name, ORGANIZATION)).toEqual(["Test"]);
    expect(attributeValues(name, "2.5.4.6")).toEqual([]);
  });

  test("counts where it stands once and is not empty", () => {
    expect(soleValue(name, ORGANIZATION)).toBe("Test");
    expect(soleValue(name, COMMON_NAME)).toBeUndefined();
    expect(soleValue(name, "2.5.4.6")).toBeUndefined();
    expect(soleValue(nameOf([["CN", ""]]), COMMON_NAME)).toBeUndefined();
    const emptyToo = nameOf([
      ["CN", "first"],
      ["CN", ""],
    ]);
    expect(soleValue(emptyToo, COMMON_NAME)).toBeUndefined();
  });
});

describe("RFC 5280 section 7.1: a name lies within another", () => {
  const base: Subject = [
    ["C", "AA"],
    ["O", "Test"],
  ];
  const within = (subject: Subject, of: Subject = base) => isWithin(nameOf(of), nameOf(subject));

  test("where it begins with all of it", () => {
    expect(within([...base, ["CN", "x"]])).toBe(true);
    expect(within(base)).toBe(true);
    expect(within(base.slice(0, 1))).toBe(false);
    expect(within([["C", "AA"], ["O", "Other"], ...base])).toBe(false);
  });

  const organization = (value: string): Subject => [["O", value]];
  test.each([
    ["runs of white space are one", "A  B", "A B", true],
    ["white space parts words", "AB", "A B", false],
    ["words count", "A C", "A B", false],
    ["case does not count", "a B", "A b", true],
    ["white space around does not count", "  A B ", "A B", true],
  ])("%s", (_, value, of, expected) => {
    expect(within(organization(value), organization(of))).toBe(expected);
  });

  test("as a set: all attributes of a relative name, in any order, and no others", () => {
    const cn = (value: string) => sequence(oid(COMMON_NAME), utf8String(value));
    const o = (value: string) => sequence(oid(ORGANIZATION), utf8String(value));
    const together = (...attributes: Uint8Array[]) => readName(sequence(set(...attributes)));
    const both = together(cn("x"), o("y"));
    expect(isWithin(both, together(o("y"), cn("x")))).toBe(true);
    expect(isWithin(both, together(cn("x")))).toBe(false);
    expect(isWithin(together(cn("x")), both)).toBe(false);
    expect(isWithin(both, together(cn("x"), o("z")))).toBe(false);
  });
});
