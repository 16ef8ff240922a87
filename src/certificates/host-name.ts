import { id_ce_subjectAltName, SubjectAlternativeName } from "@peculiar/asn1-x509";
import type { Certificate } from "./certificate.ts";
import { parseDer } from "./der.ts";
import { soleValue } from "./distinguished-name.ts";

const COMMON_NAME = "2.5.4.3";

/**
 * Whether the certificate is of this host: by a dNSName of its alternative names, or, where it has
 * none, by its one common name (RFC 2818 section 3.1). Wildcards stand for nothing.
 */
export function bearsHostName(certificate: Certificate, host: string): boolean {
  const names = alternativeHosts(certificate) ?? [soleValue(certificate.subject, COMMON_NAME)];
  return names.some((name) => name?.toLowerCase() === host.toLowerCase());
}

function alternativeHosts({ extensions }: Certificate): readonly string[] | undefined {
  const extension = extensions.get(id_ce_subjectAltName);
  if (extension === undefined) return undefined;
  const names = parseDer(extension.value, SubjectAlternativeName) ?? [];
  const hosts = names.flatMap(({ dNSName }) => dNSName ?? []);
  return hosts.length === 0 ? undefined : hosts;
}
