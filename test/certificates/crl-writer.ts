import { sign } from "node:crypto";
import { type Certificate, parseCertificate } from "../../src/certificates/certificate.ts";
import {
  type Authority,
  daysFromNow,
  type ExtensionOptions,
  name,
  signatureAlgorithm,
} from "./authority.ts";
import {
  bitString,
  boolean,
  context,
  enumerated,
  integer,
  octetString,
  oid,
  sequence,
  time,
  tlv,
} from "./der-writer.ts";

/** Writes lists of revoked certificates for tests, wrong where a test wants them wrong. */

export interface CrlEntry {
  /** A certificate in DER, or a serial number as bytes. */
  readonly serial: Uint8Array;
  readonly extensions?: readonly ExtensionOptions[];
}

export interface CrlOptions {
  readonly revoked?: readonly (Uint8Array | CrlEntry)[];
  /** Null: version 1. */
  readonly version?: number | null;
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date | null;
  readonly extensions?: readonly ExtensionOptions[];
  readonly issuer?: Uint8Array;
  readonly hash?: "sha1" | "sha256" | "sha512";
  readonly outerAlgorithm?: Uint8Array;
}

/** A list in DER, by this authority. */
export function crlOf(authority: Authority, options: CrlOptions = {}): Uint8Array {
  const { hash = "sha256", version = 1, nextUpdate = daysFromNow(7), extensions = [] } = options;
  const algorithm = signatureAlgorithm(authority.privateKey.asymmetricKeyType ?? "", hash);
  const entries = (options.revoked ?? []).map(entry);
  const tbs = sequence(
    ...(version === null ? [] : [integer(version)]),
    algorithm,
    options.issuer ?? name(authority.subject),
    time(options.thisUpdate ?? daysFromNow(-1)),
    ...(nextUpdate === null ? [] : [time(nextUpdate)]),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    ...(extensions.length === 0 ? [] : [context(0, sequence(...extensions.map(extension)))]),
  );
  const signature = sign(hash, tbs, authority.privateKey);
  return sequence(tbs, options.outerAlgorithm ?? algorithm, bitString(signature));
}

function entry(given: Uint8Array | CrlEntry): Uint8Array {
  const { serial, extensions = [] } = given instanceof Uint8Array ? { serial: given } : given;
  const certificate = parseCertificate(serial);
  const number = certificate === undefined ? serial : serialOf(certificate);
  const details = extensions.length === 0 ? [] : [sequence(...extensions.map(extension))];
  return sequence(integer(...number), time(daysFromNow(-2)), ...details);
}

function serialOf({ serial }: Certificate): Uint8Array {
  return Buffer.from(serial, "hex");
}

function extension({ id, critical, value }: ExtensionOptions): Uint8Array {
  return sequence(oid(id), ...(critical === true ? [boolean(true)] : []), octetString(value));
}

export const reason = (code: number): ExtensionOptions => ({
  id: "2.5.29.21",
  value: enumerated(code),
});

export const deltaIndicator: ExtensionOptions = {
  id: "2.5.29.27",
  critical: true,
  value: integer(1),
};

/** IssuingDistributionPoint: the tag of a flag that is set, and a name. */
export function issuingPoint(
  flags: readonly (1 | 2 | 4 | 5)[],
  { url, reasons }: { readonly url?: string; readonly reasons?: Uint8Array } = {},
): ExtensionOptions {
  return {
    id: "2.5.29.28",
    critical: true,
    value: sequence(
      ...(url === undefined ? [] : [context(0, fullName(url))]),
      ...flags.filter((tag) => tag < 3).map(flag),
      ...(reasons === undefined ? [] : [tlv(0x83, reasons)]),
      ...flags.filter((tag) => tag > 3).map(flag),
    ),
  };
}

const flag = (tag: number) => tlv(0x80 | tag, Buffer.of(0xff));
const fullName = (...urls: string[]) =>
  context(0, ...urls.map((url) => tlv(0x86, Buffer.from(url))));

/** The distribution points of a certificate, one for each list of names. */
export function distributionPoints(...points: readonly (readonly string[])[]): ExtensionOptions {
  return {
    id: "2.5.29.31",
    value: sequence(...points.map((urls) => sequence(context(0, fullName(...urls))))),
  };
}

/** A point whose list is signed by somebody else than the certificate's issuer. */
export function foreignPoint(url: string, issuer: Uint8Array): Uint8Array {
  return sequence(context(0, fullName(url)), context(2, context(4, issuer)));
}
