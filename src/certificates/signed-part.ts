import { type DerElement, isUniversal, readChildren, readDer } from "./der.ts";

const BIT_STRING = 3;
const SEQUENCE = 16;

/** What an issuer signed and how: of a certificate, or of a list of revoked ones. */
export interface SignedPart {
  readonly signedBytes: Uint8Array;
  /** The object identifier of the signature algorithm. */
  readonly algorithm: string;
  readonly signature: Uint8Array;
}

/** The three parts that certificates and lists are made of, as they are encoded. */
export interface SignedStructure {
  readonly signed: DerElement;
  readonly algorithm: DerElement;
  readonly signature: Uint8Array;
}

/** SIGNED { ToBeSigned } of X.509; RFC 5280 sections 4.1 and 5.1. */
export function readSignedStructure(der: Uint8Array): SignedStructure | undefined {
  const outer = readDer(der);
  const parts = isUniversal(outer, SEQUENCE) ? readChildren(outer) : undefined;
  const [signed, algorithm, signatureBits] = parts ?? [];
  if (parts?.length !== 3 || signed === undefined || algorithm === undefined) return undefined;
  // Whole octets, so that nobody can give a signed certificate a second spelling.
  if (!isUniversal(signatureBits, BIT_STRING) || signatureBits.content[0] !== 0) return undefined;
  return { signed, algorithm, signature: signatureBits.content.subarray(1) };
}
