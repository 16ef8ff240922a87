import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { toBase64url } from "../../base/bytes.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import { type CoseAlgorithm, coseAlgorithm } from "./algorithms.ts";
import { decodeCbor } from "./cbor.ts";

/** Why a credential public key is not taken. */
export type CoseCode =
  /** Not CBOR of a COSE key: labels missing, repeated or not allowed, values of wrong type or length. */
  | "key_malformed"
  /** An algorithm that is not verified here, or not by this runtime. */
  | "key_algorithm_unsupported"
  /** A key that no relying party should keep: off its curve, too short, or not of its algorithm. */
  | "key_refused";

/** A credential public key, checked and imported. */
export interface CoseKey {
  /** COSE algorithm identifier. */
  readonly algorithm: number;
  readonly key: KeyObject;
  readonly kty: "EC2" | "OKP" | "RSA" | "AKP";
  /** `P-256`, `P-384`, `P-521`, `Ed25519` or `Ed448`. */
  readonly curve?: string;
  /** Coordinates (EC2), or the key itself (OKP). */
  readonly x?: Uint8Array;
  readonly y?: Uint8Array;
  /** RSA modulus and exponent, big-endian. */
  readonly n?: Uint8Array;
  readonly e?: Uint8Array;
}

type Parameters = Omit<CoseKey, "algorithm" | "key" | "kty">;
type Labels = ReadonlyMap<unknown, unknown>;
type Material = Result<{ readonly jwk: JsonWebKey; readonly parameters: Parameters }, CoseCode>;

const KTY = { OKP: 1, EC2: 2, RSA: 3, AKP: 7 } as const;
const CURVES = { "P-256": 1, "P-384": 2, "P-521": 3, Ed25519: 6, Ed448: 7 } as const;
const COORDINATE_BYTES = { "P-256": 32, "P-384": 48, "P-521": 66, Ed25519: 32, Ed448: 57 } as const;
const ML_DSA_BYTES = { "ML-DSA-44": 1312, "ML-DSA-65": 1952, "ML-DSA-87": 2592 } as const;

/** NIST SP 800-131A from below; from above the cost of one verification. */
const RSA_BITS = { minimum: 2048, maximum: 8192 } as const;
/** Larger exponents only make verification slow. */
const RSA_EXPONENT_BYTES = 8;

/**
 * Reads a credential public key (WebAuthn L3 sections 5.8.5 and 6.5.1.1): the labels that its
 * type requires and no other (so no private parts), the curve that its algorithm is held to, and
 * a key that the runtime imports. A key that cannot be used later must not be stored now: its
 * owner would be locked out at the first sign-in.
 */
export function parseCoseKey(bytes: Uint8Array): Result<CoseKey, CoseCode> {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) return fail("key_malformed", decoded.detail);
  const labels = decoded.value;
  if (!(labels instanceof Map)) return fail("key_malformed", "a COSE key is a map");
  const identifier: unknown = labels.get(3);
  if (typeof identifier !== "number") return fail("key_malformed", "alg (3) is missing");
  const algorithm = coseAlgorithm(identifier);
  if (algorithm === undefined) return fail("key_algorithm_unsupported", String(identifier));
  if (labels.get(1) !== KTY[algorithm.kty]) return fail("key_refused", "kty (1) does not fit alg");
  const material = materialOf(algorithm, labels);
  if (!material.ok) return material;
  return importKey(identifier, algorithm, material.value.jwk, material.value.parameters);
}

function importKey(
  identifier: number,
  { kty }: CoseAlgorithm,
  jwk: JsonWebKey,
  parameters: Parameters,
): Result<CoseKey, CoseCode> {
  try {
    // The runtime refuses a point that is not on its curve.
    const key = createPublicKey({ key: jwk, format: "jwk" });
    return ok({ algorithm: identifier, key, kty, ...parameters });
  } catch {
    if (kty === "AKP") return fail("key_algorithm_unsupported", "not known to this runtime");
    return fail("key_refused", "the key cannot be imported");
  }
}

function materialOf(algorithm: CoseAlgorithm, labels: Labels): Material {
  switch (algorithm.kty) {
    case "EC2":
      return ellipticCurve(algorithm.curve, labels);
    case "OKP":
      return edwardsCurve(algorithm.curve, labels);
    case "RSA":
      return rsa(labels);
    case "AKP":
      return mlDsa(algorithm.name, labels);
  }
}

function ellipticCurve(curve: "P-256" | "P-384" | "P-521", labels: Labels): Material {
  if (!hasExactly(labels, [1, 3, -1, -2, -3])) return unexpectedLabels();
  if (labels.get(-1) !== CURVES[curve]) return fail("key_refused", "crv (-1) does not fit alg");
  const x = bytesOf(labels.get(-2), COORDINATE_BYTES[curve]);
  // Section 5.8.5: the compressed form, a sign bit in place of y, is not allowed.
  const y = bytesOf(labels.get(-3), COORDINATE_BYTES[curve]);
  if (x === undefined || y === undefined) return fail("key_malformed", "x (-2) or y (-3)");
  const jwk = { kty: "EC", crv: curve, x: toBase64url(x), y: toBase64url(y) };
  return ok({ jwk, parameters: { curve, x, y } });
}

function edwardsCurve(curve: "Ed25519" | "Ed448", labels: Labels): Material {
  if (!hasExactly(labels, [1, 3, -1, -2])) return unexpectedLabels();
  if (labels.get(-1) !== CURVES[curve]) return fail("key_refused", "crv (-1) does not fit alg");
  const x = bytesOf(labels.get(-2), COORDINATE_BYTES[curve]);
  if (x === undefined) return fail("key_malformed", "x (-2)");
  return ok({ jwk: { kty: "OKP", crv: curve, x: toBase64url(x) }, parameters: { curve, x } });
}

function rsa(labels: Labels): Material {
  if (!hasExactly(labels, [1, 3, -1, -2])) return unexpectedLabels();
  const n = unsignedInteger(labels.get(-1));
  const e = unsignedInteger(labels.get(-2));
  if (n === undefined || e === undefined) return fail("key_malformed", "n (-1) or e (-2)");
  const bits = bitLength(n);
  if (bits < RSA_BITS.minimum || bits > RSA_BITS.maximum) return fail("key_refused", `${bits} bit`);
  if (!isOdd(n)) return fail("key_refused", "n is even");
  if (!isOdd(e) || bitLength(e) === 1 || e.byteLength > RSA_EXPONENT_BYTES) {
    return fail("key_refused", "e is odd, at least 3, and at most 64 bit");
  }
  return ok({
    jwk: { kty: "RSA", n: toBase64url(n), e: toBase64url(e) },
    parameters: { n, e },
  });
}

function mlDsa(name: "ML-DSA-44" | "ML-DSA-65" | "ML-DSA-87", labels: Labels): Material {
  if (!hasExactly(labels, [1, 3, -1])) return unexpectedLabels();
  const key = bytesOf(labels.get(-1), ML_DSA_BYTES[name]);
  if (key === undefined) return fail("key_malformed", "pub (-1)");
  return ok({ jwk: { kty: "AKP", alg: name, pub: toBase64url(key) }, parameters: {} });
}

/** Section 6.5.1.1: alg, the parameters that the key type requires, and no other. */
function hasExactly(labels: Labels, required: readonly number[]): boolean {
  return labels.size === required.length && required.every((label) => labels.has(label));
}

function unexpectedLabels(): Material {
  return fail("key_malformed", "a label is missing or not allowed");
}

function bytesOf(value: unknown, length: number): Uint8Array | undefined {
  return value instanceof Uint8Array && value.byteLength === length ? value : undefined;
}

/** RFC 8230 section 4: big-endian, in as few bytes as it needs. */
function unsignedInteger(value: unknown): Uint8Array | undefined {
  return value instanceof Uint8Array && value[0] !== undefined && value[0] !== 0
    ? value
    : undefined;
}

function bitLength(integer: Uint8Array): number {
  return integer.byteLength * 8 - Math.clz32(integer[0] ?? 0) + 24;
}

function isOdd(integer: Uint8Array): boolean {
  return ((integer.at(-1) ?? 0) & 1) === 1;
}
