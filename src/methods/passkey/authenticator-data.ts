import { fail, ok, type Result } from "../../base/result.ts";
import { decodeCborPrefix } from "./cbor.ts";

/** What an authenticator said, in the 37 bytes and more of WebAuthn L3 section 6.1. */
export interface AuthenticatorData {
  readonly bytes: Uint8Array;
  readonly rpIdHash: Uint8Array;
  readonly flags: AuthenticatorFlags;
  readonly signCount: number;
  /** Present where AT is set (section 6.5.1). */
  readonly attested: AttestedCredentialData | null;
  /** Names of the authenticator extension outputs, in the order they came. */
  readonly extensions: readonly string[];
}

export interface AuthenticatorFlags {
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
}

export interface AttestedCredentialData {
  readonly aaguid: Uint8Array;
  readonly credentialId: Uint8Array;
  /** COSE_Key, the very bytes that came. */
  readonly publicKey: Uint8Array;
}

type Code = "authenticator_data_malformed";

/** Bits 1 and 5 are reserved: a later authenticator may set them, and we ignore them. */
const FLAG = { UP: 0x01, UV: 0x04, BE: 0x08, BS: 0x10, AT: 0x40, ED: 0x80 } as const;
const FIXED_BYTES = 37;
const AAGUID_BYTES = 16;

/**
 * Reads authenticator data and holds it to its own announcements: what AT and ED say is there, is
 * there, and nothing follows it.
 */
export function parseAuthenticatorData(bytes: Uint8Array): Result<AuthenticatorData, Code> {
  if (bytes.byteLength < FIXED_BYTES) return malformed("shorter than 37 bytes");
  const bits = bytes[32] ?? 0;
  const attested = (bits & FLAG.AT) === 0 ? ok(NOTHING_ATTESTED) : readAttested(bytes);
  if (!attested.ok) return attested;
  const extensions =
    (bits & FLAG.ED) === 0
      ? ok({ names: [], end: attested.value.end })
      : readExtensions(bytes, attested.value.end);
  if (!extensions.ok) return extensions;
  if (extensions.value.end !== bytes.byteLength) return malformed("bytes after the end");
  return ok({
    bytes,
    rpIdHash: bytes.subarray(0, 32),
    flags: {
      userPresent: (bits & FLAG.UP) !== 0,
      userVerified: (bits & FLAG.UV) !== 0,
      backupEligible: (bits & FLAG.BE) !== 0,
      backedUp: (bits & FLAG.BS) !== 0,
    },
    signCount: new DataView(bytes.buffer, bytes.byteOffset).getUint32(33),
    attested: attested.value.data,
    extensions: extensions.value.names,
  });
}

interface Attested {
  readonly data: AttestedCredentialData | null;
  readonly end: number;
}

const NOTHING_ATTESTED: Attested = { data: null, end: FIXED_BYTES };

function readAttested(bytes: Uint8Array): Result<Attested, Code> {
  const idStart = FIXED_BYTES + AAGUID_BYTES + 2;
  if (bytes.byteLength < idStart) return malformed("attested credential data is cut");
  const idLength = new DataView(bytes.buffer, bytes.byteOffset).getUint16(idStart - 2);
  const keyStart = idStart + idLength;
  if (keyStart >= bytes.byteLength) return malformed("the credential id overruns the data");
  const key = decodeCborPrefix(bytes.subarray(keyStart));
  if (!key.ok) return malformed(`credential public key: ${key.detail ?? ""}`);
  const end = keyStart + key.value.length;
  const data = {
    aaguid: bytes.subarray(FIXED_BYTES, FIXED_BYTES + AAGUID_BYTES),
    credentialId: bytes.subarray(idStart, keyStart),
    publicKey: bytes.subarray(keyStart, end),
  };
  return ok({ data, end });
}

/** Section 9.5: a CBOR map from extension identifiers to outputs. What we did not ask for is noted. */
function readExtensions(
  bytes: Uint8Array,
  start: number,
): Result<{ readonly names: readonly string[]; readonly end: number }, Code> {
  const decoded = decodeCborPrefix(bytes.subarray(start));
  if (!decoded.ok) return malformed(`extensions: ${decoded.detail ?? ""}`);
  const { value, length } = decoded.value;
  if (!(value instanceof Map)) return malformed("extensions are not a map");
  const names: unknown[] = [...value.keys()];
  if (!names.every((name) => typeof name === "string")) return malformed("extension names");
  return ok({ names, end: start + length });
}

function malformed(detail: string) {
  return fail<Code>("authenticator_data_malformed", detail);
}
