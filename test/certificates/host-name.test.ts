import { describe, expect, test } from "vitest";
import { bearsHostName } from "../../src/certificates/host-name.ts";
import type { Subject } from "./authority.ts";
import { sequence, tlv } from "./der-writer.ts";
import { leafOf, read, root } from "./path-fixture.ts";

const dnsNames = (...names: string[]) => ({
  id: "2.5.29.17",
  value: sequence(...names.map((name) => tlv(0x82, Buffer.from(name)))),
});

const bears = (host: string, subject: Subject, ...extensions: object[]) =>
  bearsHostName(read(leafOf(root, { subject, extensions })), host);

describe("RFC 2818 section 3.1: whose certificate it is", () => {
  test("by an alternative name, in whatever case", () => {
    const names = dnsNames("www.example", "MDS.example");
    expect(bears("mds.example", [["CN", "any"]], names)).toBe(true);
    expect(bears("example", [["CN", "any"]], names)).toBe(false);
  });

  test("by the common name only where there is no alternative", () => {
    const subject: Subject = [["CN", "mds.example"]];
    expect(bears("mds.example", subject)).toBe(true);
    expect(bears("mds.example", subject, dnsNames("other.example"))).toBe(false);
    const mail = { id: "2.5.29.17", value: sequence(tlv(0x81, Buffer.from("a@b.example"))) };
    expect(bears("mds.example", subject, mail)).toBe(true);
  });

  test("not by two common names, by none, or by a wildcard", () => {
    expect(
      bears("mds.example", [
        ["CN", "mds.example"],
        ["CN", "other.example"],
      ]),
    ).toBe(false);
    expect(bears("mds.example", [["O", "mds.example"]])).toBe(false);
    expect(bears("mds.example", [], dnsNames("*.example"))).toBe(false);
  });
});
