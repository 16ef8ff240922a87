import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { concat, utf8 } from "../base/bytes.ts";
import { randomBytes } from "../base/random.ts";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * A key for one use of a secret (HKDF with SHA-256, RFC 5869). The secret is uniformly random
 * already, so there is no salt; the label keeps the uses apart.
 */
export function deriveKey(secret: Uint8Array, label: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(0), utf8(label), KEY_BYTES));
}

/**
 * AES-256-GCM with a random 96-bit nonce in front and the tag behind. NIST SP 800-38D section 8.3
 * allows 2^32 messages with one key in this form: rotate long before.
 */
export function encrypt(
  key: Uint8Array,
  plain: Uint8Array,
  associated: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated);
  const body = cipher.update(plain);
  return concat(nonce, body, cipher.final(), cipher.getAuthTag());
}

/** The plaintext, or undefined where it is not exactly what was encrypted. */
export function decrypt(
  key: Uint8Array,
  sealed: Uint8Array,
  associated: Uint8Array,
): Uint8Array<ArrayBuffer> | undefined {
  if (sealed.byteLength < NONCE_BYTES + TAG_BYTES) return undefined;
  const tagAt = sealed.byteLength - TAG_BYTES;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(tagAt));
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, tagAt));
  try {
    return concat(plain, decipher.final());
  } catch {
    return undefined;
  }
}
