import { equalBytes } from "../base/bytes.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Certificate } from "./certificate.ts";
import { checkIssuerSignature } from "./certificate-signature.ts";
import { type Crl, parseCrl } from "./crl.ts";
import type { CrlProblem } from "./crl-problem.ts";
import { isInScope } from "./crl-scope.ts";

/** What the lists at hand say about a path; of one that is not good, which certificate it is. */
export type Revocation =
  | { readonly status: "good" }
  | { readonly status: "revoked"; readonly certificate: Certificate }
  | {
      readonly status: "unknown";
      readonly certificate: Certificate;
      readonly because: CrlProblem;
    };

/**
 * RFC 5280 section 6.3, without fetching: whether a certificate of the path was revoked. The
 * anchor is not asked about, since no issuer speaks for it: it is revoked by not being configured.
 * One that is revoked outranks one that is not known.
 *
 * @param path a path that was verified: leaf first, trust anchor last
 * @param crls lists in DER, in any order; what cannot be used says nothing
 */
export function revocationOf(
  path: readonly Certificate[],
  crls: readonly Uint8Array[],
  now: Date,
): Revocation {
  const lists = crls.map(parseCrl);
  let unknown: Revocation | undefined;
  for (const [index, issuer] of path.slice(1).entries()) {
    const certificate = path[index];
    if (certificate === undefined) continue;
    const list = currentList(certificate, issuer, lists, now);
    if (!list.ok) unknown ??= { status: "unknown", certificate, because: list.code };
    else if (list.value.revoked.has(certificate.serial)) return { status: "revoked", certificate };
  }
  return unknown ?? { status: "good" };
}

/** The newest list that speaks of the certificate: what an older one says may be taken back. */
function currentList(
  certificate: Certificate,
  issuer: Certificate,
  lists: readonly Result<Crl, CrlProblem>[],
  now: Date,
): Result<Crl, CrlProblem> {
  let newest: Crl | undefined;
  let first: CrlProblem | undefined;
  for (const list of lists) {
    // One that cannot be read might have been this issuer's.
    const problem = list.ok ? checkList(list.value, certificate, issuer, now) : list.code;
    if (problem === "crl_missing") continue;
    first ??= problem;
    if (!list.ok || problem !== undefined) continue;
    if (newest === undefined || newest.thisUpdate < list.value.thisUpdate) newest = list.value;
  }
  return newest === undefined ? fail(first ?? "crl_missing") : ok(newest);
}

/** RFC 5280 section 6.3.3 (a), (b), (f) and (g). */
function checkList(
  crl: Crl,
  certificate: Certificate,
  issuer: Certificate,
  now: Date,
): CrlProblem | undefined {
  if (!equalBytes(crl.issuerDer, issuer.subjectDer)) return "crl_missing";
  if (issuer.keyUsage?.cRLSign === false) return "crl_issuer_refused";
  const problem = checkIssuerSignature(crl.signed, issuer);
  if (problem === "path_signature_algorithm_refused") return "crl_issuer_refused";
  if (problem !== undefined) return "crl_signature_invalid";
  if (!(crl.thisUpdate <= now)) return "crl_not_yet_valid";
  if (!(now <= crl.nextUpdate)) return "crl_expired";
  return isInScope(certificate, crl.scope) ? undefined : "crl_out_of_scope";
}
