import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Revocation, revocationOf } from "../../src/certificates/revocation.ts";
import {
  type Authority,
  authority,
  basicConstraints,
  daysFromNow,
  keyUsage,
  NOW,
  rsaKey,
} from "./authority.ts";
import {
  type CrlOptions,
  crlOf,
  deltaIndicator,
  distributionPoints,
  issuingPoint,
  reason,
} from "./crl-writer.ts";
import { integer, octetString, oid, sequence } from "./der-writer.ts";
import { endEntity, leafKey, leafOf, read } from "./path-fixture.ts";

const lists = [basicConstraints(true), keyUsage(5, 6)];
const root = authority("Root", { extensions: lists });
const middle = authority("Middle", { parent: root, extensions: lists });
const leaf = leafOf(middle);
const path = [leaf, middle.der, root.der];
const other = leafOf(middle);

function judge(crls: readonly Uint8Array[], of: readonly Uint8Array[] = path, now = NOW): string {
  return words(revocationOf(of.map(read), crls, now), of);
}

/** The status, and where it is not good, of which certificate and why. */
function words(revocation: Revocation, of: readonly Uint8Array[]): string {
  if (revocation.status === "good") return "good";
  const { fingerprint } = revocation.certificate;
  const index = of.findIndex((der) => read(der).fingerprint === fingerprint);
  const because = revocation.status === "unknown" ? ` ${revocation.because}` : "";
  return `${revocation.status} ${index}${because}`;
}

/** What is said of the leaf, where its issuer's list is as given. */
const ofLeaf = (options: CrlOptions, issuer: Authority = middle) =>
  judge([crlOf(root), crlOf(issuer, options)]);

describe("RFC 5280 section 6.3: what lists say of a path", () => {
  test("good where every issuer has a list and none names a certificate of it", () => {
    expect(judge([crlOf(middle), crlOf(root)])).toBe("good");
    expect(ofLeaf({ revoked: [other] })).toBe("good");
  });

  test("R21: a leaf or an intermediate that was revoked", () => {
    expect(ofLeaf({ revoked: [other, leaf] })).toBe("revoked 0");
    expect(judge([crlOf(middle), crlOf(root, { revoked: [middle.der] })])).toBe("revoked 1");
  });

  test("what is revoked outranks what is not known", () => {
    expect(judge([crlOf(root, { revoked: [middle.der] })])).toBe("revoked 1");
    expect(judge([crlOf(middle, { revoked: [leaf] })])).toBe("revoked 0");
  });

  test("unknown where the list of one issuer is missing", () => {
    expect(judge([])).toBe("unknown 0 crl_missing");
    expect(judge([crlOf(middle)])).toBe("unknown 1 crl_missing");
    expect(judge([crlOf(root)])).toBe("unknown 0 crl_missing");
  });

  test("the anchor's own revocation is nobody's to say, and an anchor alone is good", () => {
    const crls = [crlOf(middle), crlOf(root, { revoked: [root.der] })];
    expect(judge(crls)).toBe("good");
    expect(judge([], [leaf])).toBe("good");
  });

  test("a serial number is another certificate's under another issuer", () => {
    const serial = Buffer.from(read(leaf).serial, "hex");
    expect(judge([crlOf(middle), crlOf(root, { revoked: [serial] })])).toBe("good");
  });

  test("on hold is revoked; a newer list takes it back, whatever the order", () => {
    const hold = { revoked: [{ serial: leaf, extensions: [reason(6)] }] };
    expect(ofLeaf(hold)).toBe("revoked 0");
    const older = crlOf(middle, { ...hold, thisUpdate: daysFromNow(-3) });
    const newer = crlOf(middle);
    expect(judge([crlOf(root), older, newer])).toBe("good");
    expect(judge([newer, older, crlOf(root)])).toBe("good");
    const revokedSince = [crlOf(middle, { thisUpdate: daysFromNow(-3) }), crlOf(middle, hold)];
    expect(judge([crlOf(root), ...revokedSince])).toBe("revoked 0");
  });
});

describe("a list that cannot be used says nothing", () => {
  test("outside its dates, the instants themselves being inside", () => {
    expect(ofLeaf({ thisUpdate: daysFromNow(-9), nextUpdate: daysFromNow(-1) })).toBe(
      "unknown 0 crl_expired",
    );
    expect(ofLeaf({ thisUpdate: daysFromNow(1) })).toBe("unknown 0 crl_not_yet_valid");
    expect(ofLeaf({ thisUpdate: NOW, nextUpdate: NOW })).toBe("good");
    expect(judge([crlOf(middle)], [leaf, middle.der], new Date(Number.NaN))).toBe(
      "unknown 0 crl_not_yet_valid",
    );
  });

  test("an expired list does not stand in for a current one, whatever it says", () => {
    const expired = { thisUpdate: daysFromNow(-9), nextUpdate: daysFromNow(-1), revoked: [leaf] };
    expect(ofLeaf(expired)).toBe("unknown 0 crl_expired");
    expect(judge([crlOf(middle, expired), crlOf(middle), crlOf(root)])).toBe("good");
  });

  test("by another issuer, or by one who only has the name", () => {
    const namesake = authority("Middle", { extensions: lists });
    expect(judge([crlOf(root), crlOf(authority("Other"))])).toBe("unknown 0 crl_missing");
    expect(ofLeaf({}, namesake)).toBe("unknown 0 crl_signature_invalid");
    expect(ofLeaf({ revoked: [leaf] }, namesake)).toBe("unknown 0 crl_signature_invalid");
    const rsa = authority("Middle", { keys: rsaKey(), extensions: lists });
    expect(ofLeaf({}, rsa)).toBe("unknown 0 crl_signature_invalid");
  });

  test("with a signature that was over something else", () => {
    const crl = Buffer.from(crlOf(middle, { revoked: [leaf] }));
    const at = crl.indexOf(Buffer.from(read(leaf).serial, "hex"));
    crl[at] = (crl[at] ?? 0) ^ 1;
    expect(judge([crlOf(root), crl])).toBe("unknown 0 crl_signature_invalid");
  });

  test("signed with SHA-1, or by a key that may sign certificates alone", () => {
    expect(ofLeaf({ hash: "sha1" })).toBe("unknown 0 crl_issuer_refused");
    const bare = authority("Bare", {
      parent: root,
      extensions: [basicConstraints(true), keyUsage(5)],
    });
    const chain = [leafOf(bare), bare.der, root.der];
    expect(judge([crlOf(bare), crlOf(root)], chain)).toBe("unknown 0 crl_issuer_refused");
    const silent = authority("Silent", { parent: root, extensions: [basicConstraints(true)] });
    const free = [leafOf(silent), silent.der, root.der];
    expect(judge([crlOf(silent), crlOf(root)], free)).toBe("good");
  });

  test.each([
    ["a delta", { extensions: [deltaIndicator] }, "crl_kind_refused"],
    [
      "a delta that hides it",
      { extensions: [{ ...deltaIndicator, critical: false }] },
      "crl_kind_refused",
    ],
    ["an indirect list", { extensions: [issuingPoint([4])] }, "crl_kind_refused"],
    [
      "one for some reasons",
      { extensions: [issuingPoint([], { reasons: Buffer.of(6, 64) })] },
      "crl_kind_refused",
    ],
    ["one of attribute certificates", { extensions: [issuingPoint([5])] }, "crl_kind_refused"],
    [
      "one of users and authorities only",
      { extensions: [issuingPoint([1, 2])] },
      "crl_kind_refused",
    ],
    [
      "a point that is none",
      { extensions: [{ id: "2.5.29.28", critical: true, value: integer(1) }] },
      "crl_malformed",
    ],
    [
      "a critical extension that nobody knows",
      { extensions: [{ id: "1.2.3", critical: true, value: integer(1) }] },
      "crl_extension_unknown",
    ],
    [
      "an entry with one",
      {
        revoked: [
          { serial: other, extensions: [{ id: "1.2.3", critical: true, value: integer(1) }] },
        ],
      },
      "crl_extension_unknown",
    ],
    [
      "an entry that takes another back",
      { revoked: [{ serial: leaf, extensions: [reason(8)] }] },
      "crl_kind_refused",
    ],
    [
      "an entry with an extension twice",
      { revoked: [{ serial: leaf, extensions: [reason(1), reason(2)] }] },
      "crl_malformed",
    ],
    [
      "a reason that is none",
      { revoked: [{ serial: leaf, extensions: [{ id: "2.5.29.21", value: integer(1) }] }] },
      "crl_malformed",
    ],
    ["no nextUpdate", { nextUpdate: null }, "crl_malformed"],
    ["a version that is none", { version: 2 }, "crl_malformed"],
    [
      "version 1 with extensions",
      { version: null, extensions: [issuingPoint([])] },
      "crl_malformed",
    ],
    ["an extension twice", { extensions: [issuingPoint([]), issuingPoint([])] }, "crl_malformed"],
    [
      "another algorithm outside",
      { outerAlgorithm: sequence(oid("1.2.840.10045.4.3.3")) },
      "crl_malformed",
    ],
  ] satisfies [string, CrlOptions, string][])("%s", (_, options, because) => {
    expect(ofLeaf(options)).toBe(`unknown 0 ${because}`);
  });

  test("larger than four mebibytes", () => {
    const padding = (size: number) => ({
      extensions: [{ id: "1.2.3", value: octetString(Buffer.alloc(size)) }],
    });
    expect(ofLeaf(padding(4 * 1024 * 1024 - 1_000))).toBe("good");
    expect(ofLeaf(padding(4 * 1024 * 1024))).toBe("unknown 0 crl_malformed");
  });

  test("bytes that are no list, or one after its end", () => {
    for (const der of [new Uint8Array(), leaf, Buffer.concat([crlOf(middle), Buffer.of(0)])]) {
      expect(judge([crlOf(root), der])).toBe("unknown 0 crl_malformed");
      // It might have been this issuer's; where there is another, it does not matter.
      expect(judge([crlOf(root), der, crlOf(middle)])).toBe("good");
    }
  });
});

describe("lists of every honest form", () => {
  test.each([
    ["of version 1", { version: null }],
    [
      "with a number and the key of its issuer",
      { extensions: [{ id: "2.5.29.20", value: integer(1) }] },
    ],
    [
      "with an extension that need not be known",
      { extensions: [{ id: "1.2.3", value: integer(1) }] },
    ],
    ["with reasons", { revoked: [{ serial: other, extensions: [reason(1)] }] }],
    ["with SHA-512", { hash: "sha512" }],
    ["until after 2050", { nextUpdate: new Date("2060-01-01T00:00:00Z") }],
  ] satisfies [string, CrlOptions][])("%s", (_, options) => {
    expect(ofLeaf(options)).toBe("good");
  });

  test("with ten thousand entries, the certificate among them", () => {
    const serials = Array.from({ length: 10_000 }, (_, index) =>
      Buffer.of(1, index >> 16, (index >> 8) & 0xff, index & 0xff, 7, 7, 7, 7),
    );
    expect(ofLeaf({ revoked: serials })).toBe("good");
    expect(ofLeaf({ revoked: [...serials, leaf] })).toBe("revoked 0");
  });
});

describe("RFC 5280 section 5.2.5: a list about some certificates of its issuer", () => {
  const chain = (issuer: Authority, extensions = endEntity) => [
    issuer.issue({ publicKey: leafKey.publicKey, extensions }),
    issuer.der,
  ];

  test("is taken for those alone", () => {
    const users = crlOf(middle, { extensions: [issuingPoint([1])] });
    const authorities = crlOf(root, { extensions: [issuingPoint([2])] });
    expect(judge([users, authorities])).toBe("good");
    const swapped = [
      crlOf(middle, { extensions: [issuingPoint([2])] }),
      crlOf(root, { extensions: [issuingPoint([1])] }),
    ];
    expect(judge(swapped)).toBe("unknown 0 crl_out_of_scope");
    expect(judge([users, ...swapped.slice(1)])).toBe("unknown 1 crl_out_of_scope");
  });

  test("by distribution point: the certificate names one that the list is of", () => {
    const [url, elsewhere] = ["http://crl.example/1.crl", "http://crl.example/2.crl"];
    const named = chain(middle, [distributionPoints(["ldap://x/", url])]);
    const list = (of: string) => crlOf(middle, { extensions: [issuingPoint([], { url: of })] });
    expect(judge([list(url)], named)).toBe("good");
    expect(judge([list(elsewhere)], named)).toBe("unknown 0 crl_out_of_scope");
    expect(judge([list(url)], chain(middle))).toBe("unknown 0 crl_out_of_scope");
    expect(judge([list(elsewhere), list(url)], named)).toBe("good");
  });
});

test("no bytes make it throw", () => {
  const crl = crlOf(middle, { revoked: [other], extensions: [issuingPoint([1])] });
  const certificates = path.map(read);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(crl.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }),
      (changes) => {
        const bytes = Buffer.from(crl);
        for (const [index, value] of changes) bytes[index] = value;
        const same = bytes.equals(crl);
        const { status } = revocationOf(certificates.slice(0, 2), [bytes], NOW);
        expect(status).toBe(same ? "good" : "unknown");
      },
    ),
    { numRuns: 200 },
  );
});
