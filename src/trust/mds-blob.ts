import { fail, ok, type Result } from "../base/result.ts";
import type { Metadata } from "../assurance/knowledge.ts";
import type { ModelAnchors } from "./anchors.ts";
import type { MdsCode } from "./codes.ts";
import { type EntryProblem, readModels } from "./mds-models.ts";
import { payloadSchema } from "./mds-schema.ts";
import { checkRevocation, openBlob, type SignerExpectation } from "./mds-signer.ts";
import { readJson } from "./mds-token.ts";

/** A blob and all that it is held to. Every member is a decision; none has a default. */
export interface BlobToVerify extends SignerExpectation {
  /** The text as it was downloaded: a JWS in compact form. */
  readonly blob: string | Uint8Array;
  /** Lists of revoked certificates in DER, of the issuers of the signer's path. */
  readonly crls: readonly Uint8Array[];
  /** The `no` in force; null: none is. A blob has to be above it. */
  readonly floor: number | null;
  /** Whether a path whose revocation is not known is refused. */
  readonly requireRevocation: boolean;
}

/** A blob that is believed: what it says, and why it is believed. */
export interface VerifiedBlob {
  readonly metadata: Metadata;
  readonly anchors: ModelAnchors;
  /** `unchecked`: the lists at hand do not say whether a certificate of the path was revoked. */
  readonly revocation: "checked" | "unchecked";
  /** SHA-256 (base64url) of each certificate of the signer's path, the root's last. */
  readonly signingPath: readonly string[];
  /** Entries that are not what they should be. The blob counts all the same. */
  readonly problems: readonly EntryProblem[];
  /** Entries of UAF authenticators, left out. */
  readonly uafEntries: number;
}

/**
 * Verifies a blob of the FIDO Metadata Service (MDS v3.1 section 3.2) and reads it. Pure: it opens
 * no sockets and keeps nothing, so that a blob that is refused changes nothing.
 *
 * A blob that was kept can be verified again as of the day of its import (`now`), with no `floor`.
 * One whose `nextUpdate` has passed is still believed, since nothing newer may be to be had: that
 * it is old is for others to say.
 *
 * @returns an `MdsCode` for whatever is wrong with the blob; never throws on one
 */
export function verifyBlob(given: BlobToVerify): Result<VerifiedBlob, MdsCode> {
  const opened = openBlob(given.blob, given);
  if (!opened.ok) return opened;
  const { path, payload } = opened.value;
  const revocation = checkRevocation(path, given);
  if (!revocation.ok) return revocation;
  const read = payloadSchema.safeParse(readJson(payload));
  if (!read.success) {
    const where = read.error.issues[0]?.path.join(".");
    return fail("mds_payload_malformed", where === "" ? "no JSON object" : where);
  }
  const { no, nextUpdate, entries } = read.data;
  if (given.floor !== null && no <= given.floor) {
    return fail("mds_not_newer", `${no} is not above ${given.floor}`);
  }
  const { models, modelsByKeyId, anchors, problems, uafEntries } = readModels(entries);
  return ok({
    metadata: { no, nextUpdate, models, modelsByKeyId },
    anchors,
    revocation: revocation.value,
    signingPath: path.map(({ fingerprint }) => fingerprint),
    problems,
    uafEntries,
  });
}
