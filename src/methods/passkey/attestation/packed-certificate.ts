import { checkAaguidExtension } from "./aaguid-extension.ts";
import type { Certificate } from "../../../certificates/certificate.ts";
import { soleValue } from "../../../certificates/distinguished-name.ts";

const COUNTRY = "2.5.4.6";
const ORGANIZATION = "2.5.4.10";
const ORGANIZATIONAL_UNIT = "2.5.4.11";
const COMMON_NAME = "2.5.4.3";

/**
 * WebAuthn L3 section 8.2.1: the requirement that a packed attestation certificate breaks, or
 * `undefined`. Each subject attribute must stand once: with two, who is named depends on the reader.
 */
export function checkPackedCertificate(
  certificate: Certificate,
  aaguid: Uint8Array,
): string | undefined {
  const { subject } = certificate;
  if (certificate.version !== 3) return "version is not 3";
  if (!/^[A-Za-z]{2}$/.test(soleValue(subject, COUNTRY) ?? "")) return "subject C is no country";
  if (soleValue(subject, ORGANIZATION) === undefined) return "subject O is missing";
  if (soleValue(subject, ORGANIZATIONAL_UNIT) !== "Authenticator Attestation") {
    return "subject OU is not Authenticator Attestation";
  }
  if (soleValue(subject, COMMON_NAME) === undefined) return "subject CN is missing";
  if (certificate.basicConstraints?.cA !== false) return "basic constraints do not deny CA";
  return checkAaguidExtension(certificate, aaguid);
}
