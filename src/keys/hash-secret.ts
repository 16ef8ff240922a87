import { createHash } from "node:crypto";

/**
 * The stored form of a 256-bit random secret: SHA-256, base64url. It cannot be guessed, so it needs
 * neither salt nor slowness. What people choose or type is never hashed with this.
 */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("base64url");
}
