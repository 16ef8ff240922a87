import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import type { SubjectPublicKeyInfo } from "@peculiar/asn1-x509";
import { type DerElement, isUniversal, readChildren } from "./der.ts";

const BIT_STRING = 3;

const EC_PUBLIC_KEY = "1.2.840.10045.2.1";

/** Key algorithms of certificates. ML-DSA is imported where the runtime has it. */
const KEY_ALGORITHMS: ReadonlySet<string> = new Set([
  "1.2.840.113549.1.1.1", // rsaEncryption
  EC_PUBLIC_KEY,
  "1.3.101.112", // Ed25519
  "1.3.101.113", // Ed448
  "2.16.840.1.101.3.4.3.17", // ML-DSA-44
  "2.16.840.1.101.3.4.3.18", // ML-DSA-65
  "2.16.840.1.101.3.4.3.19", // ML-DSA-87
]);

/** Curves by their encoded name. Parameters spelled out have broken verifiers, and nobody needs them. */
const NAMED_CURVES: ReadonlySet<string> = new Set([
  "06082a8648ce3d030107", // P-256
  "06052b81040022", // P-384
  "06052b81040023", // P-521
]);

/** NIST SP 800-131A: shorter RSA keys no longer protect a signature. */
const MINIMUM_RSA_BITS = 2048;

/** The subject's key, or `undefined` where it is of no kind used here or cannot be imported. */
export function importSubjectKey(
  info: SubjectPublicKeyInfo,
  der: Uint8Array,
): KeyObject | undefined {
  const { algorithm, parameters } = info.algorithm;
  if (!KEY_ALGORITHMS.has(algorithm)) return undefined;
  if (algorithm === EC_PUBLIC_KEY && !namesCurve(parameters)) return undefined;
  try {
    return createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

function namesCurve(parameters: ArrayBuffer | null | undefined): boolean {
  return (
    parameters instanceof ArrayBuffer && NAMED_CURVES.has(Buffer.from(parameters).toString("hex"))
  );
}

/** Whether a certified key is too short to rely on. */
export function isWeak(key: KeyObject): boolean {
  if (key.asymmetricKeyType !== "rsa") return false;
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) < MINIMUM_RSA_BITS;
}

/**
 * The key's name in the FIDO metadata: SHA-1 (hex) of the BIT STRING's content without its octet of
 * unused bits (RFC 5280 section 4.2.1.2, method 1). It finds a model and proves nothing: what is
 * believed of the key is what its certificate's path says.
 */
export function subjectKeyId(info: DerElement): string | undefined {
  const bits = readChildren(info)?.[1];
  if (!isUniversal(bits, BIT_STRING)) return undefined;
  return createHash("sha1").update(bits.content.subarray(1)).digest("hex");
}
