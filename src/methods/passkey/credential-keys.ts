import { fromBase64url } from "../../base/bytes.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import { type CoseCode, type CoseKey, parseCoseKey } from "./cose.ts";

/** Keys of one generation, at about 2 KiB each: what the people of one busy hour need. */
const GENERATION = 2048;

/**
 * Imported keys by the text of their COSE form. Importing costs more than verifying. When the
 * young generation is full it becomes the old one, and what was not used since the last time is
 * forgotten. Only key material is kept, which never changes: whether a credential may still be
 * used is read from the store each time.
 */
let young = new Map<string, CoseKey>();
let old = new Map<string, CoseKey>();

/** The key of a stored credential, from its base64url COSE form. */
export function credentialKey(publicKey: string): Result<CoseKey, CoseCode> {
  const known = young.get(publicKey);
  if (known !== undefined) return ok(known);
  const imported = importKey(publicKey);
  if (imported.ok) remember(publicKey, imported.value);
  return imported;
}

function importKey(publicKey: string): Result<CoseKey, CoseCode> {
  const known = old.get(publicKey);
  if (known !== undefined) return ok(known);
  const bytes = fromBase64url(publicKey);
  return bytes === undefined ? fail("key_malformed", "not base64url") : parseCoseKey(bytes);
}

function remember(publicKey: string, key: CoseKey): void {
  if (young.size >= GENERATION) {
    old = young;
    young = new Map();
  }
  young.set(publicKey, key);
}
