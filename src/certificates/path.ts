import { equalBytes } from "../base/bytes.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { type Certificate, parseCertificate } from "./certificate.ts";
import type { PathProblem } from "./path-problem.ts";
import { checkPath } from "./path-rules.ts";

/** More than any authenticator sends; Android sends five. */
export const MAXIMUM_CHAIN_LENGTH = 8;

/**
 * WebAuthn L3 section 7.1 step 24: a path from the attestation certificate to a trust anchor, or
 * the reason why there is none.
 *
 * @param chain x5c as it came, leaf first, each certified by the next. The order is not repaired.
 * @param anchors DER certificates: roots, authorities below them, or the exact attestation
 *   certificate. An empty list trusts nobody. One that cannot be read trusts nobody either.
 * @param now the instant at which the certificates must be valid.
 * @returns the path, leaf first and anchor last. Revocation is not looked up: a verifier opens no
 *   sockets.
 */
export function findTrustedPath(
  chain: readonly Certificate[],
  anchors: readonly Uint8Array[],
  now: Date,
): Result<readonly Certificate[], PathProblem> {
  if (anchors.length === 0) return fail("path_no_anchors");
  const distinct = new Set(chain.map(({ fingerprint }) => fingerprint));
  if (distinct.size !== chain.length) return fail("path_repeats");
  let first: PathProblem | undefined;
  for (const candidate of candidatePaths(chain, anchors)) {
    const problem = checkPath(candidate, now);
    if (problem === undefined) return ok(candidate);
    first ??= problem;
  }
  return fail(first ?? "path_not_anchored");
}

/**
 * Every path that the order of x5c allows: up to a certificate that is an anchor itself, or up to
 * one whose issuer has an anchor's name. A root that is sent along, trusted or not, is just one
 * more certificate.
 */
function* candidatePaths(
  chain: readonly Certificate[],
  anchors: readonly Uint8Array[],
): Generator<readonly Certificate[]> {
  for (const [index, certificate] of chain.entries()) {
    const below = chain.slice(0, index + 1);
    if (anchors.some((anchor) => equalBytes(anchor, certificate.der))) yield below;
    for (const anchor of anchorsNamed(certificate.issuerDer, anchors)) yield [...below, anchor];
  }
}

function* anchorsNamed(name: Uint8Array, anchors: readonly Uint8Array[]): Generator<Certificate> {
  for (const der of anchors) {
    // Reading a certificate costs a hundred times this look, and lists of anchors are long.
    if (!Buffer.from(der).includes(Buffer.from(name))) continue;
    const anchor = parseCertificate(der);
    if (anchor !== undefined && equalBytes(anchor.subjectDer, name)) yield anchor;
  }
}
