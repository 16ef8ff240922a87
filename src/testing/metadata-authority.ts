import type { KeyObject } from "node:crypto";
import {
  AUTHORITY_EXTENSIONS,
  certify,
  distinguishedName,
  extension,
  type Issuer,
  newIssuerKey,
  NO_AUTHORITY,
  revocationList,
} from "./certificate-writer.ts";
import { der } from "./der.ts";
import {
  BLOB_ALGORITHMS,
  type BlobAlgorithm,
  type BlobContents,
  generateBlobKey,
  signBlob,
} from "./metadata-blob.ts";

/**
 * A metadata service of nobody, for tests: a root, an authority under it, and a signer under that
 * who signs whatever blob he is given.
 */
export interface MetadataAuthority {
  /** The root certificate in DER: what a relying party is told to trust. */
  readonly root: Uint8Array;
  /** The host that the signer's certificate is of. */
  readonly signer: string;
  /** A blob as it would be downloaded. */
  blob(contents: BlobContents): string;
  /** The lists of revoked certificates of the root and of the authority under it, in DER. */
  crls(contents: CrlContents): readonly Uint8Array[];
}

export interface CrlContents {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Nobody where not given. */
  readonly revoked?: readonly ("signer" | "intermediate")[];
}

export interface MetadataAuthorityOptions {
  /** `mds.example` where not given. */
  readonly signer?: string;
  /** Where the certificates say that lists can be had: `/root.crl` and `/intermediate.crl` of it. */
  readonly crlBase?: string;
  /** Until when the certificates are valid; 2120 where not given. */
  readonly signerUntil?: Date;
  readonly intermediateUntil?: Date;
}

const OID = { subjectAltName: "2.5.29.17", distributionPoints: "2.5.29.31" } as const;
const INTERMEDIATE_SERIAL = Uint8Array.of(1);

export function createMetadataAuthority(options: MetadataAuthorityOptions = {}): MetadataAuthority {
  const { signer = "mds.example", crlBase, signerUntil, intermediateUntil } = options;
  const root = issuer("Assay test metadata root");
  const intermediate = issuer("Assay test metadata authority");
  const intermediateDer = certify({
    ...subjectOf(intermediate),
    issuer: root,
    serial: INTERMEDIATE_SERIAL,
    notAfter: intermediateUntil,
    extensions: [...AUTHORITY_EXTENSIONS, ...listAt(crlBase, "root.crl")],
  });
  const extensions = [NO_AUTHORITY, ofHost(signer), ...listAt(crlBase, "intermediate.crl")];
  const signerFor = remembered((algorithm) => {
    const key = generateBlobKey(algorithm);
    const subject = { subject: distinguishedName(signer, "Metadata"), subjectKey: key };
    const serial = serialOf(algorithm);
    const contents = { ...subject, issuer: intermediate, serial, notAfter: signerUntil };
    return { key, certificate: certify({ ...contents, extensions }) };
  });
  return {
    root: certify({ ...subjectOf(root), issuer: root, extensions: AUTHORITY_EXTENSIONS }),
    signer,
    blob(contents) {
      const { key, certificate } = signerFor(contents.alg ?? "ES256");
      return signBlob(contents, [certificate, intermediateDer], key);
    },
    crls({ revoked = [], ...dates }) {
      const authorities = revoked.includes("intermediate") ? [INTERMEDIATE_SERIAL] : [];
      const signers = revoked.includes("signer") ? BLOB_ALGORITHMS.map(serialOf) : [];
      return [
        revocationList(root, authorities, dates),
        revocationList(intermediate, signers, dates),
      ];
    },
  };
}

interface Signer {
  readonly key: KeyObject;
  readonly certificate: Uint8Array;
}

/** Each algorithm has a key and a certificate of its own, made when it is first asked for. */
function remembered(make: (algorithm: BlobAlgorithm) => Signer) {
  const made = new Map<BlobAlgorithm, Signer>();
  return (algorithm: BlobAlgorithm): Signer => {
    const signer = made.get(algorithm) ?? make(algorithm);
    made.set(algorithm, signer);
    return signer;
  };
}

function serialOf(algorithm: BlobAlgorithm): Uint8Array {
  return Uint8Array.of(0x10 + BLOB_ALGORITHMS.indexOf(algorithm));
}

function issuer(commonName: string): Issuer {
  return { name: distinguishedName(commonName, "Metadata"), privateKey: newIssuerKey() };
}

function subjectOf({ name, privateKey }: Issuer) {
  return { subject: name, subjectKey: privateKey };
}

function ofHost(name: string): Uint8Array {
  const host = der.implicit(2, Buffer.from(name, "latin1"));
  return extension(OID.subjectAltName, false, der.sequence(host));
}

/** RFC 5280 section 4.2.1.13. */
function listAt(base: string | undefined, file: string): readonly Uint8Array[] {
  if (base === undefined) return [];
  const url = der.implicit(6, Buffer.from(`${base}/${file}`, "latin1"));
  const point = der.sequence(der.explicit(0, der.explicit(0, url)));
  return [extension(OID.distributionPoints, false, der.sequence(point))];
}
