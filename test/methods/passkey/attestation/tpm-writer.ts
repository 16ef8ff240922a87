import { createHash, type KeyObject } from "node:crypto";

/** Writes TPM 2.0 structures for tests. */

export const uint16 = (value: number) => Buffer.of(value >> 8, value & 0xff);
export const uint32 = (value: number) =>
  Buffer.concat([uint16(value >>> 16), uint16(value & 0xffff)]);
export const sized = (bytes: Uint8Array) => Buffer.concat([uint16(bytes.length), bytes]);

const NULL = uint16(0x0010);
const CURVES: Record<string, number> = { "P-256": 3, "P-384": 4, "P-521": 5 };

export interface PublicAreaOptions {
  readonly nameAlgorithm?: number;
  readonly symmetric?: Uint8Array;
  readonly scheme?: Uint8Array;
  readonly curve?: number;
  readonly exponent?: number;
  readonly x?: Uint8Array;
}

/** TPMT_PUBLIC of a key. */
export function publicArea(key: KeyObject, options: PublicAreaOptions = {}): Buffer {
  const { nameAlgorithm = 0x000b, symmetric = NULL, scheme = NULL } = options;
  const jwk = key.export({ format: "jwk" });
  const bytes = (text: string | undefined) => Buffer.from(text ?? "", "base64url");
  const head = (type: number) =>
    Buffer.concat([
      uint16(type),
      uint16(nameAlgorithm),
      uint32(0x0004_0072),
      sized(Buffer.alloc(32, 9)),
    ]);
  if (jwk.kty === "RSA") {
    const bits = uint16(bytes(jwk.n).length * 8);
    const exponent = uint32(options.exponent ?? 0);
    return Buffer.concat([head(0x0001), symmetric, scheme, bits, exponent, sized(bytes(jwk.n))]);
  }
  const curve = uint16(options.curve ?? CURVES[jwk.crv ?? ""] ?? 0);
  const point = [sized(options.x ?? bytes(jwk.x)), sized(bytes(jwk.y))];
  return Buffer.concat([head(0x0023), symmetric, scheme, curve, NULL, ...point]);
}

export interface CertifyOptions {
  readonly magic?: number;
  readonly type?: number;
  readonly extraData: Uint8Array;
  readonly name: Uint8Array;
}

/** TPMS_ATTEST of TPM2_Certify. */
export function certifyInfo({ magic, type, extraData, name }: CertifyOptions): Buffer {
  return Buffer.concat([
    uint32(magic ?? 0xff54_4347),
    uint16(type ?? 0x8017),
    sized(Buffer.alloc(34, 5)),
    sized(extraData),
    Buffer.alloc(17, 3),
    Buffer.alloc(8, 4),
    sized(name),
    sized(Buffer.alloc(34, 6)),
  ]);
}

/** An object's name: nameAlg, then the hash of its public area. */
export function nameOf(area: Uint8Array, hash = "sha256", algorithm = area.subarray(2, 4)): Buffer {
  return Buffer.concat([algorithm, createHash(hash).update(area).digest()]);
}
