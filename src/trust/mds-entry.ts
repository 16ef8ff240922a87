import { createHash } from "node:crypto";
import { type Aaguid, ZERO_AAGUID } from "../base/ids.ts";
import { instant } from "../base/time.ts";
import type { ModelFacts, StatusReport } from "../assurance/knowledge.ts";
import { parseCertificate } from "../certificates/certificate.ts";
import { fromBase64 } from "./base64.ts";
import type { MdsEntryCode } from "./codes.ts";
import { namesSchema, reportSchema, statementSchema } from "./mds-schema.ts";

/**
 * Stands in the place of a report that cannot be read. It is no word of FIDO's, so nobody knows
 * it, and what nobody knows is adverse.
 */
const UNREADABLE_STATUS = "UNREADABLE";

/** What one entry says about one model. */
export interface ReadEntry {
  readonly facts: ModelFacts;
  /** DER certificates that the attestation paths of the model may end in. */
  readonly anchors: readonly Uint8Array[];
  readonly problems: readonly MdsEntryCode[];
}

/** A certificate in base64 as DER, or `undefined` where it is none. */
export type ReadAnchor = (text: string) => Uint8Array | undefined;

/**
 * One that cannot be read would never end a path: better to be told so once. Reading costs more than
 * all else of a blob, and the models of a vendor share their anchors, so each is read once.
 */
export function anchorReader(): ReadAnchor {
  const known = new Map<string, Uint8Array | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    const der = fromBase64(text);
    const anchor = der === undefined || parseCertificate(der) === undefined ? undefined : der;
    known.set(text, anchor);
    return anchor;
  };
}

/** By what the authenticators of an entry are known. */
export interface EntryNames {
  readonly aaguid: Aaguid | null;
  readonly keyIds: readonly string[];
}

/** Whom an entry is about (FIDO MDS v3.1 section 3.1.1), where it is about anybody of interest. */
export function entryNames(entry: unknown): EntryNames | "uaf" | MdsEntryCode {
  const read = namesSchema.safeParse(entry);
  if (!read.success) return "mds_entry_unnamed";
  const { aaid, aaguid = null, attestationCertificateKeyIdentifiers } = read.data;
  const given = attestationCertificateKeyIdentifiers ?? [];
  const keyIds = [...new Set(given.filter((keyId) => keyId !== null))];
  if (aaguid !== null && aaguid !== ZERO_AAGUID) return { aaguid, keyIds };
  if (keyIds.length > 0) return { aaguid: null, keyIds };
  if (aaguid === ZERO_AAGUID) return "mds_entry_zero";
  return typeof aaid === "string" ? "uaf" : "mds_entry_unnamed";
}

/** The statement and the status reports of an entry that has a name. */
export function readEntry(
  entry: object,
  { aaguid }: EntryNames,
  readAnchor: ReadAnchor,
): ReadEntry {
  const status = readReports("statusReports" in entry ? entry.statusReports : undefined);
  const problems: MdsEntryCode[] = status.sound ? [] : ["mds_entry_status_malformed"];
  const statement = readStatement(entry, aaguid, readAnchor);
  const { reports } = status;
  if (typeof statement === "string") {
    const facts = { description: "", keyProtection: [], reports };
    return { facts, anchors: [], problems: [...problems, statement] };
  }
  const { description, keyProtection, anchors, sound } = statement;
  if (!sound) problems.push("mds_entry_anchor_malformed");
  return { facts: { description, keyProtection, reports }, anchors, problems };
}

function readStatement(entry: object, name: Aaguid | null, readAnchor: ReadAnchor) {
  const given = "metadataStatement" in entry ? entry.metadataStatement : undefined;
  const read = statementSchema.safeParse(given ?? {});
  if (!read.success) return "mds_entry_statement_malformed";
  const { aaguid, description, keyProtection, attestationRootCertificates } = read.data;
  // A vendor's anchors never vouch for a model that is not the one of the statement.
  if (name !== null && (aaguid ?? name) !== name) return "mds_entry_statement_mismatch";
  const texts = attestationRootCertificates ?? [];
  const anchors = texts.flatMap((text) => readAnchor(text) ?? []);
  return {
    description: description ?? "",
    keyProtection: keyProtection ?? [],
    anchors,
    sound: anchors.length === texts.length,
  };
}

/** Section 3.1.3: all of them, in the order in which they came, which says nothing. */
function readReports(given: unknown): {
  readonly reports: readonly StatusReport[];
  readonly sound: boolean;
} {
  if (!Array.isArray(given)) return { reports: [UNREADABLE], sound: false };
  const reports = given.map(readReport);
  return { reports, sound: !reports.includes(UNREADABLE) };
}

const UNREADABLE: StatusReport = {
  status: UNREADABLE_STATUS,
  from: instant(0),
  until: null,
  certificate: null,
};

function readReport(given: unknown): StatusReport {
  const read = reportSchema.safeParse(given);
  if (!read.success) return UNREADABLE;
  const { status, effectiveDate, sunsetDate, certificate } = read.data;
  return {
    status,
    // A report without a date has always held.
    from: effectiveDate ?? instant(0),
    until: sunsetDate ?? null,
    certificate: certificate ? createHash("sha256").update(certificate).digest("base64url") : null,
  };
}
