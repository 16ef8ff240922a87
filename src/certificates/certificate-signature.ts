import { verify } from "node:crypto";
import type { Certificate } from "./certificate.ts";
import type { PathProblem } from "./path-problem.ts";
import type { SignedPart } from "./signed-part.ts";

interface SignatureAlgorithm {
  readonly keyType: string;
  /** `null`: the algorithm brings its own. */
  readonly hash: "sha256" | "sha384" | "sha512" | null;
}

/** RFC 5280 section 6.1.3 (a)(1). SHA-1 and MD5 are absent: a signature with them proves nothing. */
const SIGNATURE_ALGORITHMS: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  ["1.2.840.113549.1.1.11", { keyType: "rsa", hash: "sha256" }],
  ["1.2.840.113549.1.1.12", { keyType: "rsa", hash: "sha384" }],
  ["1.2.840.113549.1.1.13", { keyType: "rsa", hash: "sha512" }],
  ["1.2.840.10045.4.3.2", { keyType: "ec", hash: "sha256" }],
  ["1.2.840.10045.4.3.3", { keyType: "ec", hash: "sha384" }],
  ["1.2.840.10045.4.3.4", { keyType: "ec", hash: "sha512" }],
  ["1.3.101.112", { keyType: "ed25519", hash: null }],
  ["1.3.101.113", { keyType: "ed448", hash: null }],
  ["2.16.840.1.101.3.4.3.17", { keyType: "ml-dsa-44", hash: null }],
  ["2.16.840.1.101.3.4.3.18", { keyType: "ml-dsa-65", hash: null }],
  ["2.16.840.1.101.3.4.3.19", { keyType: "ml-dsa-87", hash: null }],
]);

/** Why `issuer` does not vouch for a certificate or a list by its signature; `undefined`: it does. */
export function checkIssuerSignature(
  { signedBytes, algorithm: identifier, signature }: SignedPart,
  issuer: Certificate,
): PathProblem | undefined {
  const algorithm = SIGNATURE_ALGORITHMS.get(identifier);
  if (algorithm === undefined) return "path_signature_algorithm_refused";
  const key = issuer.publicKey;
  if (key?.asymmetricKeyType !== algorithm.keyType) return "path_signature_invalid";
  try {
    const signed = verify(algorithm.hash, signedBytes, key, signature);
    return signed ? undefined : "path_signature_invalid";
  } catch {
    return "path_signature_invalid";
  }
}
