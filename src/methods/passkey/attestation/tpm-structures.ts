/**
 * TPM 2.0 structures (TPM 2.0 Library, Part 2), as far as WebAuthn L3 section 8.3 needs them. Each
 * reader takes the whole of its bytes or gives `undefined`.
 */

/** TPMT_PUBLIC, section 12.2.4, of a key that signs. */
export type PublicArea = EccPublicArea | RsaPublicArea;

interface EccPublicArea {
  readonly type: "ecc";
  readonly nameAlgorithm: number;
  readonly curve: number;
  readonly x: Uint8Array;
  readonly y: Uint8Array;
}

interface RsaPublicArea {
  readonly type: "rsa";
  readonly nameAlgorithm: number;
  readonly modulus: Uint8Array;
  readonly exponent: number;
}

/** TPMS_ATTEST, section 10.12.12, that certifies an object; what section 8.3 ignores is left out. */
export interface CertifyInfo {
  readonly magic: number;
  readonly type: number;
  readonly extraData: Uint8Array;
  /** The attested object's name; empty where `type` is another kind of attestation. */
  readonly name: Uint8Array;
}

export const TPM_GENERATED_VALUE = 0xff544347;
export const TPM_ST_ATTEST_CERTIFY = 0x8017;

const TPM_ALG_RSA = 0x0001;
const TPM_ALG_ECC = 0x0023;
const TPM_ALG_NULL = 0x0010;
const TPM_ALG_ECDAA = 0x001a;
/** Section 11.2.3.4: an exponent of zero stands for this one. */
const DEFAULT_EXPONENT = 65_537;
/** clockInfo: clock 8, resetCount 4, restartCount 4, safe 1. */
const CLOCK_INFO_BYTES = 17;
const FIRMWARE_VERSION_BYTES = 8;

export function readPublicArea(bytes: Uint8Array): PublicArea | undefined {
  const reader = new Reader(bytes);
  const type = reader.uint16();
  const nameAlgorithm = reader.uint16();
  reader.skip(4); // objectAttributes
  reader.sized(); // authPolicy
  const area = readParameters(reader, type, nameAlgorithm);
  return reader.isWhole() ? area : undefined;
}

function readParameters(
  reader: Reader,
  type: number,
  nameAlgorithm: number,
): PublicArea | undefined {
  // A key with a symmetric algorithm is a parent that decrypts; a credential key only signs.
  if (reader.uint16() !== TPM_ALG_NULL) return undefined;
  skipScheme(reader);
  if (type === TPM_ALG_RSA) {
    reader.skip(2); // keyBits, which the modulus says as well
    const exponent = reader.uint32() || DEFAULT_EXPONENT;
    return { type: "rsa", nameAlgorithm, modulus: reader.sized(), exponent };
  }
  if (type !== TPM_ALG_ECC) return undefined;
  const curve = reader.uint16();
  skipScheme(reader); // kdf
  return { type: "ecc", nameAlgorithm, curve, x: reader.sized(), y: reader.sized() };
}

/** TPMT_ASYM_SCHEME and TPMT_KDF_SCHEME: an algorithm and, unless it is null, its details. */
function skipScheme(reader: Reader): void {
  const scheme = reader.uint16();
  if (scheme === TPM_ALG_NULL) return;
  reader.skip(scheme === TPM_ALG_ECDAA ? 4 : 2);
}

export function readCertifyInfo(bytes: Uint8Array): CertifyInfo | undefined {
  const reader = new Reader(bytes);
  const magic = reader.uint32();
  const type = reader.uint16();
  reader.sized(); // qualifiedSigner
  const extraData = reader.sized();
  reader.skip(CLOCK_INFO_BYTES + FIRMWARE_VERSION_BYTES);
  if (type !== TPM_ST_ATTEST_CERTIFY) return { magic, type, extraData, name: new Uint8Array() };
  const name = reader.sized();
  reader.sized(); // qualifiedName
  return reader.isWhole() ? { magic, type, extraData, name } : undefined;
}

/** Reads big-endian fields. Past the end it gives zeros and remembers, so that one check is enough. */
class Reader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  uint16(): number {
    return this.#uint(2);
  }

  uint32(): number {
    return this.#uint(4);
  }

  /** TPM2B: a length of two bytes, then as many. */
  sized(): Uint8Array {
    const length = this.uint16();
    const start = this.#offset;
    this.skip(length);
    return this.#bytes.subarray(start, this.#offset);
  }

  skip(length: number): void {
    this.#offset += length;
  }

  /** Whether everything that was read was there, and nothing was left. */
  isWhole(): boolean {
    return this.#offset === this.#bytes.length;
  }

  #uint(length: number): number {
    let value = 0;
    for (let index = 0; index < length; index++) {
      value = value * 256 + (this.#bytes[this.#offset + index] ?? 0);
    }
    this.#offset += length;
    return value;
  }
}
