import { describe, expect, test } from "vitest";
import { crlUrlsOf } from "../../src/certificates/distribution-points.ts";
import { name } from "./authority.ts";
import { distributionPoints, foreignPoint } from "./crl-writer.ts";
import { integer, sequence } from "./der-writer.ts";
import { leafOf, read, root } from "./path-fixture.ts";

const urlsOf = (...extensions: object[]) => crlUrlsOf(read(leafOf(root, { extensions })));

describe("RFC 5280 section 4.2.1.13: where lists of revoked certificates are", () => {
  test("by HTTP, from every point, in their order", () => {
    const points = distributionPoints(
      ["http://crl.example/a.crl", "ldap://crl.example/a"],
      ["HTTPS://crl.example/b.crl", "ftp://crl.example/b"],
    );
    expect(urlsOf(points)).toEqual(["http://crl.example/a.crl", "HTTPS://crl.example/b.crl"]);
  });

  test("not where somebody else signs the list", () => {
    const value = sequence(foreignPoint("http://crl.example/x.crl", name([["CN", "Other"]])));
    expect(urlsOf({ id: "2.5.29.31", value })).toEqual([]);
  });

  test("nowhere without the extension, or where it cannot be read", () => {
    expect(urlsOf()).toEqual([]);
    expect(urlsOf({ id: "2.5.29.31", value: integer(1) })).toEqual([]);
  });
});
