import {
  id_ce_authorityKeyIdentifier,
  id_ce_cRLNumber,
  id_ce_issuingDistributionPoint,
  IssuingDistributionPoint,
} from "@peculiar/asn1-x509";
import { fail, ok, type Result } from "../base/result.ts";
import type { Certificate } from "./certificate.ts";
import type { CrlProblem } from "./crl-problem.ts";
import { parseDer } from "./der.ts";
import { distributionNamesOf, fullNames } from "./distribution-points.ts";
import type { Extension } from "./extensions.ts";

const DELTA_CRL_INDICATOR = "2.5.29.27";

const UNDERSTOOD: ReadonlySet<string> = new Set([
  id_ce_authorityKeyIdentifier,
  id_ce_cRLNumber,
  id_ce_issuingDistributionPoint,
]);

/** Which certificates of its issuer a list is about (RFC 5280 section 5.2.5). */
export interface CrlScope {
  readonly certificates: "all" | "users" | "authorities";
  /** Those alone that name one of these as their distribution point; null: whatever they name. */
  readonly distributionNames: readonly string[] | null;
}

const WHOLE: CrlScope = { certificates: "all", distributionNames: null };

/** The scope that the extensions of a list tell, or why it is not to be used. */
export function readCrlScope(
  extensions: ReadonlyMap<string, Extension>,
): Result<CrlScope, CrlProblem> {
  // Section 5.2.4. Marked critical or not, it is no whole list.
  if (extensions.has(DELTA_CRL_INDICATOR)) return fail("crl_kind_refused", "delta");
  for (const [type, { critical }] of extensions) {
    if (critical && !UNDERSTOOD.has(type)) return fail("crl_extension_unknown", type);
  }
  const extension = extensions.get(id_ce_issuingDistributionPoint);
  if (extension === undefined) return ok(WHOLE);
  const point = parseDer(extension.value, IssuingDistributionPoint);
  return point === undefined ? fail("crl_malformed", "distribution point") : scopeOf(point);
}

function scopeOf(point: IssuingDistributionPoint): Result<CrlScope, CrlProblem> {
  const { distributionPoint, onlyContainsUserCerts, onlyContainsCACerts } = point;
  if (point.indirectCRL) return fail("crl_kind_refused", "indirect");
  if (point.onlySomeReasons !== undefined) return fail("crl_kind_refused", "some reasons only");
  if (point.onlyContainsAttributeCerts || (onlyContainsUserCerts && onlyContainsCACerts)) {
    return fail("crl_kind_refused", "no certificates");
  }
  return ok({
    certificates: onlyContainsUserCerts ? "users" : onlyContainsCACerts ? "authorities" : "all",
    distributionNames: distributionPoint === undefined ? null : fullNames(distributionPoint),
  });
}

/** RFC 5280 section 6.3.3 (b)(2): whether the list speaks of the certificate. */
export function isInScope(certificate: Certificate, scope: CrlScope): boolean {
  const { certificates, distributionNames } = scope;
  const isAuthority = certificate.basicConstraints?.cA === true;
  if (certificates === "users" && isAuthority) return false;
  if (certificates === "authorities" && !isAuthority) return false;
  if (distributionNames === null) return true;
  const named = new Set(distributionNamesOf(certificate));
  return distributionNames.some((name) => named.has(name));
}
