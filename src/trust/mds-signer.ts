import { fail, ok, type Result } from "../base/result.ts";
import type { Certificate } from "../certificates/certificate.ts";
import { crlUrlsOf } from "../certificates/distribution-points.ts";
import { bearsHostName } from "../certificates/host-name.ts";
import { findTrustedPath } from "../certificates/path.ts";
import { revocationOf } from "../certificates/revocation.ts";
import type { MdsCode } from "./codes.ts";
import { verifyJws } from "./mds-signature.ts";
import { readToken } from "./mds-token.ts";

/** Whose signature is asked for. Every member is a decision; none has a default. */
export interface SignerExpectation {
  /** DER certificates that the signer's path has to end in. None: nobody is believed. */
  readonly roots: readonly Uint8Array[];
  /**
   * The host that the signer's certificate has to be of. The roots of the FIDO service certify the
   * whole web, so that without a name every holder of such a certificate could sign a blob.
   * Null: the roots certify nobody else.
   */
  readonly signer: string | null;
  readonly now: Date;
}

/** A blob whose signature holds: who signed, and what, unread. */
export interface OpenedBlob {
  /** The signer's certificate first, the root last. */
  readonly path: readonly Certificate[];
  readonly payload: Uint8Array;
}

/**
 * FIDO MDS v3.1 section 3.2, but for revocation: the signer's path (RFC 5280) and the signature
 * (RFC 7515).
 */
export function openBlob(
  blob: string | Uint8Array,
  { roots, signer, now }: SignerExpectation,
): Result<OpenedBlob, MdsCode> {
  const token = readToken(blob);
  if (!token.ok) return token;
  const { algorithm, chain, signedBytes, signature, payload } = token.value;
  const path = findTrustedPath(chain, roots, now);
  if (!path.ok) return fail("mds_chain_untrusted", path.code);
  const [leaf] = chain;
  if (signer !== null && !bearsHostName(leaf, signer)) return fail("mds_signer_refused", signer);
  const key = leaf.publicKey;
  if (key === undefined || !verifyJws(algorithm, key, signedBytes, signature)) {
    return fail("mds_signature_invalid");
  }
  return ok({ path: path.value, payload });
}

/**
 * Where the lists of revoked certificates for the signer's path can be had. Only those of a blob
 * whose signature holds are told, so that nobody makes a server load what he likes.
 */
export function signerCrlUrls(
  blob: string | Uint8Array,
  expectation: SignerExpectation,
): Result<readonly string[], MdsCode> {
  const opened = openBlob(blob, expectation);
  if (!opened.ok) return opened;
  // The root's own list is nobody's to ask for.
  return ok([...new Set(opened.value.path.slice(0, -1).flatMap(crlUrlsOf))]);
}

/** Section 3.2: every certificate of the path is checked for revocation, by the lists at hand. */
export function checkRevocation(
  path: readonly Certificate[],
  {
    crls,
    now,
    requireRevocation,
  }: {
    readonly crls: readonly Uint8Array[];
    readonly now: Date;
    readonly requireRevocation: boolean;
  },
): Result<"checked" | "unchecked", MdsCode> {
  const revocation = revocationOf(path, crls, now);
  switch (revocation.status) {
    case "good":
      return ok("checked");
    case "revoked":
      return fail("mds_revoked", revocation.certificate.fingerprint);
    case "unknown":
      if (!requireRevocation) return ok("unchecked");
      return fail(
        "mds_revocation_unknown",
        `${revocation.because} for ${revocation.certificate.fingerprint}`,
      );
  }
}
