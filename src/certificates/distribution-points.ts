import { CRLDistributionPoints, id_ce_cRLDistributionPoints } from "@peculiar/asn1-x509";
import type { DistributionPointName } from "@peculiar/asn1-x509";
import type { Certificate } from "./certificate.ts";
import { parseDer } from "./der.ts";

/**
 * RFC 5280 section 4.2.1.13: where the certificate's issuer says that its list of revoked
 * certificates can be had, by HTTP. Points whose list somebody else signs are left out: such lists
 * are refused.
 */
export function crlUrlsOf(certificate: Certificate): readonly string[] {
  return distributionNamesOf(certificate).filter((url) => /^https?:\/\//i.test(url));
}

/** Every full name of the certificate's distribution points, whatever its scheme. */
export function distributionNamesOf({ extensions }: Certificate): readonly string[] {
  const extension = extensions.get(id_ce_cRLDistributionPoints);
  const points = extension && parseDer(extension.value, CRLDistributionPoints);
  return (points ?? [])
    .filter(({ cRLIssuer }) => cRLIssuer === undefined)
    .flatMap(({ distributionPoint }) => fullNames(distributionPoint));
}

export function fullNames(point: DistributionPointName | undefined): readonly string[] {
  return (point?.fullName ?? []).flatMap((name) => name.uniformResourceIdentifier ?? []);
}
