import { createHmac } from "node:crypto";
import { concat, equalBytes, fromBase64url, toBase64url, utf8 } from "../base/bytes.ts";
import { AssayFault } from "../base/fault.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { decrypt, deriveKey, encrypt } from "./aead.ts";
import { KEY_ID_BYTES, type KeyEntry, type KeyFile } from "./key-file.ts";

/** What a sealed text is for. Each purpose has a key of its own, so that none passes for another. */
export type SealPurpose = "attempt" | "step" | "message" | "totp-seed";

/** What a keyed hash is for. */
export type MacPurpose =
  | "email-code"
  | "sms-code"
  | "magic-link"
  | "recovery-code"
  | "audit-event"
  | "audit-head";

/**
 * - `malformed`: no sealed text of ours, or longer than any of ours.
 * - `unknown_key`: sealed with a key that is not on the ring.
 * - `wrong`: changed on the way, of another purpose, or bound to something else.
 */
export type OpenCode = "malformed" | "unknown_key" | "wrong";

/** The keys of this deployment. Sealing uses the current key; opening, any on the ring. */
export interface KeyRing {
  /**
   * Encrypts and authenticates a JSON value and binds it to `associated`, which is not kept
   * inside. The text is base64url without padding: version, key id, nonce, ciphertext, tag.
   */
  seal(purpose: SealPurpose, value: unknown, associated: string): string;
  /** The value behind a sealed text. Never throws on what anybody sent. */
  open(purpose: SealPurpose, text: string, associated: string): Result<unknown, OpenCode>;
  /** A keyed hash (HMAC-SHA-256) that names its key: for what is too short to be hashed plainly. */
  mac(purpose: MacPurpose, data: string): string;
  verifyMac(purpose: MacPurpose, data: string, mac: string): boolean;
}

/** The first byte of both forms; a later form takes another number. */
const VERSION = 1;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
/** No sealed value of ours comes near it; what is longer is not worth decoding. */
const MOST_CHARACTERS = 65_536;

/** @throws AssayFault `ASSAY_KEYS_MALFORMED` where no key, or more than one, is current. */
export function createKeyRing(file: KeyFile): KeyRing {
  const ring = new Map(file.keys.map((entry) => [entry.id, ringKey(entry)]));
  const [current, another] = [...ring.values()].filter((key) => key.state === "current");
  if (current === undefined || another !== undefined) {
    throw new AssayFault("ASSAY_KEYS_MALFORMED", "expected exactly one key whose state is current");
  }
  return {
    seal(purpose, value, associated) {
      const key = current.derive("seal", purpose);
      const plain = utf8(JSON.stringify(value));
      const bound = concat(current.header, utf8(associated));
      return toBase64url(concat(current.header, encrypt(key, plain, bound)));
    },
    open(purpose, text, associated) {
      const read = readText(ring, text);
      if (!read.ok) return read;
      const { key, body } = read.value;
      const bound = concat(key.header, utf8(associated));
      const plain = decrypt(key.derive("seal", purpose), body, bound);
      // The tag says that it is JSON which `seal` wrote.
      return plain === undefined ? fail("wrong") : ok(JSON.parse(Buffer.from(plain).toString()));
    },
    mac(purpose, data) {
      return toBase64url(concat(current.header, hmac(current.derive("mac", purpose), data)));
    },
    verifyMac(purpose, data, mac) {
      const read = readText(ring, mac);
      if (!read.ok) return false;
      const { key, body } = read.value;
      return equalBytes(body, hmac(key.derive("mac", purpose), data));
    },
  };
}

interface RingKey {
  readonly state: KeyEntry["state"];
  /** Version and key id: what stands in front, and is authenticated with the rest. */
  readonly header: Uint8Array;
  derive(use: "seal", purpose: SealPurpose): Uint8Array;
  derive(use: "mac", purpose: MacPurpose): Uint8Array;
}

function ringKey(entry: KeyEntry): RingKey {
  const id = fromBase64url(entry.id);
  const secret = fromBase64url(entry.secret);
  if (id === undefined || secret === undefined) {
    throw new AssayFault("ASSAY_KEYS_MALFORMED", "a key's id and secret are base64url");
  }
  const derived = new Map<string, Uint8Array>();
  return {
    state: entry.state,
    header: concat(Uint8Array.of(VERSION), id),
    derive(use, purpose) {
      const label = `assay/${VERSION}/${use}/${purpose}`;
      const known = derived.get(label) ?? deriveKey(secret, label);
      derived.set(label, known);
      return known;
    },
  };
}

function readText(
  ring: ReadonlyMap<string, RingKey>,
  text: string,
): Result<{ readonly key: RingKey; readonly body: Uint8Array }, "malformed" | "unknown_key"> {
  const bytes = text.length > MOST_CHARACTERS ? undefined : fromBase64url(text);
  if (bytes === undefined || bytes[0] !== VERSION || bytes.byteLength <= HEADER_BYTES) {
    return fail("malformed");
  }
  const key = ring.get(toBase64url(bytes.subarray(1, HEADER_BYTES)));
  if (key === undefined) return fail("unknown_key");
  return ok({ key, body: bytes.subarray(HEADER_BYTES) });
}

function hmac(key: Uint8Array, data: string): Uint8Array {
  return createHmac("sha256", key).update(data, "utf8").digest();
}
