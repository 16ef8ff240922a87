import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";

/**
 * Keys by way of their encoding: on Node 20 a key object that comes straight from the generator can
 * hold up the process for good, where its garbage is collected while it is exported.
 */
const ENCODED = {
  publicKeyEncoding: { format: "der", type: "spki" },
  privateKeyEncoding: { format: "der", type: "pkcs8", cipher: undefined, passphrase: undefined },
} as const;

export function freshEcKey(namedCurve: string): KeyObject {
  return fromDer(generateKeyPairSync("ec", { namedCurve, ...ENCODED }).privateKey);
}

export function freshRsaKey(modulusLength: number): KeyObject {
  return fromDer(generateKeyPairSync("rsa", { modulusLength, ...ENCODED }).privateKey);
}

export function freshEd25519Key(): KeyObject {
  return fromDer(generateKeyPairSync("ed25519", ENCODED).privateKey);
}

function fromDer(key: Buffer): KeyObject {
  return createPrivateKey({ key, format: "der", type: "pkcs8" });
}
