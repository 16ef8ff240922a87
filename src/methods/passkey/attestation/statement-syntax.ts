import { type Failure, fail, ok, type Result } from "../../../base/result.ts";
import { coseAlgorithm } from "../algorithms.ts";
import { type Certificate, parseCertificate } from "../../../certificates/certificate.ts";
import type { StatementCode } from "./format.ts";
import { MAXIMUM_CHAIN_LENGTH } from "../../../certificates/path.ts";

/** x5c: the attestation certificate, then those that certify it. */
export type Chain = readonly [Certificate, ...Certificate[]];

/** attStmt once its members are known to be the format's own. */
export type Members = ReadonlyMap<unknown, unknown>;

/**
 * attStmt as a map that holds no other members than `names`. The syntax of section 8 is closed: a
 * member that the format does not have (`ecdaaKeyId` of Level 1, say) is a claim that nobody checks.
 */
export function readMembers(statement: unknown, names: readonly string[]): Members | undefined {
  if (!(statement instanceof Map)) return undefined;
  const known = new Set<unknown>(names);
  return [...statement.keys()].every((name) => known.has(name)) ? statement : undefined;
}

export function readBytes(members: Members, name: string): Uint8Array | undefined {
  const value = members.get(name);
  return value instanceof Uint8Array ? value : undefined;
}

/** A COSEAlgorithmIdentifier. */
export function readAlgorithm(members: Members): number | undefined {
  const value = members.get("alg");
  return typeof value === "number" && Number.isInteger(value) ? value : undefined;
}

export interface Signature {
  readonly algorithm: number;
  readonly signature: Uint8Array;
}

/** `alg` and `sig`, with an algorithm that is verified here. */
export function readSignature(members: Members): Result<Signature, StatementCode> {
  const algorithm = readAlgorithm(members);
  const signature = readBytes(members, "sig");
  if (algorithm === undefined || signature === undefined) return malformed("alg, sig");
  if (coseAlgorithm(algorithm) === undefined) {
    return fail("attestation_algorithm_refused", String(algorithm));
  }
  return ok({ algorithm, signature });
}

/** x5c: one certificate at least, and no more than a path may hold. */
export function readChain(members: Members): Result<Chain, StatementCode> {
  const x5c = members.get("x5c");
  if (!Array.isArray(x5c) || x5c.length > MAXIMUM_CHAIN_LENGTH) return malformed("x5c");
  const chain: Certificate[] = [];
  for (const [index, der] of x5c.entries()) {
    if (!(der instanceof Uint8Array)) return malformed("x5c");
    const certificate = parseCertificate(der);
    if (certificate === undefined) {
      return fail("attestation_certificate_malformed", `x5c[${index}]`);
    }
    chain.push(certificate);
  }
  const [leaf, ...rest] = chain;
  return leaf === undefined ? malformed("x5c") : ok([leaf, ...rest]);
}

/** The failure of every format whose statement is not of its syntax. */
export function malformed(what: string): Failure<StatementCode> {
  return fail("attestation_statement_malformed", what);
}
