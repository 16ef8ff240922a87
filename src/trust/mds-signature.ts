import { constants, type KeyObject, verify } from "node:crypto";

type Hash = "sha256" | "sha384" | "sha512";
type Curve = "prime256v1" | "secp384r1" | "secp521r1";

type Algorithm =
  | { readonly kind: "pkcs1" | "pss"; readonly hash: Hash }
  | { readonly kind: "ecdsa"; readonly hash: Hash; readonly curve: Curve };

/**
 * RFC 7518 section 3.1, but for `none`, which is no signature, and the HMACs, whose key would be
 * the signer's public one: whatever is not in this table is refused. Each algorithm is of one kind
 * of key, so that none can be taken for another.
 */
const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map<string, Algorithm>([
  ["RS256", { kind: "pkcs1", hash: "sha256" }],
  ["RS384", { kind: "pkcs1", hash: "sha384" }],
  ["RS512", { kind: "pkcs1", hash: "sha512" }],
  ["PS256", { kind: "pss", hash: "sha256" }],
  ["PS384", { kind: "pss", hash: "sha384" }],
  ["PS512", { kind: "pss", hash: "sha512" }],
  ["ES256", { kind: "ecdsa", hash: "sha256", curve: "prime256v1" }],
  ["ES384", { kind: "ecdsa", hash: "sha384", curve: "secp384r1" }],
  ["ES512", { kind: "ecdsa", hash: "sha512", curve: "secp521r1" }],
]);

export function isJwsAlgorithm(name: string): boolean {
  return ALGORITHMS.has(name);
}

/** Whether the signature of a JWS is by `key`. Never throws. */
export function verifyJws(
  name: string,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const algorithm = ALGORITHMS.get(name);
  if (algorithm === undefined || !fits(key, algorithm)) return false;
  try {
    return verifyAs(algorithm, key, data, signature);
  } catch {
    return false;
  }
}

function fits(key: KeyObject, algorithm: Algorithm): boolean {
  if (algorithm.kind !== "ecdsa") return key.asymmetricKeyType === "rsa";
  return key.asymmetricKeyDetails?.namedCurve === algorithm.curve;
}

function verifyAs(
  { kind, hash }: Algorithm,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  switch (kind) {
    case "pkcs1":
      return verify(hash, data, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
    case "pss":
      return verify(hash, data, { key, ...PSS }, signature);
    case "ecdsa":
      // RFC 7518 section 3.4: r and s beside each other, not the DER that certificates have.
      return verify(hash, data, { key, dsaEncoding: "ieee-p1363" }, signature);
  }
}

/** RFC 7518 section 3.5: the salt is as long as the hash. */
const PSS = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
} as const;
