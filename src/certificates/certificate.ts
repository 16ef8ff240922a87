import { createHash, type KeyObject } from "node:crypto";
import {
  BasicConstraints,
  Certificate as CertificateSyntax,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  KeyUsage,
  KeyUsageFlags,
} from "@peculiar/asn1-x509";
import type { Extensions, Name } from "@peculiar/asn1-x509";
import { equalBytes } from "../base/bytes.ts";
import { importSubjectKey } from "./certificate-key.ts";
import { type DerElement, isUniversal, parseDer, readChildren, readDer } from "./der.ts";

/** Attestation certificates are 0.4 to 3 KB; one with ML-DSA-87 key and signature takes 8 KB. */
export const MAXIMUM_CERTIFICATE_BYTES = 10_240;

const BIT_STRING = 3;

export interface Extension {
  readonly critical: boolean;
  /** The content of extnValue. */
  readonly value: Uint8Array;
}

/** An X.509 certificate (RFC 5280 section 4.1), read but not judged. */
export interface Certificate {
  readonly der: Uint8Array;
  /** SHA-256 of the DER, base64url. */
  readonly fingerprint: string;
  /** 1, 2 or 3: the version's name, not its encoding. */
  readonly version: number;
  readonly subject: Name;
  /** The names as encoded, since chaining compares the encodings. */
  readonly subjectDer: Uint8Array;
  readonly issuerDer: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Absent: a key of a kind that no format and no path here accepts. */
  readonly publicKey: KeyObject | undefined;
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly basicConstraints: BasicConstraints | undefined;
  readonly keyUsage: KeyUsageBits | undefined;
  readonly signed: SignedPart;
}

interface KeyUsageBits {
  readonly digitalSignature: boolean;
  readonly keyCertSign: boolean;
}

/** What the issuer signed and how. */
interface SignedPart {
  readonly tbsCertificate: Uint8Array;
  readonly algorithm: string;
  readonly signature: Uint8Array;
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
  if (basicConstraints === "malformed" || keyUsage === "malformed") return undefined;
  return {
    der,
    fingerprint: createHash("sha256").update(der).digest("base64url"),
    version: tbs.version + 1,
    subject: tbs.subject,
    subjectDer: fields.subject.raw,
    issuerDer: fields.issuer.raw,
    ...dates,
    publicKey: importSubjectKey(tbs.subjectPublicKeyInfo, fields.subjectPublicKeyInfo.raw),
    extensions,
    basicConstraints,
    keyUsage,
    signed: {
      tbsCertificate: fields.tbsCertificate.raw,
      algorithm: syntax.signatureAlgorithm.algorithm,
      signature: fields.signature,
    },
  };
}

interface RawFields {
  readonly tbsCertificate: DerElement;
  readonly signature: Uint8Array;
  readonly issuer: DerElement;
  readonly subject: DerElement;
  readonly subjectPublicKeyInfo: DerElement;
}

/** The encodings that the library does not keep, and the rules that it does not hold. */
function rawFields(der: Uint8Array): RawFields | undefined {
  const outer = readDer(der);
  const parts = outer === undefined ? undefined : readChildren(outer);
  const [tbsCertificate, outerAlgorithm, signatureBits] = parts ?? [];
  if (parts?.length !== 3 || tbsCertificate === undefined || outerAlgorithm === undefined) {
    return undefined;
  }
  // Whole octets, so that nobody can give a signed certificate a second spelling.
  if (!isUniversal(signatureBits, BIT_STRING) || signatureBits.content[0] !== 0) return undefined;
  const fields = readChildren(tbsCertificate) ?? [];
  const [, algorithm, issuer, , subject, subjectPublicKeyInfo] =
    fields[0]?.tagClass === "context" ? fields.slice(1) : fields;
  if (algorithm === undefined || issuer === undefined) return undefined;
  if (subject === undefined || subjectPublicKeyInfo === undefined) return undefined;
  // RFC 5280 section 4.1.1.2: the algorithm outside must be the one that was signed.
  if (!equalBytes(algorithm.raw, outerAlgorithm.raw)) return undefined;
  const signature = signatureBits.content.subarray(1);
  return { tbsCertificate, signature, issuer, subject, subjectPublicKeyInfo };
}

/** RFC 5280 section 4.2: no extension may stand twice. */
function readExtensions(list: Extensions | undefined): Map<string, Extension> | undefined {
  const extensions = new Map<string, Extension>();
  for (const { extnID, critical, extnValue } of list ?? []) {
    if (extensions.has(extnID)) return undefined;
    extensions.set(extnID, { critical, value: new Uint8Array(extnValue.buffer) });
  }
  return extensions;
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
  };
}
