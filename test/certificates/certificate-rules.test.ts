import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { MAXIMUM_CERTIFICATE_BYTES, parseCertificate } from "../../src/certificates/certificate.ts";
import { readChildren, readDer } from "../../src/certificates/der.ts";
import { authority, ecKey } from "./authority.ts";
import { bitString, integer, octetString, oid, sequence } from "./der-writer.ts";

const root = authority("Root");
const key = ecKey();
const leaf = root.issue({ publicKey: key.publicKey });

function partsOf(der: Uint8Array): readonly Uint8Array[] {
  const outer = readDer(der) ?? expect.fail("no DER");
  return (readChildren(outer) ?? expect.fail("no parts")).map(({ raw }) => raw);
}

describe("RFC 5280 section 4.1: the structure of a certificate", () => {
  test("has three parts: one more would be a second spelling that no signature covers", () => {
    const parts = partsOf(leaf);
    expect(parseCertificate(sequence(...parts))).toBeDefined();
    expect(parseCertificate(sequence(...parts, octetString(Buffer.of(1))))).toBeUndefined();
    expect(parseCertificate(sequence(...parts.slice(0, 2)))).toBeUndefined();
  });

  const algorithm = sequence(oid("1.2.840.10045.4.3.2"));
  const signature = bitString(Buffer.alloc(70));
  test.each([
    ["nothing", []],
    ["a serial number alone", [integer(1)]],
    ["a serial number and an algorithm", [integer(1), algorithm]],
    ["no subject", [integer(1), algorithm, sequence(), sequence()]],
    ["no key", [integer(1), algorithm, sequence(), sequence(), sequence()]],
  ])("whose signed part holds %s is refused like any other, not thrown at", (_, fields) => {
    expect(parseCertificate(sequence(sequence(...fields), algorithm, signature))).toBeUndefined();
  });
});

test("the largest certificate that is read has MAXIMUM_CERTIFICATE_BYTES", () => {
  // Signatures of Ed25519 have one length, so that the certificate's can be chosen to the byte.
  const issuer = authority("Ed25519", { keys: generateKeyPairSync("ed25519") });
  const sized = (padding: number) =>
    issuer.issue({
      publicKey: key.publicKey,
      extensions: [{ id: "1.2.3.4", value: octetString(Buffer.alloc(padding)) }],
    });
  const padding = MAXIMUM_CERTIFICATE_BYTES - (sized(9_000).length - 9_000);
  expect(sized(padding)).toHaveLength(MAXIMUM_CERTIFICATE_BYTES);
  expect(parseCertificate(sized(padding))).toBeDefined();
  expect(parseCertificate(sized(padding + 1))).toBeUndefined();
});
