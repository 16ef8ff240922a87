import { AlgorithmIdentifier } from "@peculiar/asn1-x509";
import { describe, expect, test } from "vitest";
import { isUniversal, parseDer, readChildren, readDer } from "../../src/certificates/der.ts";
import { context, integer, octetString, oid, sequence, tlv } from "./der-writer.ts";

const parent = (bytes: Uint8Array) => readDer(bytes) ?? expect.fail("no DER");
const integers = (count: number) => Array<Uint8Array>(count).fill(integer(1));

describe("X.690 section 10.1: each length has one spelling", () => {
  test.each([
    ["two octets where one is enough", 0x82, [0x00, 0x80], 0x80],
    ["three octets where two are enough", 0x83, [0x00, 0x80, 0x00], 0x8000],
    ["three octets where two are just enough", 0x83, [0x00, 0xff, 0xff], 0xffff],
    ["four octets where three are enough", 0x84, [0x00, 0x01, 0x00, 0x00], 0x1_0000],
  ])("%s", (_, first, octets, length) => {
    const bytes = Buffer.concat([Buffer.of(0x04, first, ...octets), Buffer.alloc(length)]);
    expect(readDer(bytes)).toBeUndefined();
  });
});

describe("the tag of an element, and its class", () => {
  test("is the universal one that was asked for, and nothing alike", () => {
    expect(isUniversal(parent(octetString(Buffer.of(1))), 4)).toBe(true);
    expect(isUniversal(parent(octetString(Buffer.of(1))), 3)).toBe(false);
    expect(isUniversal(parent(tlv(0x84, Buffer.of(1))), 4)).toBe(false);
    expect(isUniversal(parent(tlv(0x44, Buffer.of(1))), 4)).toBe(false);
    expect(isUniversal(parent(tlv(0xc4, Buffer.of(1))), 4)).toBe(false);
    expect(isUniversal(undefined, 4)).toBe(false);
  });
});

describe("the limits are where they are said to be", () => {
  const withParameters = (parameters: Uint8Array) => sequence(oid("1.2.3.4"), parameters);

  test("512 children", () => {
    expect(readChildren(parent(sequence(...integers(512))))).toHaveLength(512);
    expect(readChildren(parent(sequence(...integers(513))))).toBeUndefined();
  });

  test("512 elements in all, the outermost among them", () => {
    const spread = (count: number) =>
      withParameters(sequence(sequence(...integers(250)), sequence(...integers(count))));
    // The outer sequence, the identifier, the parameters and two sequences in them make five.
    expect(parseDer(spread(257), AlgorithmIdentifier)).toBeDefined();
    expect(parseDer(spread(258), AlgorithmIdentifier)).toBeUndefined();
  });

  test("24 levels below the outermost", () => {
    const nested = (depth: number) => {
      let value = integer(1);
      for (let level = 1; level < depth; level++) value = context(0, value);
      return withParameters(value);
    };
    expect(parseDer(nested(24), AlgorithmIdentifier)).toBeDefined();
    expect(parseDer(nested(25), AlgorithmIdentifier)).toBeUndefined();
  });
});
