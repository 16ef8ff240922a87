import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { JsonWebKey, KeyObject } from "node:crypto";
import { encode } from "cborg";
import { fromBase64url } from "../base/bytes.ts";
import { AssayFault } from "../base/fault.ts";
import { freshEcKey, freshEd25519Key, freshRsaKey } from "./fresh-key.ts";

export type AlgorithmName = "ES256" | "ES384" | "EdDSA" | "RS256";

/** COSE algorithm identifiers (WebAuthn L3 section 5.8.5). */
export const COSE_ALGORITHM: Readonly<Record<AlgorithmName, number>> = {
  ES256: -7,
  ES384: -35,
  EdDSA: -8,
  RS256: -257,
};

const HASH = { ES256: "sha256", ES384: "sha384", EdDSA: null, RS256: "sha256" } as const;

export function generateCredentialKey(algorithm: AlgorithmName): KeyObject {
  switch (algorithm) {
    case "ES256":
      return freshEcKey("P-256");
    case "ES384":
      return freshEcKey("P-384");
    case "EdDSA":
      return freshEd25519Key();
    case "RS256":
      return freshRsaKey(2048);
  }
}

/** Signs as an authenticator does: ECDSA in DER (WebAuthn L3 section 6.5.5). */
export function signWith(
  privateKey: KeyObject,
  algorithm: AlgorithmName,
  ...data: readonly Uint8Array[]
): Uint8Array {
  return new Uint8Array(sign(HASH[algorithm], Buffer.concat(data), privateKey));
}

/**
 * The COSE form of the public key (RFC 9053 section 7).
 * @param label what stands as `alg`; a lie where it is not the algorithm's own.
 */
export function coseKey(privateKey: KeyObject, label: number): Uint8Array {
  return encode(new Map([[3, label] as const, ...coordinates(publicJwk(privateKey))]));
}

function coordinates(jwk: JsonWebKey): readonly (readonly [number, number | Uint8Array])[] {
  if (jwk.kty === "EC") {
    const curve = jwk.crv === "P-384" ? 2 : 1;
    return [
      [1, 2],
      [-1, curve],
      [-2, bytes(jwk.x)],
      [-3, bytes(jwk.y)],
    ];
  }
  if (jwk.kty === "OKP") {
    return [
      [1, 1],
      [-1, 6],
      [-2, bytes(jwk.x)],
    ];
  }
  return [
    [1, 3],
    [-1, bytes(jwk.n)],
    [-2, bytes(jwk.e)],
  ];
}

function publicJwk(privateKey: KeyObject): JsonWebKey {
  return createPublicKey(privateKey).export({ format: "jwk" });
}

function bytes(coordinate: string | undefined): Uint8Array {
  const value = fromBase64url(coordinate ?? "");
  if (value === undefined) throw new AssayFault("ASSAY_TESTING_KEY", "a key without coordinates");
  return value;
}

/** SubjectPublicKeyInfo in DER: `publicKey` of a registration, and what a certificate holds. */
export function subjectPublicKeyInfo(privateKey: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(privateKey).export({ format: "der", type: "spki" }));
}

/** An uncompressed point on P-256 is what its SubjectPublicKeyInfo ends with. */
const POINT_BYTES = 65;

/** The public key on P-256 as U2F has it. */
export function publicPoint(privateKey: KeyObject): Uint8Array {
  return subjectPublicKeyInfo(privateKey).subarray(-POINT_BYTES);
}

export function exportPrivateKey(privateKey: KeyObject): Uint8Array {
  return new Uint8Array(privateKey.export({ format: "der", type: "pkcs8" }));
}

export function importPrivateKey(pkcs8: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
}
