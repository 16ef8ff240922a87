import { AlgorithmIdentifier, Extensions, id_ce_cRLReasons, Time } from "@peculiar/asn1-x509";
import { equalBytes } from "../base/bytes.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { serialText } from "./certificate.ts";
import type { CrlProblem } from "./crl-problem.ts";
import { type CrlScope, readCrlScope } from "./crl-scope.ts";
import { type DerElement, isUniversal, parseDer, readChildren, readDer } from "./der.ts";
import { readExtensions } from "./extensions.ts";
import { readSignedStructure, type SignedPart, type SignedStructure } from "./signed-part.ts";

/** A public authority's list takes 40 bytes for each certificate; those of MDS signers are short. */
const MAXIMUM_CRL_BYTES = 4 * 1024 * 1024;
const MAXIMUM_ENTRIES = 200_000;

const INTEGER = 2;
const ENUMERATED = 10;
const SEQUENCE = 16;
const REMOVE_FROM_CRL = 8;

/** A list of revoked certificates (RFC 5280 section 5), read, of a usable kind, but not verified. */
export interface Crl {
  /** As encoded, since names are compared by their encodings. */
  readonly issuerDer: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly scope: CrlScope;
  /** Serial numbers. On hold is revoked too. */
  readonly revoked: ReadonlySet<string>;
  readonly signed: SignedPart;
}

/**
 * Reads one list in DER, or says why it is of no use; never throws. Field by field, since the ASN.1
 * library gives up on lists that are longer than a certificate may be.
 */
export function parseCrl(der: Uint8Array): Result<Crl, CrlProblem> {
  if (der.length > MAXIMUM_CRL_BYTES) return fail("crl_malformed", "too large");
  const structure = readSignedStructure(der);
  const fields = structure && readFields(structure);
  if (structure === undefined || fields === undefined) return fail("crl_malformed");
  const { issuer, thisUpdate, nextUpdate } = fields;
  const list = fields.extensions === undefined ? [] : parseDer(fields.extensions, Extensions);
  const extensions = list && readExtensions(list);
  if (extensions === undefined) return fail("crl_malformed", "extensions");
  const scope = readCrlScope(extensions);
  if (!scope.ok) return scope;
  const revoked = readRevoked(fields.revoked);
  if (!revoked.ok) return revoked;
  return ok({
    issuerDer: issuer.raw,
    thisUpdate,
    nextUpdate,
    scope: scope.value,
    revoked: revoked.value,
    signed: {
      signedBytes: structure.signed.raw,
      algorithm: fields.algorithm,
      signature: structure.signature,
    },
  });
}

interface Fields {
  readonly algorithm: string;
  readonly issuer: DerElement;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: DerElement | undefined;
  readonly extensions: Uint8Array | undefined;
}

/** TBSCertList (section 5.1.2): its members stand in this order and there are no others. */
function readFields({ signed, algorithm: outer }: SignedStructure): Fields | undefined {
  const members = [...(readChildren(signed) ?? [])];
  const next = (fits: (member: DerElement) => boolean) =>
    members[0] !== undefined && fits(members[0]) ? members.shift() : undefined;
  const version = next((member) => isUniversal(member, INTEGER));
  const [algorithm, issuer, thisUpdate, nextUpdate] = members.splice(0, 4);
  const revoked = next((member) => isUniversal(member, SEQUENCE));
  const extensions = next(({ tagClass, tag }) => tagClass === "context" && tag === 0);
  if (members.length > 0 || algorithm === undefined || issuer === undefined) return undefined;
  // Section 5.1.2.1: 1 means version 2, and with extensions it must be that.
  if (version === undefined ? extensions !== undefined : version.content[0] !== 1) return undefined;
  // Section 5.1.1.2: the algorithm outside must be the one that was signed.
  if (!equalBytes(algorithm.raw, outer.raw)) return undefined;
  const identifier = parseDer(algorithm.raw, AlgorithmIdentifier)?.algorithm;
  // Section 5.1.2.5 demands nextUpdate: a list that is never old is never known to be.
  const from = readTime(thisUpdate);
  const until = readTime(nextUpdate);
  if (identifier === undefined || from === undefined || until === undefined) return undefined;
  return {
    algorithm: identifier,
    issuer,
    thisUpdate: from,
    nextUpdate: until,
    revoked,
    extensions: extensions?.content,
  };
}

function readTime(member: DerElement | undefined): Date | undefined {
  const time = member && parseDer(member.raw, Time);
  return time?.utcTime ?? time?.generalTime;
}

function readRevoked(list: DerElement | undefined): Result<ReadonlySet<string>, CrlProblem> {
  const revoked = new Set<string>();
  const entries = list === undefined ? [] : readChildren(list, MAXIMUM_ENTRIES);
  for (const entry of entries ?? []) {
    const [serial, , details, ...more] = readChildren(entry) ?? [];
    if (!isUniversal(serial, INTEGER) || more.length > 0) return fail("crl_malformed", "an entry");
    const problem = details && checkEntry(details.raw);
    if (problem !== undefined) return fail(problem, "an entry");
    revoked.add(serialText(serial.content));
  }
  return entries === undefined ? fail("crl_malformed", "entries") : ok(revoked);
}

/**
 * RFC 5280 section 5.3: a critical extension that is not understood (the certificate issuer of an
 * indirect list is one) makes the whole list useless. `removeFromCRL` stands in deltas alone.
 */
function checkEntry(details: Uint8Array): CrlProblem | undefined {
  const list = parseDer(details, Extensions);
  const extensions = list && readExtensions(list);
  if (extensions === undefined) return "crl_malformed";
  for (const { critical } of extensions.values()) if (critical) return "crl_extension_unknown";
  const reason = extensions.get(id_ce_cRLReasons);
  if (reason === undefined) return undefined;
  const code = readDer(reason.value);
  if (!isUniversal(code, ENUMERATED)) return "crl_malformed";
  return code.content[0] === REMOVE_FROM_CRL ? "crl_kind_refused" : undefined;
}
