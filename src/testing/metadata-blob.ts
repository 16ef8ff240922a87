import { constants, type KeyObject, sign } from "node:crypto";
import { freshEcKey, freshRsaKey } from "./fresh-key.ts";
import { toBase64url, utf8 } from "../base/bytes.ts";
import { bend, type BytesLie, overlay } from "./lie.ts";
import { base64 } from "./metadata-entry.ts";

/** The algorithms that a blob may be signed with (RFC 7518 section 3.1). */
export const BLOB_ALGORITHMS = [
  "ES256",
  "ES384",
  "ES512",
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
] as const;

export type BlobAlgorithm = (typeof BLOB_ALGORITHMS)[number];

/** What a blob says (FIDO MDS v3.1 section 3.1.6). */
export interface BlobContents {
  /** Its serial number. */
  readonly no: number;
  /** `YYYY-MM-DD`. */
  readonly nextUpdate: string;
  readonly entries: readonly object[];
  /** `ES256` where not given. */
  readonly alg?: BlobAlgorithm;
  readonly lies?: BlobLie;
}

/** What is said in place of the truth: before signing, but for `signature`. */
export interface BlobLie {
  /** Members of the header, in any type; `OMITTED` leaves one out. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** Members of the payload, the same way. */
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly payloadJson?: BytesLie;
  /** Another private key, of the algorithm's kind. */
  readonly signingKey?: KeyObject;
  readonly signature?: BytesLie;
}

/** A JWS in compact form (RFC 7515 section 7.1), as the FIDO Metadata Service gives it out. */
export function signBlob(
  { no, nextUpdate, entries, alg = "ES256", lies = {} }: BlobContents,
  chain: readonly Uint8Array[],
  key: KeyObject,
): string {
  const header = overlay({ alg, typ: "JWT", x5c: chain.map(base64) }, lies.header);
  const payload = overlay({ legalHeader: "For tests.", no, nextUpdate, entries }, lies.payload);
  const json = bend(utf8(JSON.stringify(payload)), lies.payloadJson);
  const signed = `${toBase64url(utf8(JSON.stringify(header)))}.${toBase64url(json)}`;
  const signature = signAs(alg, utf8(signed), lies.signingKey ?? key);
  return `${signed}.${toBase64url(bend(signature, lies.signature))}`;
}

const CURVES: Readonly<Partial<Record<BlobAlgorithm, string>>> = {
  ES256: "P-256",
  ES384: "P-384",
  ES512: "P-521",
};

/** A key that the algorithm signs with. */
export function generateBlobKey(alg: BlobAlgorithm): KeyObject {
  const namedCurve = CURVES[alg];
  return namedCurve === undefined ? freshRsaKey(2048) : freshEcKey(namedCurve);
}

function signAs(alg: BlobAlgorithm, data: Uint8Array, key: KeyObject): Uint8Array {
  const hash = `sha${alg.slice(2)}`;
  // RFC 7518 section 3.4: r and s beside each other.
  if (alg.startsWith("ES")) return sign(hash, data, { key, dsaEncoding: "ieee-p1363" });
  if (alg.startsWith("RS")) return sign(hash, data, key);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return sign(hash, data, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
}
