import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Aaguid } from "../../src/base/ids.ts";
import { createTestRoot, metadataEntry, type MetadataReport } from "../../src/testing/public.ts";
import { AAGUID, blobOf, verified } from "./mds.ts";

const id = (text: string) => text as Aaguid;
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const anchor = createTestRoot().certificate;

const read = (entry: object) => verified(blobOf({ entries: [entry] }));
const reportsOf = (...reports: readonly MetadataReport[]) =>
  read(metadataEntry({ aaguid: AAGUID, reports })).metadata.models.get(id(AAGUID))?.reports;
const UNREADABLE = { status: "UNREADABLE", from: 0, until: null, certificate: null };

describe("FIDO MDS v3.1 section 3.1.3: status reports", () => {
  test("all are kept, as they are written, with their days", () => {
    expect(
      reportsOf(
        { status: "FIDO_CERTIFIED_L2", effectiveDate: "2024-02-29", sunsetDate: "2027-01-31" },
        { status: "NOT_HEARD_OF_YET" },
        { status: "fido_certified", effectiveDate: "2020-01-01" },
      ),
    ).toEqual([
      {
        status: "FIDO_CERTIFIED_L2",
        from: day("2024-02-29"),
        until: day("2027-01-31"),
        certificate: null,
      },
      { ...UNREADABLE, status: "NOT_HEARD_OF_YET" },
      { ...UNREADABLE, status: "fido_certified", from: day("2020-01-01") },
    ]);
  });

  test("one about a batch names the batch's certificate", () => {
    const certificate = createHash("sha256").update(anchor).digest("base64url");
    expect(reportsOf({ status: "ATTESTATION_KEY_COMPROMISE", certificate: anchor })).toEqual([
      { ...UNREADABLE, status: "ATTESTATION_KEY_COMPROMISE", certificate },
    ]);
  });

  test("R19: their order changes nothing but their order", () => {
    const status = fc.constantFrom("REVOKED", "FIDO_CERTIFIED", "UPDATE_AVAILABLE", "X", "RETIRED");
    const date = fc.constantFrom("2020-01-01", "2024-06-30", "2026-11-24");
    const report = fc.record({ status, effectiveDate: date }, { requiredKeys: ["status"] });
    const shuffled = fc
      .array(report, { maxLength: 6 })
      .chain((reports) =>
        fc.tuple(
          fc.constant(reports),
          fc.shuffledSubarray(reports, { minLength: reports.length, maxLength: reports.length }),
        ),
      );
    const asSet = (reports: readonly MetadataReport[]) =>
      (reportsOf(...reports) ?? []).map((each) => JSON.stringify(each)).toSorted();
    fc.assert(
      fc.property(shuffled, ([reports, others]) => {
        const once = asSet(reports);
        expect(once).toHaveLength(reports.length);
        expect(asSet(others)).toEqual(once);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ["no list", {}],
    ["not there", undefined],
    ["null", null],
  ])("R19: reports that are %s leave an adverse one", (_, statusReports) => {
    const value = read({ ...metadataEntry({ aaguid: AAGUID }), statusReports });
    expect(value.metadata.models.get(id(AAGUID))?.reports).toEqual([UNREADABLE]);
    expect(value.problems).toEqual([
      { index: 0, model: AAGUID, code: "mds_entry_status_malformed" },
    ]);
  });

  test.each([
    ["no object", "REVOKED"],
    ["no status", { effectiveDate: "2020-01-01" }],
    ["an empty status", { status: "" }],
    ["a status that is no text", { status: 1 }],
    ["a day that there is not", { status: "FIDO_CERTIFIED_L1", effectiveDate: "2023-02-29" }],
    ["a day in words", { status: "FIDO_CERTIFIED_L1", effectiveDate: "yesterday" }],
    ["an end that is no day", { status: "FIDO_CERTIFIED_L1", sunsetDate: "2026-13-01" }],
    ["a certificate that is none", { status: "ATTESTATION_KEY_COMPROMISE", certificate: "?" }],
  ])("R19: a report with %s is adverse in its place, and the others stay", (_, report) => {
    const statusReports = [report, { status: "FIDO_CERTIFIED_L1" }];
    const value = read({ ...metadataEntry({ aaguid: AAGUID }), statusReports });
    expect(value.metadata.models.get(id(AAGUID))?.reports).toEqual([
      UNREADABLE,
      { ...UNREADABLE, status: "FIDO_CERTIFIED_L1" },
    ]);
    expect(value.problems).toMatchObject([{ code: "mds_entry_status_malformed" }]);
  });
});
