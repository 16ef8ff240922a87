import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import {
  bitString,
  boolean,
  context,
  integer,
  nothing,
  octetString,
  oid,
  printableString,
  sequence,
  set,
  time,
  utf8String,
} from "./der-writer.ts";

/** A certification authority for tests, which signs whatever it is asked to. */

export const NOW = new Date("2026-06-01T12:00:00Z");
const DAY_MILLISECONDS = 86_400_000;
export const daysFromNow = (days: number) => new Date(NOW.getTime() + days * DAY_MILLISECONDS);

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export function ecKey(namedCurve = "P-256"): KeyPair {
  return generateKeyPairSync("ec", { namedCurve });
}

export function rsaKey(modulusLength = 2048): KeyPair {
  return generateKeyPairSync("rsa", { modulusLength });
}

/** Attributes of a distinguished name, as [short name or OID, value]. */
export type Subject = readonly (readonly [string, string])[];

const ATTRIBUTES: Record<string, string> = {
  C: "2.5.4.6",
  O: "2.5.4.10",
  OU: "2.5.4.11",
  CN: "2.5.4.3",
  E: "1.2.840.113549.1.9.1",
};

export function name(subject: Subject): Uint8Array {
  return sequence(
    ...subject.map(([type, value]) => {
      const text = type === "C" ? printableString(value) : utf8String(value);
      return set(sequence(oid(ATTRIBUTES[type] ?? type), text));
    }),
  );
}

export interface ExtensionOptions {
  readonly id: string;
  readonly critical?: boolean;
  readonly value: Uint8Array;
}

export const basicConstraints = (ca: boolean, pathLength?: number): ExtensionOptions => ({
  id: "2.5.29.19",
  critical: true,
  value: sequence(
    ...(ca ? [boolean(true)] : []),
    ...(pathLength === undefined ? [] : [integer(pathLength)]),
  ),
});

/** Bits counted from the first: 0 digitalSignature, 5 keyCertSign. */
export const keyUsage = (...bits: number[]): ExtensionOptions => {
  let octet = 0;
  for (const bit of bits) octet |= 0x80 >> bit;
  return { id: "2.5.29.15", critical: true, value: bitString(Buffer.of(octet)) };
};

export interface CertificateOptions {
  readonly subject: Subject;
  readonly issuer: Subject;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly version?: 1 | 2 | 3;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly extensions?: readonly ExtensionOptions[];
  readonly hash?: "sha1" | "sha256" | "sha384" | "sha512";
  /** The AlgorithmIdentifier to write, where it is not that of the signer. */
  readonly algorithm?: Uint8Array;
  /** The one outside the signed part, where it is to differ. */
  readonly outerAlgorithm?: Uint8Array;
}

const ALGORITHMS: Record<string, string> = {
  "ec sha1": "1.2.840.10045.4.1",
  "ec sha256": "1.2.840.10045.4.3.2",
  "ec sha384": "1.2.840.10045.4.3.3",
  "ec sha512": "1.2.840.10045.4.3.4",
  "rsa sha1": "1.2.840.113549.1.1.5",
  "rsa sha256": "1.2.840.113549.1.1.11",
  "rsa sha384": "1.2.840.113549.1.1.12",
  "rsa sha512": "1.2.840.113549.1.1.13",
  "ed25519 sha256": "1.3.101.112",
  "ed448 sha256": "1.3.101.113",
};

export function signatureAlgorithm(keyType: string, hash: string): Uint8Array {
  const id = oid(ALGORITHMS[`${keyType} ${hash}`] ?? "");
  return keyType === "rsa" ? sequence(id, nothing()) : sequence(id);
}

let serial = 0x1000;

/** A certificate in DER. */
export function certify(options: CertificateOptions): Uint8Array {
  const { version = 3, extensions = [], hash = "sha256", signer } = options;
  const keyType = signer.asymmetricKeyType ?? "";
  const algorithm = options.algorithm ?? signatureAlgorithm(keyType, hash);
  serial += 1;
  const tbs = sequence(
    ...(version === 1 ? [] : [context(0, integer(version - 1))]),
    integer(serial >> 8, serial & 0xff),
    algorithm,
    name(options.issuer),
    sequence(
      time(options.notBefore ?? daysFromNow(-30)),
      time(options.notAfter ?? daysFromNow(30)),
    ),
    name(options.subject),
    options.publicKey.export({ type: "spki", format: "der" }),
    ...(extensions.length === 0 ? [] : [context(3, sequence(...extensions.map(extension)))]),
  );
  const signature = sign(keyType.startsWith("ed") ? null : hash, tbs, signer);
  return sequence(tbs, options.outerAlgorithm ?? algorithm, bitString(signature));
}

function extension({ id, critical, value }: ExtensionOptions): Uint8Array {
  return sequence(oid(id), ...(critical === true ? [boolean(true)] : []), octetString(value));
}

export interface Authority extends KeyPair {
  readonly subject: Subject;
  readonly der: Uint8Array;
  /** Issues a certificate under this authority's name and key. */
  issue(options: Partial<CertificateOptions> & Pick<CertificateOptions, "publicKey">): Uint8Array;
}

/** An authority: self-signed, or under `parent`. */
export function authority(
  commonName: string,
  options: Partial<CertificateOptions> & {
    readonly parent?: Authority;
    readonly keys?: KeyPair;
  } = {},
): Authority {
  const { parent, keys = ecKey(), ...rest } = options;
  const subject: Subject = rest.subject ?? [
    ["C", "AA"],
    ["O", "Test"],
    ["CN", commonName],
  ];
  const der = certify({
    extensions: [basicConstraints(true), keyUsage(5)],
    issuer: parent?.subject ?? subject,
    signer: parent?.privateKey ?? keys.privateKey,
    publicKey: keys.publicKey,
    ...rest,
    subject,
  });
  return {
    ...keys,
    subject,
    der,
    issue: (request) =>
      certify({ subject: LEAF, issuer: subject, signer: keys.privateKey, ...request }),
  };
}

/** The subject that section 8.2.1 asks for. */
export const LEAF: Subject = [
  ["C", "AA"],
  ["O", "Test"],
  ["OU", "Authenticator Attestation"],
  ["CN", "Test authenticator"],
];
