import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Aaguid } from "../../src/base/ids.ts";
import { createTestRoot, metadataEntry } from "../../src/testing/public.ts";
import { AAGUID, blobOf, OTHER, verified } from "./mds.ts";

const KEY_ID = "0123456789abcdef0123456789abcdef01234567";
const ZERO = "00000000-0000-0000-0000-000000000000";
const id = (text: string) => text as Aaguid;
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const anchor = createTestRoot().certificate;
const otherAnchor = createTestRoot().certificate;

const read = (...entries: readonly object[]) => verified(blobOf({ entries }));

describe("FIDO MDS v3.1 section 3.1.1: an entry", () => {
  test("of a FIDO2 model, by its AAGUID", () => {
    const value = read(
      metadataEntry({
        aaguid: AAGUID.toUpperCase(),
        description: "A key",
        keyProtection: ["hardware", "tee"],
        anchors: [anchor],
      }),
    );
    expect(value.metadata.models.get(id(AAGUID))).toEqual({
      description: "A key",
      keyProtection: ["hardware", "tee"],
      reports: [
        { status: "FIDO_CERTIFIED_L1", from: day("2020-01-01"), until: null, certificate: null },
      ],
    });
    expect(value.anchors.byAaguid.get(id(AAGUID))).toEqual([anchor]);
    expect(value.metadata.modelsByKeyId.size).toBe(0);
    expect(value.problems).toEqual([]);
  });

  test("of a U2F model, by each of its keys", () => {
    const second = KEY_ID.replace("0", "f");
    const keyIds = [KEY_ID.toUpperCase(), second, KEY_ID];
    const value = read(metadataEntry({ keyIds, anchors: [anchor] }));
    expect([...value.metadata.modelsByKeyId.keys()]).toEqual([KEY_ID, second]);
    expect(value.anchors.byKeyId.get(second)).toEqual([anchor]);
    expect(value.metadata.models.size).toBe(0);
    expect(value.problems).toEqual([]);
  });

  test("of a UAF authenticator is counted and left out", () => {
    const value = read({ aaid: "1234#5678", statusReports: [] }, metadataEntry({ aaguid: AAGUID }));
    expect(value.uafEntries).toBe(1);
    expect(value.metadata.models.size).toBe(1);
    expect(value.problems).toEqual([]);
  });

  test("without a statement has its status and nothing else", () => {
    const { metadataStatement: _, ...entry } = metadataEntry({ aaguid: AAGUID });
    const value = read(entry);
    expect(value.metadata.models.get(id(AAGUID))).toMatchObject({
      description: "",
      keyProtection: [],
      reports: [{ status: "FIDO_CERTIFIED_L1" }],
    });
    expect(value.anchors.byAaguid.get(id(AAGUID))).toEqual([]);
    expect(value.problems).toEqual([]);
  });

  test("null is what some writers say for absent", () => {
    const reports = [
      { status: "REVOKED", effectiveDate: null, sunsetDate: null, certificate: null },
    ];
    const entry = metadataEntry({ aaguid: AAGUID });
    const value = read({
      ...entry,
      aaid: null,
      attestationCertificateKeyIdentifiers: null,
      metadataStatement: null,
      statusReports: reports,
    });
    expect(value.problems).toEqual([]);
    expect(value.metadata.models.get(id(AAGUID))?.reports).toEqual([
      { status: "REVOKED", from: 0, until: null, certificate: null },
    ]);
  });

  test("certificates may be broken over lines", () => {
    const entry = metadataEntry({ aaguid: AAGUID });
    const text = `\n${Buffer.from(anchor).toString("base64").replaceAll(/.{64}/g, "$&\r\n")} `;
    const metadataStatement = { attestationRootCertificates: [text] };
    expect(read({ ...entry, metadataStatement }).anchors.byAaguid.get(id(AAGUID))).toEqual([
      anchor,
    ]);
  });
});

describe("an entry that is not what it should be is named, and the others count", () => {
  const good = metadataEntry({ aaguid: OTHER, reports: [{ status: "REVOKED" }] });
  const judged = (entry: unknown) => {
    const value = verified(blobOf({ entries: [entry as object, good] }));
    expect(value.metadata.models.get(id(OTHER))?.reports).toMatchObject([{ status: "REVOKED" }]);
    return value;
  };

  test.each([
    ["null", null],
    ["a text", "entry"],
    ["a list", []],
    ["an object without a name", { statusReports: [] }],
    ["an AAGUID in another form", { aaguid: AAGUID.replaceAll("-", ""), statusReports: [] }],
    ["an AAGUID that is no text", { aaguid: 1, statusReports: [] }],
    ["key identifiers of another length", { attestationCertificateKeyIdentifiers: ["00"] }],
  ])("%s", (_, entry) => {
    const { problems, metadata } = judged(entry);
    expect(problems).toEqual([{ index: 0, model: null, code: "mds_entry_unnamed" }]);
    expect(metadata.models.size).toBe(1);
  });

  test("B13: the zero AAGUID is everybody's, so nothing is said of it", () => {
    const { problems, metadata, anchors } = judged(
      metadataEntry({ aaguid: ZERO, anchors: [anchor] }),
    );
    expect(problems).toEqual([{ index: 0, model: null, code: "mds_entry_zero" }]);
    expect(metadata.models.has(id(ZERO))).toBe(false);
    expect(anchors.byAaguid.has(id(ZERO))).toBe(false);
    const u2f = metadataEntry({ aaguid: ZERO, keyIds: [KEY_ID] });
    expect(judged(u2f).metadata.modelsByKeyId.has(KEY_ID)).toBe(true);
  });

  test("a name that is none hides no other", () => {
    const entry = {
      ...metadataEntry({ aaguid: AAGUID, reports: [{ status: "REVOKED" }] }),
      aaid: 1,
      attestationCertificateKeyIdentifiers: ["?", KEY_ID],
    };
    const { metadata } = judged(entry);
    expect(metadata.models.has(id(AAGUID))).toBe(true);
    expect([...metadata.modelsByKeyId.keys()]).toEqual([KEY_ID]);
  });

  test.each([
    ["a statement that is no object", "statement"],
    ["protection that is no list", { keyProtection: "hardware" }],
    ["anchors that are no list", { attestationRootCertificates: "MIIB" }],
    ["an AAGUID that is none", { aaguid: "a key" }],
  ])("%s gives neither anchors nor protection, and keeps its status", (_, metadataStatement) => {
    const { problems, metadata, anchors } = judged({
      ...metadataEntry({ aaguid: AAGUID, reports: [{ status: "REVOKED" }] }),
      metadataStatement,
    });
    expect(problems).toEqual([{ index: 0, model: AAGUID, code: "mds_entry_statement_malformed" }]);
    expect(anchors.byAaguid.get(id(AAGUID))).toEqual([]);
    expect(metadata.models.get(id(AAGUID))).toMatchObject({
      keyProtection: [],
      reports: [{ status: "REVOKED" }],
    });
  });

  test("R18: the statement of another model gives nothing", () => {
    const { metadataStatement } = metadataEntry({ aaguid: OTHER, anchors: [anchor] });
    const entry = { ...metadataEntry({ aaguid: AAGUID }), metadataStatement };
    const { problems, anchors, metadata } = judged(entry);
    expect(problems).toMatchObject([{ code: "mds_entry_statement_mismatch" }]);
    expect(anchors.byAaguid.get(id(AAGUID))).toEqual([]);
    expect(metadata.models.get(id(AAGUID))?.keyProtection).toEqual([]);
  });

  test("an anchor that is no certificate is left out", () => {
    const entry = metadataEntry({ aaguid: AAGUID, anchors: [Buffer.of(1, 2, 3), anchor] });
    const { problems, anchors } = judged(entry);
    expect(problems).toMatchObject([{ code: "mds_entry_anchor_malformed" }]);
    expect(anchors.byAaguid.get(id(AAGUID))).toEqual([anchor]);
  });

  test("R19: of two entries of one model every report counts, and no anchor", () => {
    const first = metadataEntry({ aaguid: AAGUID, anchors: [anchor] });
    const second = metadataEntry({
      aaguid: AAGUID.toUpperCase(),
      anchors: [otherAnchor],
      reports: [{ status: "REVOKED" }],
    });
    for (const entries of [
      [first, second],
      [second, first],
    ]) {
      const { metadata, anchors, problems } = read(...entries);
      const facts = metadata.models.get(id(AAGUID));
      expect(facts?.reports.map(({ status }) => status).toSorted()).toEqual([
        "FIDO_CERTIFIED_L1",
        "REVOKED",
      ]);
      expect(facts?.keyProtection).toEqual([]);
      expect(anchors.byAaguid.get(id(AAGUID))).toEqual([]);
      expect(problems).toEqual([{ index: 1, model: AAGUID, code: "mds_entry_repeated" }]);
    }
  });
});

test("no entry makes it throw", () => {
  const member = fc.oneof(fc.jsonValue(), fc.constantFrom(AAGUID, ZERO, "2026-01-01", "REVOKED"));
  const entry = fc.record(
    {
      aaguid: member,
      aaid: member,
      attestationCertificateKeyIdentifiers: fc.oneof(member, fc.array(member)),
      metadataStatement: fc.oneof(
        member,
        fc.record({
          description: member,
          keyProtection: member,
          attestationRootCertificates: member,
        }),
      ),
      statusReports: fc.oneof(
        member,
        fc.array(fc.record({ status: member, effectiveDate: member, certificate: member })),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 3 }), (entries) => {
      const { metadata, problems, uafEntries } = read(...entries);
      const named = metadata.models.size + metadata.modelsByKeyId.size;
      expect(named + problems.length + uafEntries).toBeGreaterThanOrEqual(
        Math.min(1, entries.length),
      );
    }),
    { numRuns: 100 },
  );
});
