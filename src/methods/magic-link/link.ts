import { randomBytes } from "node:crypto";
import { fromBase64url } from "../../base/bytes.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import type { MagicLinkCode } from "./codes.ts";

/** ASVS 5.0 asks 128 bits of a secret that stands alone; there is no reason to be near it. */
const TOKEN_BYTES = 32;

/** The token of a link, and what is kept of it. */
export interface NewLink {
  /** Goes into the message and nowhere else: 256 bits, base64url. */
  readonly token: string;
  /** Kept in the token's place, so that reading the database opens no link. */
  readonly hash: string;
}

/**
 * Makes the token of a link (B38: the link opens a page; only what is asked for there uses it up,
 * since a mail scanner opens it, too).
 *
 * @param id Of the record that keeps the hash. It is hashed along, so that a hash which is copied
 *   into another record opens nothing.
 * @param hash A keyed hash that names its key.
 */
export function newLink(id: string, hash: (text: string) => string): NewLink {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { token, hash: hash(bound(id, token)) };
}

/**
 * Checks the token that somebody came with against what is kept of the one that was sent.
 *
 * @param matches Compares a text with a keyed hash in constant time. It is asked once.
 * @returns `link_malformed` before anything is compared, `link_wrong` after. Whether the link has
 *   expired or was used is for the record to say, in the transaction that uses it.
 */
export function verifyLink(
  token: unknown,
  kept: { readonly id: string; readonly hash: string },
  matches: (text: string, hash: string) => boolean,
): Result<null, MagicLinkCode> {
  if (!isToken(token)) return fail("link_malformed");
  return matches(bound(kept.id, token), kept.hash) ? ok(null) : fail("link_wrong");
}

function isToken(token: unknown): token is string {
  if (typeof token !== "string" || token.length > 2 * TOKEN_BYTES) return false;
  return fromBase64url(token)?.byteLength === TOKEN_BYTES;
}

function bound(id: string, token: string): string {
  return `${id}:${token}`;
}
