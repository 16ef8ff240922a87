import { type Certificate, parseCertificate } from "../../src/certificates/certificate.ts";
import { findTrustedPath } from "../../src/certificates/path.ts";
import { type Authority, authority, basicConstraints, ecKey, NOW } from "./authority.ts";

/** A small hierarchy, and what becomes of chains under it. */

export const leafKey = ecKey();
export const root = authority("Root");
export const intermediate = authority("Intermediate", { parent: root });
export const endEntity = [basicConstraints(false)];

export function read(der: Uint8Array): Certificate {
  const certificate = parseCertificate(der);
  if (certificate === undefined) throw new Error("a certificate that should be readable is not");
  return certificate;
}

export function leafOf(
  issuer: Authority,
  options: Parameters<Authority["issue"]>[0] | object = {},
) {
  return issuer.issue({ publicKey: leafKey.publicKey, extensions: endEntity, ...options });
}

/** `verified`, or the problem. */
export function judge(
  chain: readonly Uint8Array[],
  anchors: readonly Uint8Array[],
  now = NOW,
): string {
  const path = findTrustedPath(chain.map(read), anchors, now);
  return path.ok ? "verified" : path.code;
}
