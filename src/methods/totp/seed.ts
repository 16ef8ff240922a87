import { randomBytes } from "node:crypto";
import { Secret } from "otpauth";
import { fail, ok, type Result } from "../../base/result.ts";
import type { SeedCode } from "./codes.ts";

/** RFC 4226 section 4 (R6): 160 bits are recommended, 128 the least. */
const NEW_SEED_BYTES = 20;
const LEAST_SEED_BYTES = 16;
/** The block of SHA-512: HMAC hashes what is longer. */
const MOST_SEED_BYTES = 128;

const GROUP = /.{1,4}/g;
const BETWEEN = /[\s\p{Pd}\p{Cf}:]/gu;
const HEX = /^(?:[0-9A-F]{2})+$/;
/** RFC 4648 section 6: the last group of eight has 2, 4, 5, 7 or 8 characters, then perhaps padding. */
const BASE32 =
  /^(?:[A-Z2-7]{8})*(?:[A-Z2-7]{2}(?:={6})?|[A-Z2-7]{4}(?:={4})?|[A-Z2-7]{5}(?:={3})?|[A-Z2-7]{7}=?)?$/;

/** A seed of 160 bits of chance. */
export function newSeed(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(NEW_SEED_BYTES));
}

/** The seed for typing it in: base 32 (RFC 4648 section 6, no padding) in groups of four. */
export function writtenSeed(seed: Uint8Array<ArrayBuffer>): string {
  return (base32(seed).match(GROUP) ?? []).join(" ");
}

/** Base 32 without padding, as the key URI wants it. */
export function base32(seed: Uint8Array<ArrayBuffer>): string {
  return new Secret({ buffer: seed.slice().buffer }).base32;
}

/**
 * Reads the seed of a token that was made elsewhere. Case, spaces, dashes and colons do not matter.
 *
 * @param encoding As its maker says: many texts can be read both ways, so it is never guessed.
 * @returns The seed, of 128 to 1024 bits; else `seed_malformed`, `seed_too_short`, `seed_too_long`.
 */
export function parseSeed(
  text: unknown,
  encoding: "hex" | "base32",
): Result<Uint8Array<ArrayBuffer>, SeedCode> {
  if (typeof text !== "string" || text.length > 8 * MOST_SEED_BYTES) return fail("seed_malformed");
  const bare = text.replaceAll(BETWEEN, "").toUpperCase();
  const shape = encoding === "hex" ? HEX : BASE32;
  if (bare === "" || !shape.test(bare)) return fail("seed_malformed", encoding);
  const secret = encoding === "hex" ? Secret.fromHex(bare) : Secret.fromBase32(bare);
  const seed = new Uint8Array(secret.bytes);
  // Bits that stand over are a character mistyped, or one missing.
  if (encoding === "base32" && base32(seed) !== bare.replace(/=+$/, "")) {
    return fail("seed_malformed", "bits left over at the end");
  }
  if (seed.byteLength < LEAST_SEED_BYTES)
    return fail("seed_too_short", `${LEAST_SEED_BYTES} bytes`);
  if (seed.byteLength > MOST_SEED_BYTES) return fail("seed_too_long", `${MOST_SEED_BYTES} bytes`);
  return ok(seed);
}
