import { describe, expect, test } from "vitest";
import { serialText } from "../../src/certificates/certificate.ts";
import { parseCrl } from "../../src/certificates/crl.ts";
import { crlUrlsOf } from "../../src/certificates/distribution-points.ts";
import { readChildren, readDer } from "../../src/certificates/der.ts";
import { revocationOf } from "../../src/certificates/revocation.ts";
import { authority, basicConstraints, keyUsage, NOW } from "./authority.ts";
import { crlOf, distributionPoints, issuingPoint } from "./crl-writer.ts";
import { context, integer, sequence, time, tlv } from "./der-writer.ts";
import { leafOf, read } from "./path-fixture.ts";

const issuer = authority("Issuer", { extensions: [basicConstraints(true), keyUsage(5, 6)] });

const codeOf = (der: Uint8Array) => {
  const crl = parseCrl(der);
  return crl.ok ? "read" : crl.code;
};
const childrenOf = (der: Uint8Array) =>
  (readChildren(readDer(der) ?? expect.fail("no DER")) ?? []).map(({ raw }) => raw);

/** The list with other members in its signed part; whether the signature holds is asked later. */
function withMembers(change: (members: readonly Uint8Array[]) => readonly Uint8Array[]) {
  const [signed = new Uint8Array(), ...rest] = childrenOf(
    crlOf(issuer, { revoked: [Buffer.of(1, 2, 3)] }),
  );
  return sequence(sequence(...change(childrenOf(signed))), ...rest);
}

describe("RFC 5280 section 5.1.2: the members of a list, and no others", () => {
  test("in their order and with nothing after them", () => {
    expect(codeOf(withMembers((members) => members))).toBe("read");
    const extra = [integer(1), sequence(), tlv(0x0c, Buffer.from("x"))];
    for (const more of extra) {
      expect(codeOf(withMembers((members) => [...members, more]))).toBe("crl_malformed");
    }
  });

  test("extensions under the tag [0] alone: another tag may not hide them", () => {
    const extensions = childrenOf(issuingPoint([]).value);
    expect(codeOf(withMembers((members) => [...members, context(0, sequence())]))).toBe("read");
    for (const other of [context(1, ...extensions), tlv(0x60, sequence()), tlv(0xe0, sequence())]) {
      expect(codeOf(withMembers((members) => [...members, other]))).toBe("crl_malformed");
    }
  });

  test("entries that are a serial number, a date and perhaps extensions", () => {
    const entry = (...parts: Uint8Array[]) =>
      codeOf(withMembers((members) => [...members.slice(0, -1), sequence(sequence(...parts))]));
    expect(entry(integer(1), time(NOW))).toBe("read");
    expect(entry(integer(1), time(NOW), sequence())).toBe("read");
    expect(entry(integer(1), time(NOW), sequence(), sequence())).toBe("crl_malformed");
    expect(entry(time(NOW), integer(1))).toBe("crl_malformed");
    expect(entry()).toBe("crl_malformed");
  });

  test("entries that cannot be read as a list", () => {
    const entries = (value: Uint8Array) =>
      codeOf(withMembers((members) => [...members.slice(0, -1), value]));
    expect(entries(tlv(0x10))).toBe("crl_malformed");
    expect(entries(sequence(integer(1)))).toBe("crl_malformed");
    expect(entries(tlv(0x30, Buffer.of(0x30, 0x05)))).toBe("crl_malformed");
  });

  test.each([0, 1, 2, 3, 4])("cut after %i of them", (count) => {
    expect(codeOf(withMembers((members) => members.slice(0, count)))).toBe("crl_malformed");
  });
});

test("a list of more than 4 MiB is not looked at", () => {
  const most = 4 * 1024 * 1024;
  const sized = (length: number) => parseCrl(Buffer.alloc(length));
  expect(sized(most)).toEqual({ ok: false, code: "crl_malformed" });
  expect(sized(most + 1)).toEqual({ ok: false, code: "crl_malformed", detail: "too large" });
});

test("a serial number is the whole number: zeros in front of it say nothing, others do", () => {
  expect(serialText(Buffer.of(0, 0, 1, 0, 0, 2))).toBe("01000002");
  expect(serialText(Buffer.of(0x10, 0x01))).toBe("1001");
  expect(serialText(Buffer.of(0x10, 0x00, 0x01))).toBe("100001");
  expect(serialText(Buffer.of(0))).toBe("");
});

describe("names in certificates", () => {
  test("an address that merely contains http:// is none by HTTP", () => {
    const points = distributionPoints(["ldap://crl.example/?see=http://crl.example/"]);
    expect(crlUrlsOf(read(leafOf(issuer, { extensions: [points] })))).toEqual([]);
  });

  test("any of a list's names may be the certificate's", () => {
    const names = ["http://crl.example/1", "http://crl.example/2"];
    const uris = names.map((url) => tlv(0x86, Buffer.from(url)));
    const value = sequence(context(0, context(0, ...uris)));
    const list = crlOf(issuer, { extensions: [{ ...issuingPoint([]), value }] });
    const statusOf = (url: string) => {
      const leaf = leafOf(issuer, { extensions: [distributionPoints([url])] });
      return revocationOf([leaf, issuer.der].map(read), [list], NOW).status;
    };
    expect(names.map(statusOf)).toEqual(["good", "good"]);
    expect(statusOf("http://crl.example/3")).toBe("unknown");
  });
});
