import { concat, equalBytes } from "../../../base/bytes.ts";
import type { CoseKey } from "../cose.ts";
import type { PublicArea } from "./tpm-structures.ts";

/** TPM_ECC_CURVE (TPM 2.0 Library, Part 4): those that COSE keys here can have. */
const CURVES: ReadonlyMap<number, string> = new Map([
  [0x0003, "P-256"],
  [0x0004, "P-384"],
  [0x0005, "P-521"],
]);

/**
 * WebAuthn L3 section 8.3: "Verify that the public key specified by the parameters and unique
 * fields of pubArea is identical to the credentialPublicKey".
 */
export function isSameKey(area: PublicArea, { curve, x, y, n, e }: CoseKey): boolean {
  if (area.type === "rsa") {
    if (n === undefined || e === undefined) return false;
    return isSameNumber(area.modulus, n) && isSameNumber(uint32(area.exponent), e);
  }
  if (curve === undefined || CURVES.get(area.curve) !== curve) return false;
  if (x === undefined || y === undefined) return false;
  return isSameNumber(area.x, x) && isSameNumber(area.y, y);
}

/** A TPM may leave out leading zeros. */
function isSameNumber(a: Uint8Array, b: Uint8Array): boolean {
  const length = Math.max(a.length, b.length);
  return equalBytes(padded(a, length), padded(b, length));
}

function padded(bytes: Uint8Array, length: number): Uint8Array {
  return concat(new Uint8Array(length - bytes.length), bytes);
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
