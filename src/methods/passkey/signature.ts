import { constants, type KeyObject, verify } from "node:crypto";
import { type CoseAlgorithm, coseAlgorithm } from "./algorithms.ts";

const CURVE_NAMES = { "P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1" } as const;

/**
 * Whether `signature` over `data` is by `key` under the COSE algorithm (WebAuthn L3 section 6.5.5):
 * the algorithm fixes the hash, the padding and the curve, and a key of another kind is refused.
 * Never throws: whatever cannot be verified is no signature.
 */
export function verifySignature(
  key: KeyObject,
  coseAlgorithmIdentifier: number,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const algorithm = coseAlgorithm(coseAlgorithmIdentifier);
  if (algorithm === undefined || key.type !== "public" || !fits(key, algorithm)) return false;
  if (algorithm.kty === "EC2" && !isStrictDer(signature)) return false;
  if (algorithm.kty === "RSA" && !isAsLongAsModulus(key, signature)) return false;
  try {
    return verifyAs(algorithm, key, data, signature);
  } catch {
    return false;
  }
}

function fits(key: KeyObject, algorithm: CoseAlgorithm): boolean {
  switch (algorithm.kty) {
    case "EC2":
      return key.asymmetricKeyDetails?.namedCurve === CURVE_NAMES[algorithm.curve];
    case "OKP":
      return key.asymmetricKeyType === algorithm.curve.toLowerCase();
    case "RSA":
      return key.asymmetricKeyType === "rsa";
    case "AKP":
      // Newer runtimes name these types; the declarations of this one do not know them yet.
      return String(key.asymmetricKeyType) === algorithm.name.toLowerCase();
  }
}

function verifyAs(
  algorithm: CoseAlgorithm,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  switch (algorithm.kty) {
    case "EC2":
      return verify(algorithm.hash, data, key, signature);
    case "OKP":
    case "AKP":
      return verify(null, data, key, signature);
    case "RSA":
      return algorithm.padding === "pkcs1"
        ? verify(algorithm.hash, data, { key, padding: constants.RSA_PKCS1_PADDING }, signature)
        : verify(algorithm.hash, data, { key, ...PSS }, signature);
  }
}

/**
 * RFC 8017 sections 8.1.2 and 8.2.2, step 1: a signature has as many octets as the modulus. The
 * runtime takes a PSS signature without its leading zero, which would be a second spelling of it.
 */
function isAsLongAsModulus(key: KeyObject, signature: Uint8Array): boolean {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return signature.byteLength === Math.ceil(bits / 8);
}

/** RFC 8230 section 2: the salt is as long as the hash. */
const PSS = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
} as const;

/** Two P-521 integers with their headers; one more byte of length than that is never honest. */
const MAXIMUM_ECDSA_BYTES = 139;

/**
 * Section 6.5.5: an ECDSA signature is the DER of `SEQUENCE { r INTEGER, s INTEGER }`, one
 * spelling for each signature: shortest lengths, positive integers, nothing after the end.
 * The runtime is strict today; that no signature has a second spelling must not depend on it.
 */
function isStrictDer(signature: Uint8Array): boolean {
  if (signature.byteLength > MAXIMUM_ECDSA_BYTES || signature[0] !== 0x30) return false;
  const long = signature[1] === 0x81;
  const length = long ? signature[2] : signature[1];
  if (length === undefined || (long ? length < 0x80 : length >= 0x80)) return false;
  const start = long ? 3 : 2;
  if (start + length !== signature.byteLength) return false;
  const second = afterInteger(signature, start);
  return second !== undefined && afterInteger(signature, second) === signature.byteLength;
}

/** Where the positive, minimally encoded INTEGER at `at` ends. */
function afterInteger(der: Uint8Array, at: number): number | undefined {
  const length = der[at + 1];
  const first = der[at + 2];
  if (der[at] !== 0x02 || length === undefined || first === undefined) return undefined;
  if (length === 0 || length >= 0x80 || first >= 0x80) return undefined;
  if (first === 0 && length > 1 && (der[at + 3] ?? 0) < 0x80) return undefined;
  return at + 2 + length;
}
