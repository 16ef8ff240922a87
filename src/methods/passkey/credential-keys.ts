import { fromBase64url } from "../../base/bytes.ts";
import { fail, type Result } from "../../base/result.ts";
import { type CoseCode, type CoseKey, parseCoseKey } from "./cose.ts";

/** About 2 KiB each: what the people of one busy hour need. */
const CAPACITY = 4096;

/**
 * Imported keys by the text of their COSE form, the one used longest ago first. Importing costs
 * more than verifying. Only key material is kept, which never changes: whether a credential may
 * still be used is read from the store each time.
 */
const imported = new Map<string, CoseKey>();

/** The key of a stored credential, from its base64url COSE form. */
export function credentialKey(publicKey: string): Result<CoseKey, CoseCode> {
  const known = imported.get(publicKey);
  if (known !== undefined) {
    imported.delete(publicKey);
    imported.set(publicKey, known);
    return { ok: true, value: known };
  }
  const bytes = fromBase64url(publicKey);
  if (bytes === undefined) return fail("key_malformed", "not base64url");
  const parsed = parseCoseKey(bytes);
  if (parsed.ok) remember(publicKey, parsed.value);
  return parsed;
}

function remember(publicKey: string, key: CoseKey): void {
  imported.set(publicKey, key);
  if (imported.size <= CAPACITY) return;
  const [oldest] = imported.keys();
  if (oldest !== undefined) imported.delete(oldest);
}
