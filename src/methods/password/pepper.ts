import { createHmac } from "node:crypto";
import { utf8 } from "../../base/bytes.ts";
import { AssayFault } from "../../base/fault.ts";
import type { Password } from "./typed.ts";

/**
 * Keys that passwords are hashed with before anything else (NIST SP 800-63B-4 section 3.1.1.2): they
 * are kept apart from the database, which alone is then not enough to try passwords out.
 */
export interface Peppers {
  /** The id of the key that new records take; null: none. */
  readonly current: string | null;
  /** By id. A key stays here until no record names it any more. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

export const NO_PEPPER: Peppers = { current: null, keys: new Map() };

/** NIST SP 800-63B-4 section 3.1.1.2 asks 112 bits; HMAC-SHA-256 has its full strength with 256. */
const LEAST_KEY_BYTES = 32;

/** @throws AssayFault `ASSAY_PEPPER_INVALID` where a key is short, or the current one is not there. */
export function checkPeppers({ current, keys }: Peppers): void {
  for (const [id, key] of keys) {
    if (key.byteLength < LEAST_KEY_BYTES) {
      throw new AssayFault(
        "ASSAY_PEPPER_INVALID",
        `key ${id} has fewer than ${LEAST_KEY_BYTES} bytes`,
      );
    }
  }
  if (current !== null && !keys.has(current)) {
    throw new AssayFault(
      "ASSAY_PEPPER_INVALID",
      `the current key ${current} is not among the keys`,
    );
  }
}

/**
 * What Argon2id hashes: the password in UTF-8, or its HMAC-SHA-256 under the key. Undefined where
 * the key is not there. The caller wipes it when it is done.
 */
export function peppered(
  password: Password,
  pepper: string | null,
  { keys }: Peppers,
): Uint8Array | undefined {
  if (pepper === null) return utf8(password);
  const key = keys.get(pepper);
  return key === undefined
    ? undefined
    : createHmac("sha256", key).update(password, "utf8").digest();
}
