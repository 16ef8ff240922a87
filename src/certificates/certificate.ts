import { createHash, type KeyObject } from "node:crypto";
import {
  BasicConstraints,
  Certificate as CertificateSyntax,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  KeyUsage,
  KeyUsageFlags,
} from "@peculiar/asn1-x509";
import type { Name } from "@peculiar/asn1-x509";
import { equalBytes } from "../base/bytes.ts";
import { importSubjectKey, subjectKeyId } from "./certificate-key.ts";
import { type DerElement, isUniversal, parseDer, readChildren } from "./der.ts";
import { type Extension, readExtensions } from "./extensions.ts";
import { readSignedStructure, type SignedPart } from "./signed-part.ts";

/** Attestation certificates are 0.4 to 3 KB; one with ML-DSA-87 key and signature takes 8 KB. */
export const MAXIMUM_CERTIFICATE_BYTES = 10_240;

const INTEGER = 2;

/** An X.509 certificate (RFC 5280 section 4.1), read but not judged. */
export interface Certificate {
  readonly der: Uint8Array;
  /** SHA-256 of the DER, base64url. */
  readonly fingerprint: string;
  /** 1, 2 or 3: the version's name, not its encoding. */
  readonly version: number;
  /** By it the issuer's revocation list names the certificate. */
  readonly serial: string;
  readonly subject: Name;
  /** The names as encoded, since chaining compares the encodings. */
  readonly subjectDer: Uint8Array;
  readonly issuerDer: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Absent: a key of a kind that no format and no path here accepts. */
  readonly publicKey: KeyObject | undefined;
  /** SHA-1 of the subject's key (hex), by which metadata names the models of U2F keys. */
  readonly keyId: string;
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly basicConstraints: BasicConstraints | undefined;
  readonly keyUsage: KeyUsageBits | undefined;
  readonly signed: SignedPart;
}

interface KeyUsageBits {
  readonly digitalSignature: boolean;
  readonly keyCertSign: boolean;
  readonly cRLSign: boolean;
}

/** Reads one certificate in DER; `undefined` for anything else, whatever it is. */
export function parseCertificate(der: Uint8Array): Certificate | undefined {
  if (der.length > MAXIMUM_CERTIFICATE_BYTES) return undefined;
  const syntax = parseDer(der, CertificateSyntax);
  const fields = rawFields(der);
  if (syntax === undefined || fields === undefined) return undefined;
  const tbs = syntax.tbsCertificate;
  const extensions = readExtensions(tbs.extensions);
  const dates = readDates(tbs.validity);
  if (extensions === undefined || dates === undefined) return undefined;
  const basicConstraints = readBasicConstraints(extensions);
  const keyUsage = readKeyUsage(extensions);
  const keyId = subjectKeyId(fields.subjectPublicKeyInfo);
  if (keyId === undefined) return undefined;
  if (basicConstraints === "malformed" || keyUsage === "malformed") return undefined;
  return {
    der,
    fingerprint: createHash("sha256").update(der).digest("base64url"),
    version: tbs.version + 1,
    serial: serialText(fields.serial.content),
    subject: tbs.subject,
    subjectDer: fields.subject.raw,
    issuerDer: fields.issuer.raw,
    ...dates,
    publicKey: importSubjectKey(tbs.subjectPublicKeyInfo, fields.subjectPublicKeyInfo.raw),
    keyId,
    extensions,
    basicConstraints,
    keyUsage,
    signed: {
      signedBytes: fields.signed.raw,
      algorithm: syntax.signatureAlgorithm.algorithm,
      signature: fields.signature,
    },
  };
}

/** One text for one number, with no leading zeros and whatever its sign: for comparison alone. */
export function serialText(integer: Uint8Array): string {
  return Buffer.from(integer)
    .toString("hex")
    .replace(/^(?:00)+/, "");
}

interface RawFields {
  readonly signed: DerElement;
  readonly signature: Uint8Array;
  readonly serial: DerElement;
  readonly issuer: DerElement;
  readonly subject: DerElement;
  readonly subjectPublicKeyInfo: DerElement;
}

/** The encodings that the library does not keep, and the rules that it does not hold. */
function rawFields(der: Uint8Array): RawFields | undefined {
  const structure = readSignedStructure(der);
  if (structure === undefined) return undefined;
  const { signed, signature } = structure;
  const fields = readChildren(signed) ?? [];
  const [serial, algorithm, issuer, , subject, subjectPublicKeyInfo] =
    fields[0]?.tagClass === "context" ? fields.slice(1) : fields;
  if (!isUniversal(serial, INTEGER) || algorithm === undefined || issuer === undefined) {
    return undefined;
  }
  if (subject === undefined || subjectPublicKeyInfo === undefined) return undefined;
  // RFC 5280 section 4.1.1.2: the algorithm outside must be the one that was signed.
  if (!equalBytes(algorithm.raw, structure.algorithm.raw)) return undefined;
  return { signed, signature, serial, issuer, subject, subjectPublicKeyInfo };
}

function readDates(validity: CertificateSyntax["tbsCertificate"]["validity"]) {
  const notBefore = validity.notBefore.utcTime ?? validity.notBefore.generalTime;
  const notAfter = validity.notAfter.utcTime ?? validity.notAfter.generalTime;
  return notBefore === undefined || notAfter === undefined ? undefined : { notBefore, notAfter };
}

function readBasicConstraints(extensions: ReadonlyMap<string, Extension>) {
  const extension = extensions.get(id_ce_basicConstraints);
  if (extension === undefined) return undefined;
  const constraints = parseDer(extension.value, BasicConstraints);
  if (constraints === undefined) return "malformed";
  const length = constraints.pathLenConstraint ?? 0;
  return Number.isInteger(length) && length >= 0 ? constraints : "malformed";
}

function readKeyUsage(extensions: ReadonlyMap<string, Extension>) {
  const extension = extensions.get(id_ce_keyUsage);
  if (extension === undefined) return undefined;
  const bits = parseDer(extension.value, KeyUsage)?.toNumber();
  if (bits === undefined) return "malformed";
  return {
    digitalSignature: (bits & KeyUsageFlags.digitalSignature) !== 0,
    keyCertSign: (bits & KeyUsageFlags.keyCertSign) !== 0,
    cRLSign: (bits & KeyUsageFlags.cRLSign) !== 0,
  };
}
