import { createHash, type KeyObject } from "node:crypto";
import {
  AUTHORITY_EXTENSIONS,
  certify,
  distinguishedName,
  extension,
  newIssuerKey,
  NO_AUTHORITY,
} from "./certificate-writer.ts";
import { publicPoint } from "./credential-key.ts";
import { der } from "./der.ts";

/** A certificate authority of nobody, for attestation in tests. */
export interface TestRoot {
  /** The root certificate in DER: what a relying party is told to trust. */
  readonly certificate: Uint8Array;
  /** A key of the model with this AAGUID, and its certificate. */
  issue(aaguid: string): TestAttestation;
}

/** A batch certificate and its key. */
export interface TestAttestation {
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
  /** SHA-1 (hex) of its public key: how the FIDO metadata names models of U2F keys. */
  readonly keyId: string;
}

/** id-fido-gen-ce-aaguid (WebAuthn L3 section 8.2.1). */
const AAGUID_EXTENSION = "1.3.6.1.4.1.45724.1.1.4";

export function createTestRoot(): TestRoot {
  const issuer = { name: distinguishedName("Assay test root"), privateKey: newIssuerKey() };
  const certificate = certify({
    subject: issuer.name,
    subjectKey: issuer.privateKey,
    issuer,
    extensions: AUTHORITY_EXTENSIONS,
  });
  return {
    certificate,
    issue(aaguid) {
      const privateKey = newIssuerKey();
      const subject = distinguishedName("Assay test authenticator");
      const model = der.octetString(Buffer.from(aaguid.replaceAll("-", ""), "hex"));
      const extensions = [NO_AUTHORITY, extension(AAGUID_EXTENSION, false, model)];
      return {
        privateKey,
        certificate: certify({ subject, subjectKey: privateKey, issuer, extensions }),
        keyId: keyIdOf(privateKey),
      };
    },
  };
}

/** RFC 5280 section 4.2.1.2, method 1. */
function keyIdOf(privateKey: KeyObject): string {
  return createHash("sha1").update(publicPoint(privateKey)).digest("hex");
}
