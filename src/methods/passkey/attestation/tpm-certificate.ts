import {
  ExtendedKeyUsage,
  id_ce_extKeyUsage,
  id_ce_subjectAltName,
  SubjectAlternativeName,
} from "@peculiar/asn1-x509";
import { checkAaguidExtension } from "./aaguid-extension.ts";
import type { Certificate } from "../../../certificates/certificate.ts";
import { parseDer } from "../../../certificates/der.ts";
import { soleValue } from "../../../certificates/distinguished-name.ts";

/** tcg-kp-AIKCertificate. */
const AIK_CERTIFICATE = "2.23.133.8.3";
const TPM_MANUFACTURER = "2.23.133.2.1";
const TPM_MODEL = "2.23.133.2.2";
const TPM_VERSION = "2.23.133.2.3";

/**
 * WebAuthn L3 section 8.3.1, and the AAGUID of section 8.3: the requirement that an attestation
 * identity key's certificate breaks, or `undefined`.
 */
export function checkTpmCertificate(
  certificate: Certificate,
  aaguid: Uint8Array,
): string | undefined {
  if (certificate.version !== 3) return "version is not 3";
  if (certificate.subject.length > 0) return "subject is not empty";
  if (!namesTpm(certificate)) return "subject alternative name does not name a TPM";
  const usages = parseExtension(certificate, id_ce_extKeyUsage, ExtendedKeyUsage);
  if (usages?.includes(AIK_CERTIFICATE) !== true) return "extended key usage lacks AIK certificate";
  if (certificate.basicConstraints?.cA !== false) return "basic constraints do not deny CA";
  return checkAaguidExtension(certificate, aaguid);
}

/**
 * TPM 2.0 EK Profile section 3.2.9: one directory name with manufacturer, model and version, each
 * once; and critical, since the subject is empty (RFC 5280 section 4.1.2.6).
 *
 * The manufacturer must have the form of a TCG vendor id; whether it stands in the TCG's registry
 * is not asked (the official vector has `id:00000000`). Who may speak for a TPM is settled by the
 * trust anchor, and a list of vendors that grows old in the code would refuse new ones.
 */
function namesTpm(certificate: Certificate): boolean {
  if (certificate.extensions.get(id_ce_subjectAltName)?.critical !== true) return false;
  const names = parseExtension(certificate, id_ce_subjectAltName, SubjectAlternativeName) ?? [];
  const [name, ...others] = names.filter(({ directoryName }) => directoryName !== undefined);
  if (name?.directoryName === undefined || others.length > 0) return false;
  const tpm = name.directoryName;
  return (
    /^id:[0-9A-Fa-f]{8}$/.test(soleValue(tpm, TPM_MANUFACTURER) ?? "") &&
    soleValue(tpm, TPM_MODEL) !== undefined &&
    /^id:[0-9A-Fa-f]{1,8}$/.test(soleValue(tpm, TPM_VERSION) ?? "")
  );
}

function parseExtension<T>(certificate: Certificate, id: string, type: new () => T): T | undefined {
  const extension = certificate.extensions.get(id);
  return extension === undefined ? undefined : parseDer(extension.value, type);
}
