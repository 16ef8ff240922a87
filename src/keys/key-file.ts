import { randomBytes } from "node:crypto";
import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { AssayFault } from "../base/fault.ts";
import { type Instant, toIso } from "../base/time.ts";

/** One key as it stands in a key file. */
export interface KeyEntry {
  /** Eight characters of base64url: six random bytes. A name, no secret. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** 32 random bytes, base64url. */
  readonly secret: string;
  /** `current` seals; both open. Exactly one is current. */
  readonly state: "current" | "retired";
}

export interface KeyFile {
  readonly version: 1;
  readonly keys: readonly KeyEntry[];
}

export const KEY_ID_BYTES = 6;
const KEY_SECRET_BYTES = 32;

const MEMBERS: ReadonlySet<string> = new Set(["id", "createdAt", "secret", "state"]);

/** A key file with one new key, which is current. */
export function newKeyFile(now: Instant): KeyFile {
  const key: KeyEntry = {
    id: toBase64url(randomBytes(KEY_ID_BYTES)),
    createdAt: toIso(now),
    secret: toBase64url(randomBytes(KEY_SECRET_BYTES)),
    state: "current",
  };
  return { version: 1, keys: [key] };
}

/** A key file with a new current key; the old ones go on opening what they sealed. */
export function rotateKeyFile(file: KeyFile, now: Instant): KeyFile {
  const retired = file.keys.map((key) => ({ ...key, state: "retired" as const }));
  return { version: 1, keys: [...newKeyFile(now).keys, ...retired] };
}

/** The text of a key file, as it is written to disk. */
export function keyFileText(file: KeyFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads the text of a key file.
 * @throws AssayFault `ASSAY_KEYS_MALFORMED`; the message names the place, never a secret.
 */
export function parseKeyFile(text: string, source: string): KeyFile {
  const value = parseJson(text, source);
  if (!isRecord(value) || value.version !== 1 || !Array.isArray(value.keys)) {
    throw malformed(source, "expected { version: 1, keys: [...] }");
  }
  const keys = value.keys.map((entry: unknown, index) => {
    if (!isKeyEntry(entry)) {
      throw malformed(
        source,
        `keys[${index}]: expected exactly id (6 bytes, base64url), createdAt (ISO 8601), ` +
          'secret (32 bytes, base64url) and state ("current" or "retired")',
      );
    }
    return entry;
  });
  if (new Set(keys.map((key) => key.id)).size !== keys.length) {
    throw malformed(source, "two keys have the same id");
  }
  if (keys.filter((key) => key.state === "current").length !== 1) {
    throw malformed(source, "expected exactly one key whose state is current");
  }
  return { version: 1, keys };
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, and the text is a secret.
    throw malformed(source, "expected JSON");
  }
}

function isKeyEntry(value: unknown): value is KeyEntry {
  return (
    isRecord(value) &&
    Object.keys(value).length === MEMBERS.size &&
    Object.keys(value).every((member) => MEMBERS.has(member)) &&
    isBytes(value.id, KEY_ID_BYTES) &&
    isBytes(value.secret, KEY_SECRET_BYTES) &&
    typeof value.createdAt === "string" &&
    !Number.isNaN(Date.parse(value.createdAt)) &&
    (value.state === "current" || value.state === "retired")
  );
}

function isBytes(value: unknown, length: number): boolean {
  return typeof value === "string" && fromBase64url(value)?.byteLength === length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(source: string, what: string): AssayFault {
  return new AssayFault("ASSAY_KEYS_MALFORMED", `${source}: ${what}`);
}
