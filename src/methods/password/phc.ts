import { type Argon2Parameters, isAffordable } from "./parameters.ts";

/** A hash with all that is needed to compute it again, but for the password. */
export interface PhcHash {
  readonly parameters: Argon2Parameters;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array<ArrayBuffer>;
}

/** RFC 9106 section 3.1 allows more; nobody uses it. */
const SALT = { least: 8, most: 64 };
const HASH = { least: 16, most: 64 };

const SHAPE =
  /^\$argon2id\$v=19\$m=([1-9]\d{0,6}),t=([1-9]\d{0,2}),p=([1-9]\d{0,2})\$([A-Za-z0-9+/]{1,128})\$([A-Za-z0-9+/]{1,128})$/;

/**
 * Reads a hash in the PHC string format: Argon2id of version 1.3, nothing else. Undefined where it is
 * none, is not in its one canonical form, or asks for more than a hash may cost.
 */
export function parsePhc(text: string): PhcHash | undefined {
  const [, memory, passes, lanes, salt = "", hash = ""] = SHAPE.exec(text) ?? [];
  const parameters = { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  if (!isAffordable(parameters)) return undefined;
  const [saltBytes, hashBytes] = [unpadded(salt, SALT), unpadded(hash, HASH)];
  if (saltBytes === undefined || hashBytes === undefined) return undefined;
  return { parameters, salt: saltBytes, hash: hashBytes };
}

/** The PHC string of a hash. */
export function formatPhc({ parameters, salt, hash }: PhcHash): string {
  const { memory, passes, lanes } = parameters;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${base64(salt)}$${base64(hash)}`;
}

/** Base 64 of the usual alphabet without padding, as the format has it. */
function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}

function unpadded(
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Buffer.from(text, "base64"));
  if (base64(bytes) !== text) return undefined;
  return bytes.byteLength >= least && bytes.byteLength <= most ? bytes : undefined;
}
