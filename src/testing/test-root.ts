import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { subjectPublicKeyInfo } from "./credential-key.ts";
import { der } from "./der.ts";

/** A certificate authority of nobody, for attestation in tests. */
export interface TestRoot {
  /** The root certificate in DER: what a relying party is told to trust. */
  readonly certificate: Uint8Array;
  /** A key of the model with this AAGUID, and its certificate. */
  issue(aaguid: string): { readonly certificate: Uint8Array; readonly privateKey: KeyObject };
}

const OID = {
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  country: "2.5.4.6",
  organisation: "2.5.4.10",
  organisationalUnit: "2.5.4.11",
  commonName: "2.5.4.3",
  basicConstraints: "2.5.29.19",
  keyUsage: "2.5.29.15",
  /** id-fido-gen-ce-aaguid (WebAuthn L3 section 8.2.1). */
  aaguid: "1.3.6.1.4.1.45724.1.1.4",
} as const;

interface Contents {
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subjectKey: KeyObject;
  readonly issuerKey: KeyObject;
  readonly extensions: readonly Uint8Array[];
}

export function createTestRoot(): TestRoot {
  const issuerKey = newKey();
  const issuer = name("Assay test root");
  const certificate = certify({
    subject: issuer,
    issuer,
    subjectKey: issuerKey,
    issuerKey,
    extensions: [
      extension(OID.basicConstraints, true, der.sequence(der.boolean(true))),
      extension(OID.keyUsage, true, der.namedBits(0x06, 1)),
    ],
  });
  return {
    certificate,
    issue(aaguid) {
      const privateKey = newKey();
      const subject = name("Assay test authenticator");
      const extensions = [
        extension(OID.basicConstraints, true, der.sequence()),
        extension(OID.aaguid, false, der.octetString(Buffer.from(undashed(aaguid), "hex"))),
      ];
      const contents = { subject, issuer, subjectKey: privateKey, issuerKey, extensions };
      return { privateKey, certificate: certify(contents) };
    },
  };
}

function newKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
}

function undashed(aaguid: string): string {
  return aaguid.replaceAll("-", "");
}

/** An X.509 version 3 certificate (RFC 5280 section 4.1), valid from 2020 to 2120. */
function certify({ subject, issuer, subjectKey, issuerKey, extensions }: Contents): Uint8Array {
  const algorithm = der.sequence(der.objectIdentifier(OID.ecdsaWithSha256));
  const version3 = der.explicit(0, der.integer(Uint8Array.of(2)));
  const validity = der.sequence(
    // RFC 5280 section 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050 on.
    der.utcTime("200101000000Z"),
    der.generalizedTime("21200101000000Z"),
  );
  const body = der.sequence(
    version3,
    der.integer(randomBytes(16)),
    algorithm,
    issuer,
    validity,
    subject,
    subjectPublicKeyInfo(subjectKey),
    der.explicit(3, der.sequence(...extensions)),
  );
  return der.sequence(body, algorithm, der.bitString(sign("sha256", body, issuerKey)));
}

/** The subject that WebAuthn L3 section 8.2.1 asks of an attestation certificate. */
function name(commonName: string): Uint8Array {
  return der.sequence(
    attribute(OID.country, der.printableString("XX")),
    attribute(OID.organisation, der.utf8String("Assay tests")),
    attribute(OID.organisationalUnit, der.utf8String("Authenticator Attestation")),
    attribute(OID.commonName, der.utf8String(commonName)),
  );
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return der.set(der.sequence(der.objectIdentifier(type), value));
}

function extension(id: string, critical: boolean, value: Uint8Array): Uint8Array {
  const parts = [der.objectIdentifier(id), ...(critical ? [der.boolean(true)] : [])];
  return der.sequence(...parts, der.octetString(value));
}
