import * as z from "zod";
import { fromBase64url } from "../base/bytes.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { type Certificate, parseCertificate } from "../certificates/certificate.ts";
import { MAXIMUM_CHAIN_LENGTH } from "../certificates/path.ts";
import { fromBase64 } from "./base64.ts";
import type { MdsCode } from "./codes.ts";
import { isJwsAlgorithm } from "./mds-signature.ts";

/** The blob of late 2026 takes 9 MB, pictures of authenticators for the most part. */
const MAXIMUM_TEXT = 64 * 1024 * 1024;

/** A blob whose parts were read and of which nothing is believed yet. */
export interface MdsToken {
  readonly algorithm: string;
  /** x5c, the signer's certificate first. */
  readonly chain: readonly [Certificate, ...Certificate[]];
  /** What the signature covers: header and payload as they are encoded. */
  readonly signedBytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly payload: Uint8Array;
}

const header = z.object({
  alg: z.string(),
  x5c: z.array(z.string()).optional(),
  x5u: z.unknown().optional(),
  jku: z.unknown().optional(),
  jwk: z.unknown().optional(),
  crit: z.unknown().optional(),
});

/** Reads a JWS in compact form (RFC 7515 section 7.1), as FIDO MDS v3.1 section 3.1.7 has it. */
export function readToken(blob: string | Uint8Array): Result<MdsToken, MdsCode> {
  if (blob.length > MAXIMUM_TEXT) return fail("mds_too_large");
  // What is no ASCII is no base64url either, so that the encoding does not matter.
  const text = (typeof blob === "string" ? blob : Buffer.from(blob).toString("latin1")).trim();
  const parts = text.split(".", 4);
  const [first = "", second = ""] = parts;
  const [given, payload, signature] = parts.map(fromBase64url);
  if (parts.length !== 3) return fail("mds_malformed", "not three parts");
  if (given === undefined || payload === undefined || signature === undefined) {
    return fail("mds_malformed", "not in base64url");
  }
  const read = header.safeParse(readJson(given));
  if (!read.success) return fail("mds_malformed", "header");
  const { alg } = read.data;
  if (!isJwsAlgorithm(alg)) return fail("mds_algorithm_refused", alg.slice(0, 32));
  const chain = readChain(read.data);
  if (!chain.ok) return chain;
  const signedBytes = Buffer.from(`${first}.${second}`, "latin1");
  return ok({ algorithm: alg, chain: chain.value, signedBytes, signature, payload });
}

/** The value of a JSON text in UTF-8 (RFC 7515 section 5.2), or `undefined` where it is none. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * FIDO MDS v3.1 section 3.2: the signer's chain is what `x5u` names, where that is of the place
 * that the blob was loaded from, else `x5c`. Here it is `x5c` or nothing, since a verifier opens
 * no sockets, and a header that names another key as well is not taken at half its word.
 */
function readChain({
  x5c = [],
  x5u,
  jku,
  jwk,
  crit,
}: z.output<typeof header>): Result<MdsToken["chain"], MdsCode> {
  // RFC 7515 section 4.1.11: none of these is understood here.
  if (crit !== undefined) return fail("mds_header_unknown");
  const elsewhere = Object.entries({ x5u, jku, jwk }).find(([, value]) => value !== undefined);
  if (elsewhere !== undefined) return fail("mds_certificates_elsewhere", elsewhere[0]);
  if (x5c.length > MAXIMUM_CHAIN_LENGTH) return fail("mds_certificate_malformed", "too many");
  const chain: Certificate[] = [];
  for (const [index, text] of x5c.entries()) {
    const der = fromBase64(text);
    const certificate = der && parseCertificate(der);
    if (certificate === undefined) return fail("mds_certificate_malformed", `x5c[${index}]`);
    chain.push(certificate);
  }
  const [leaf, ...rest] = chain;
  return leaf === undefined ? fail("mds_certificates_missing") : ok([leaf, ...rest]);
}
