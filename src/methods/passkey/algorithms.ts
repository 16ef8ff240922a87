/** What a COSE algorithm identifier fixes: kind of key, curve and hash. */
export type CoseAlgorithm =
  | { readonly kty: "EC2"; readonly curve: EcCurve; readonly hash: Hash }
  | { readonly kty: "OKP"; readonly curve: EdwardsCurve }
  | { readonly kty: "RSA"; readonly padding: "pkcs1" | "pss"; readonly hash: Hash }
  | { readonly kty: "AKP"; readonly name: MlDsa };

export type EcCurve = "P-256" | "P-384" | "P-521";
export type EdwardsCurve = "Ed25519" | "Ed448";
export type Hash = "sha256" | "sha384" | "sha512";
export type MlDsa = "ML-DSA-44" | "ML-DSA-65" | "ML-DSA-87";

/**
 * The signature algorithms of WebAuthn L3 section 5.8.5 with the curve that each is held to
 * there, the fully specified ones of RFC 9864, and RSASSA-PSS (RFC 8230). ML-DSA (RFC 9881 keys)
 * is in the table, but its keys can be imported only where the runtime knows them.
 * SHA-1 (-65535) and secp256k1 (-47) are left out on purpose.
 */
const ALGORITHMS: ReadonlyMap<number, CoseAlgorithm> = new Map<number, CoseAlgorithm>([
  [-7, { kty: "EC2", curve: "P-256", hash: "sha256" }],
  [-8, { kty: "OKP", curve: "Ed25519" }],
  [-9, { kty: "EC2", curve: "P-256", hash: "sha256" }],
  [-19, { kty: "OKP", curve: "Ed25519" }],
  [-35, { kty: "EC2", curve: "P-384", hash: "sha384" }],
  [-36, { kty: "EC2", curve: "P-521", hash: "sha512" }],
  [-37, { kty: "RSA", padding: "pss", hash: "sha256" }],
  [-38, { kty: "RSA", padding: "pss", hash: "sha384" }],
  [-39, { kty: "RSA", padding: "pss", hash: "sha512" }],
  [-48, { kty: "AKP", name: "ML-DSA-44" }],
  [-49, { kty: "AKP", name: "ML-DSA-65" }],
  [-50, { kty: "AKP", name: "ML-DSA-87" }],
  [-51, { kty: "EC2", curve: "P-384", hash: "sha384" }],
  [-52, { kty: "EC2", curve: "P-521", hash: "sha512" }],
  [-53, { kty: "OKP", curve: "Ed448" }],
  [-257, { kty: "RSA", padding: "pkcs1", hash: "sha256" }],
  [-258, { kty: "RSA", padding: "pkcs1", hash: "sha384" }],
  [-259, { kty: "RSA", padding: "pkcs1", hash: "sha512" }],
]);

/** What is known of a COSE algorithm identifier; `undefined` for one that is not verified here. */
export function coseAlgorithm(identifier: unknown): CoseAlgorithm | undefined {
  return typeof identifier === "number" ? ALGORITHMS.get(identifier) : undefined;
}
