import type { Metadata } from "../assurance/knowledge.ts";
import type { Settings } from "../config/settings.ts";
import type { DocumentRecord } from "../store/records.ts";
import type { ModelAnchors } from "../trust/anchors.ts";
import type { MdsCode } from "../trust/codes.ts";
import { readKept } from "../trust/kept-blob.ts";
import { type VerifiedBlob, verifyBlob } from "../trust/mds-blob.ts";
import type { Result } from "../base/result.ts";
import { FIDO_SIGNER, fidoRoots, readCertificates } from "./certificate-files.ts";

/** Under which certificates a blob is believed. */
export interface BlobTrust {
  readonly roots: readonly Uint8Array[];
  readonly signer: string | null;
}

/** Roots of an operator's own certify nobody else; FIDO's certify the whole web. */
export async function blobTrust({ mdsRoots }: Pick<Settings, "mdsRoots">): Promise<BlobTrust> {
  if (mdsRoots === undefined) return { roots: fidoRoots(), signer: FIDO_SIGNER };
  return { roots: await readCertificates(mdsRoots), signer: null };
}

/**
 * The blob in force, verified again as of the day on which it was imported: what stands in the
 * database is not believed because it stands there.
 */
export function reopenBlob(
  { body, savedAt }: DocumentRecord,
  trust: BlobTrust,
): Result<VerifiedBlob, MdsCode> {
  const { blob, crls } = readKept(body);
  return verifyBlob({
    blob,
    crls: crls.map((crl) => Buffer.from(crl, "base64")),
    ...trust,
    now: new Date(savedAt),
    floor: null,
    requireRevocation: false,
  });
}

/** What a blob gives to those who judge. */
export interface Known {
  readonly metadata: Metadata | null;
  readonly anchors: ModelAnchors | null;
}

export const NOTHING_KNOWN: Known = { metadata: null, anchors: null };
