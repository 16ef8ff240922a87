import { randomFillSync } from "node:crypto";

const POOL_BYTES = 4096;
const pool = new Uint8Array(POOL_BYTES);
let next = POOL_BYTES;

/**
 * Bytes from the cryptographic generator. Asking it costs the same for few bytes as for many, so that
 * many are fetched at once; what was handed out is wiped here, and handed out once.
 * @param length - at most 4096
 */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  if (next + length > POOL_BYTES) {
    randomFillSync(pool);
    next = 0;
  }
  const bytes = pool.slice(next, next + length);
  pool.fill(0, next, next + length);
  next += length;
  return bytes;
}
