import { timingSafeEqual } from "node:crypto";

/** Base64url without padding (RFC 4648 section 5), the one text form of bytes in Assay. */
export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64url");
}

/**
 * The bytes behind a base64url text, or `undefined` where it is not the canonical form
 * (padding, other alphabets, stray bits). One value has one spelling, so texts can be compared.
 */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const decoded = Buffer.from(text, "base64url");
  if (decoded.toString("base64url") !== text) return undefined;
  return new Uint8Array(decoded);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

/** Constant-time comparison; different lengths are unequal at once (a length is no secret). */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, "utf8"));
}
