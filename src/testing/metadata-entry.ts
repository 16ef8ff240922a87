/** One status report of the FIDO metadata (MDS v3.1 section 3.1.3). */
export interface MetadataReport {
  /** Such as `FIDO_CERTIFIED_L1` or `REVOKED`; any text. */
  readonly status: string;
  /** `YYYY-MM-DD`. */
  readonly effectiveDate?: string;
  readonly sunsetDate?: string;
  /** The certificate that it is about, in DER. */
  readonly certificate?: Uint8Array;
}

/** A model of authenticators, as a vendor tells the FIDO Alliance of it. */
export interface MetadataModel {
  readonly aaguid?: string;
  /** SHA-1 (hex) of attestation keys, for U2F keys. */
  readonly keyIds?: readonly string[];
  readonly description?: string;
  /** Such as `hardware`, `secure_element`, `tee`, `software`. */
  readonly keyProtection?: readonly string[];
  /** DER certificates that its attestation leads to. */
  readonly anchors?: readonly Uint8Array[];
  /** In any order; certified at level 1 since 2020 where not given. */
  readonly reports?: readonly MetadataReport[];
}

const CERTIFIED: readonly MetadataReport[] = [
  { status: "FIDO_CERTIFIED_L1", effectiveDate: "2020-01-01" },
];

/** An entry of a blob (MDS v3.1 section 3.1.1). Members over it make it another, or a wrong one. */
export function metadataEntry(model: MetadataModel): Record<string, unknown> {
  const { aaguid, keyIds, anchors = [], reports = CERTIFIED } = model;
  const names = {
    ...(aaguid !== undefined && { aaguid }),
    ...(keyIds !== undefined && { attestationCertificateKeyIdentifiers: keyIds }),
  };
  const dates = reports.map(({ effectiveDate }) => effectiveDate ?? "").toSorted();
  return {
    ...names,
    metadataStatement: {
      ...names,
      legalHeader: "For tests.",
      description: model.description ?? "Assay test authenticator",
      authenticatorVersion: 1,
      protocolFamily: aaguid === undefined ? "u2f" : "fido2",
      schema: 3,
      keyProtection: model.keyProtection ?? ["hardware", "secure_element"],
      attestationRootCertificates: anchors.map(base64),
    },
    statusReports: reports.map(({ certificate, ...report }) => ({
      ...report,
      ...(certificate !== undefined && { certificate: base64(certificate) }),
    })),
    timeOfLastStatusChange: dates.at(-1) ?? "",
  };
}

/** With padding, as certificates stand in metadata. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
