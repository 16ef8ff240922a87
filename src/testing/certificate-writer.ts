import { type KeyObject, randomBytes, sign } from "node:crypto";
import { subjectPublicKeyInfo } from "./credential-key.ts";
import { der } from "./der.ts";
import { freshEcKey } from "./fresh-key.ts";

const OID = {
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  country: "2.5.4.6",
  organisation: "2.5.4.10",
  organisationalUnit: "2.5.4.11",
  commonName: "2.5.4.3",
  basicConstraints: "2.5.29.19",
  keyUsage: "2.5.29.15",
} as const;

/** Who signs certificates and lists: a name and a key on P-256. */
export interface Issuer {
  readonly name: Uint8Array;
  readonly privateKey: KeyObject;
}

export interface CertificateContents {
  readonly subject: Uint8Array;
  readonly subjectKey: KeyObject;
  readonly issuer: Issuer;
  readonly extensions: readonly Uint8Array[];
  /** Random where not given. */
  readonly serial?: Uint8Array | undefined;
  /** 2120 where not given; valid since 2020. */
  readonly notAfter?: Date | undefined;
}

const NOT_BEFORE = new Date("2020-01-01T00:00:00Z");
const NOT_AFTER = new Date("2120-01-01T00:00:00Z");

export function newIssuerKey(): KeyObject {
  return freshEcKey("P-256");
}

/** An X.509 version 3 certificate (RFC 5280 section 4.1) in DER. */
export function certify(contents: CertificateContents): Uint8Array {
  const version3 = der.explicit(0, der.integer(Uint8Array.of(2)));
  return signed(
    contents.issuer,
    version3,
    der.integer(contents.serial ?? randomBytes(16)),
    ALGORITHM,
    contents.issuer.name,
    der.sequence(der.time(NOT_BEFORE), der.time(contents.notAfter ?? NOT_AFTER)),
    contents.subject,
    subjectPublicKeyInfo(contents.subjectKey),
    der.explicit(3, der.sequence(...contents.extensions)),
  );
}

/** What an issuer vouches for: a list of revoked serial numbers (RFC 5280 section 5.1) in DER. */
export function revocationList(
  issuer: Issuer,
  serials: readonly Uint8Array[],
  { thisUpdate, nextUpdate }: { readonly thisUpdate: Date; readonly nextUpdate: Date },
): Uint8Array {
  const revoked = serials.map((serial) => der.sequence(der.integer(serial), der.time(thisUpdate)));
  return signed(
    issuer,
    der.integer(Uint8Array.of(1)),
    ALGORITHM,
    issuer.name,
    der.time(thisUpdate),
    der.time(nextUpdate),
    ...(revoked.length === 0 ? [] : [der.sequence(...revoked)]),
  );
}

const ALGORITHM = der.sequence(der.objectIdentifier(OID.ecdsaWithSha256));

function signed({ privateKey }: Issuer, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = der.sequence(...parts);
  return der.sequence(body, ALGORITHM, der.bitString(sign("sha256", body, privateKey)));
}

/** The subject that WebAuthn L3 section 8.2.1 asks of an attestation certificate. */
export function distinguishedName(
  commonName: string,
  organisationalUnit = "Authenticator Attestation",
): Uint8Array {
  return der.sequence(
    attribute(OID.country, der.printableString("XX")),
    attribute(OID.organisation, der.utf8String("Assay tests")),
    attribute(OID.organisationalUnit, der.utf8String(organisationalUnit)),
    attribute(OID.commonName, der.utf8String(commonName)),
  );
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return der.set(der.sequence(der.objectIdentifier(type), value));
}

export function extension(id: string, critical: boolean, value: Uint8Array): Uint8Array {
  const parts = [der.objectIdentifier(id), ...(critical ? [der.boolean(true)] : [])];
  return der.sequence(...parts, der.octetString(value));
}

/** Of an authority: it may sign certificates and lists. */
export const AUTHORITY_EXTENSIONS: readonly Uint8Array[] = [
  extension(OID.basicConstraints, true, der.sequence(der.boolean(true))),
  extension(OID.keyUsage, true, der.namedBits(0x06, 1)),
];

/** Of whoever is none. */
export const NO_AUTHORITY: Uint8Array = extension(OID.basicConstraints, true, der.sequence());
