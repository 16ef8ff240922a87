import {
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
} from "@peculiar/asn1-x509";
import type { NameConstraints } from "@peculiar/asn1-x509";
import { equalBytes } from "../base/bytes.ts";
import type { Certificate } from "./certificate.ts";
import { isWeak } from "./certificate-key.ts";
import { checkIssuerSignature } from "./certificate-signature.ts";
import { isNameAllowed, parseNameConstraints } from "./name-constraints.ts";
import type { PathProblem } from "./path-problem.ts";

/**
 * Extensions that are understood here or by a format. Certificate policies are among them because
 * every policy is acceptable and none is asked for (RFC 5280 section 6.1.1 (c) to (g)); the
 * extensions that would ask for one are not, and refuse the path where they are critical.
 */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_extKeyUsage,
  id_ce_subjectAltName,
  id_ce_nameConstraints,
  id_ce_certificatePolicies,
]);

/**
 * RFC 5280 section 6.1 over one path, leaf first and trust anchor last.
 *
 * The anchor's own dates and signature are not looked at: it is trusted because the relying party
 * or its metadata says so today, and that list is what has a date. What the anchor's certificate
 * says about its authority (CA, pathLenConstraint, keyUsage, name constraints, what is critical)
 * does count, which is stricter than section 6.1 and what section 6.2 allows: an anchor that is one
 * authenticator's own certificate must not become an authority over others. A leaf that is
 * itself the anchor came from the client and keeps its dates.
 */
export function checkPath(path: readonly Certificate[], now: Date): PathProblem | undefined {
  const fromAnchor = path.toReversed();
  const authority: Authority = { below: Number.POSITIVE_INFINITY, constraints: [] };
  for (const [index, certificate] of fromAnchor.entries()) {
    const issuer = fromAnchor[index - 1];
    const isLeaf = index === path.length - 1;
    const problem =
      (issuer === undefined ? undefined : checkIssuance(certificate, issuer)) ??
      (issuer === undefined && !isLeaf ? undefined : checkDates(certificate, now)) ??
      checkSelf(certificate) ??
      checkNames(certificate, authority, isLeaf) ??
      (isLeaf ? checkLeaf(certificate) : passAuthority(certificate, authority, index === 0));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What the certificates above allow to those below. */
interface Authority {
  /** How many more authorities that are not self-issued may follow. */
  below: number;
  readonly constraints: NameConstraints[];
}

/** Section 6.1.3 (a)(1) and (a)(4). Names are compared as encoded (section 4.1.2.6), never looser. */
function checkIssuance(certificate: Certificate, issuer: Certificate): PathProblem | undefined {
  if (!equalBytes(certificate.issuerDer, issuer.subjectDer)) return "path_name_mismatch";
  return checkIssuerSignature(certificate.signed, issuer);
}

/** Section 6.1.3 (a)(2). */
function checkDates(certificate: Certificate, now: Date): PathProblem | undefined {
  if (!(certificate.notBefore <= now)) return "path_not_yet_valid";
  return now <= certificate.notAfter ? undefined : "path_expired";
}

/** Section 6.1.4 (o) and 6.1.5 (e): unknown critical extensions; and keys too weak to certify. */
function checkSelf(certificate: Certificate): PathProblem | undefined {
  for (const [type, { critical }] of certificate.extensions) {
    if (critical && !UNDERSTOOD.has(type)) return "path_critical_extension_unknown";
  }
  const { publicKey } = certificate;
  return publicKey === undefined || isWeak(publicKey) ? "path_key_refused" : undefined;
}

/** Section 6.1.3 (b) and (c). */
function checkNames(
  certificate: Certificate,
  authority: Authority,
  isLeaf: boolean,
): PathProblem | undefined {
  if (!isLeaf && isSelfIssued(certificate)) return undefined;
  const allowed = authority.constraints.every((each) => isNameAllowed(certificate, each));
  return allowed ? undefined : "path_name_constraint_violated";
}

/** Section 4.2.1.3: a key whose usage is given signs only what that usage names. */
function checkLeaf(certificate: Certificate): PathProblem | undefined {
  const allowed = certificate.keyUsage?.digitalSignature ?? true;
  return allowed ? undefined : "path_key_usage_refused";
}

/** Section 6.1.4 (g) and (k) to (n): whether it is an authority, and what it leaves to those below. */
function passAuthority(
  certificate: Certificate,
  authority: Authority,
  isAnchor: boolean,
): PathProblem | undefined {
  const { basicConstraints, keyUsage } = certificate;
  if (basicConstraints?.cA !== true && !(isAnchor && isOldRoot(certificate))) {
    return "path_issuer_not_ca";
  }
  if (keyUsage?.keyCertSign === false) return "path_key_usage_refused";
  if (!isAnchor && !isSelfIssued(certificate)) {
    if (authority.below === 0) return "path_too_long";
    authority.below -= 1;
  }
  const length = basicConstraints?.pathLenConstraint ?? Number.POSITIVE_INFINITY;
  authority.below = Math.min(authority.below, length);
  const extension = certificate.extensions.get(id_ce_nameConstraints);
  if (extension === undefined) return undefined;
  const constraints = parseNameConstraints(extension.value);
  if (constraints === undefined) return "path_name_constraint_violated";
  authority.constraints.push(constraints);
  return undefined;
}

/** Section 6.1.4 (k): a root older than extensions is an authority only by being configured as one. */
function isOldRoot(certificate: Certificate): boolean {
  return certificate.version < 3 && isSelfIssued(certificate);
}

function isSelfIssued(certificate: Certificate): boolean {
  return equalBytes(certificate.subjectDer, certificate.issuerDer);
}
