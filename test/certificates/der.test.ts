import { AlgorithmIdentifier, BasicConstraints } from "@peculiar/asn1-x509";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDer, readChildren, readDer } from "../../src/certificates/der.ts";
import { boolean, context, integer, octetString, oid, sequence, tlv } from "./der-writer.ts";

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");

describe("X.690: what is DER and what is not", () => {
  test.each([
    ["nothing", ""],
    ["an identifier alone", "30"],
    ["less content than announced", "04 02 01"],
    ["bytes after the end", "04 01 01 00"],
    ["an indefinite length", "30 80 00 00"],
    ["a long length that is short", "04 81 01 00"],
    ["a length with a leading zero", `04 82 00 80${"00".repeat(128)}`],
    ["a reserved length", "04 ff"],
    ["a length in four octets", "04 84 00 00 00 01 00"],
    ["end of contents", "00 00"],
    ["a long tag that is short", "bf 1e 00"],
    ["a long tag with a leading zero", "bf 80 1f 00"],
    ["a tag in three octets", "bf 81 80 01 00"],
    ["half a long tag", "bf 81"],
  ])("%s", (_, text) => {
    expect(readDer(hex(text))).toBeUndefined();
  });

  test("tags, classes and lengths as written", () => {
    for (const tag of [0, 1, 30, 31, 127, 128, 600, 702, 16_383]) {
      const element = readDer(context(tag, integer(1)));
      expect(element).toMatchObject({ tagClass: "context", tag, constructed: true });
    }
    for (const size of [0, 127, 128, 255, 256, 65_535, 65_536]) {
      expect(readDer(octetString(Buffer.alloc(size)))?.content.length).toBe(size);
    }
    expect(readDer(tlv(0xc1))?.tagClass).toBe("private");
    expect(readDer(tlv(0x41))?.tagClass).toBe("application");
  });

  test("children of a constructed element, all of them or none", () => {
    const parent = (bytes: Uint8Array) => readDer(bytes) ?? expect.fail("no DER");
    const children = readChildren(parent(sequence(integer(1), octetString(Buffer.of(2)))));
    expect(children?.map(({ tag }) => tag)).toEqual([2, 4]);
    expect(readChildren(parent(octetString(integer(1))))).toBeUndefined();
    expect(readChildren(parent(tlv(0x30, Buffer.of(0x02, 0x05))))).toBeUndefined();
  });
});

describe("what reaches the ASN.1 library", () => {
  test("a value that is DER throughout", () => {
    expect(parseDer(sequence(boolean(true), integer(3)), BasicConstraints)).toMatchObject({
      cA: true,
      pathLenConstraint: 3,
    });
  });

  test("nothing with bytes after the end, though the library would take it", () => {
    expect(parseDer(Buffer.concat([sequence(), Buffer.of(0)]), BasicConstraints)).toBeUndefined();
  });

  const withParameters = (parameters: Uint8Array) => sequence(oid("1.2.3.4"), parameters);

  test("nothing that is not DER further in", () => {
    const minimal = sequence(sequence(octetString(Buffer.of(0))));
    expect(parseDer(withParameters(minimal), AlgorithmIdentifier)).toBeDefined();
    const longer = sequence(sequence(hex("04 81 01 00")));
    expect(parseDer(withParameters(longer), AlgorithmIdentifier)).toBeUndefined();
  });

  test("nothing nested beyond measure", () => {
    const nested = (depth: number) => {
      let value = integer(1);
      for (let level = 0; level < depth; level++) value = sequence(value);
      return withParameters(value);
    };
    expect(parseDer(nested(20), AlgorithmIdentifier)).toBeDefined();
    expect(parseDer(nested(30), AlgorithmIdentifier)).toBeUndefined();
    expect(parseDer(nested(5_000), AlgorithmIdentifier)).toBeUndefined();
  });

  test("nothing with elements beyond measure, on one level or on several", () => {
    const many = (count: number) => sequence(...Array<Uint8Array>(count).fill(integer(1)));
    expect(parseDer(withParameters(many(400)), AlgorithmIdentifier)).toBeDefined();
    expect(parseDer(withParameters(many(600)), AlgorithmIdentifier)).toBeUndefined();
    const spread = sequence(...Array<Uint8Array>(20).fill(many(40)));
    expect(parseDer(withParameters(spread), AlgorithmIdentifier)).toBeUndefined();
  });

  test("no bytes make it throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        parseDer(bytes, BasicConstraints);
        const element = readDer(bytes);
        if (element !== undefined) expect(element.raw).toEqual(bytes);
      }),
    );
  });
});
