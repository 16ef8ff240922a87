import { equalBytes } from "../../../base/bytes.ts";
import type { Certificate } from "../../../certificates/certificate.ts";
import { isUniversal, readDer } from "../../../certificates/der.ts";

/** id-fido-gen-ce-aaguid. */
const AAGUID_EXTENSION = "1.3.6.1.4.1.45724.1.1.4";
const OCTET_STRING = 4;

/**
 * WebAuthn L3 sections 8.2, 8.2.1 and 8.3: where the certificate names a model, it must be the one
 * of the authenticator data, in an OCTET STRING of 16 bytes and not critical. Gives what is broken.
 */
export function checkAaguidExtension(
  certificate: Certificate,
  aaguid: Uint8Array,
): string | undefined {
  const extension = certificate.extensions.get(AAGUID_EXTENSION);
  if (extension === undefined) return undefined;
  if (extension.critical) return "AAGUID extension is critical";
  const value = readDer(extension.value);
  const equal = isUniversal(value, OCTET_STRING) && equalBytes(value.content, aaguid);
  return equal ? undefined : "AAGUID extension differs from the authenticator data";
}
