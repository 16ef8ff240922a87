import { createHash, type KeyObject, randomBytes, sign } from "node:crypto";
import type { CoseKey } from "../../../../src/methods/passkey/cose.ts";
import type { StatementInput } from "../../../../src/methods/passkey/attestation/format.ts";
import { verifyStatement } from "../../../../src/methods/passkey/attestation/statement.ts";
import {
  type Authority,
  authority,
  basicConstraints,
  ecKey,
  type ExtensionOptions,
  type KeyPair,
  NOW,
} from "../../../certificates/authority.ts";
import { octetString } from "../../../certificates/der-writer.ts";

/** A registration to attest, before any format: everything but `format` and `statement`. */
export interface Registration {
  readonly credential: KeyPair;
  readonly input: Omit<StatementInput, "format" | "statement" | "trustAnchors">;
  /** authenticatorData || clientDataHash. */
  readonly signedData: Uint8Array;
}

export const RP_ID_HASH = createHash("sha256").update("example.org").digest();
export const AAGUID = Buffer.from("00112233445566778899aabbccddeeff", "hex");

export function registration(credential: KeyPair = ecKey()): Registration {
  const credentialId = randomBytes(16);
  const clientDataHash = createHash("sha256").update(randomBytes(8)).digest();
  // Statements sign these bytes without reading them, so that the COSE key can be left out.
  const authenticatorData = Buffer.concat([
    RP_ID_HASH,
    Buffer.of(0x45, 0, 0, 0, 0),
    AAGUID,
    Buffer.of(0, credentialId.length),
    credentialId,
  ]);
  return {
    credential,
    input: {
      authenticatorData,
      clientDataHash,
      aaguid: AAGUID,
      rpIdHash: RP_ID_HASH,
      credentialId,
      credentialKey: coseKey(credential.publicKey),
      now: NOW,
    },
    signedData: Buffer.concat([authenticatorData, clientDataHash]),
  };
}

const EC = { "P-256": -7, "P-384": -35, "P-521": -36 } as const;

/** The key as the registration's own parser would give it. */
export function coseKey(key: KeyObject): CoseKey {
  const jwk = key.export({ format: "jwk" });
  const bytes = (text: string | undefined) => Buffer.from(text ?? "", "base64url");
  if (jwk.kty === "RSA") {
    return { algorithm: -257, key, kty: "RSA", n: bytes(jwk.n), e: bytes(jwk.e) };
  }
  const curve = jwk.crv ?? "";
  if (jwk.kty === "OKP") return { algorithm: -8, key, kty: "OKP", curve, x: bytes(jwk.x) };
  const algorithm = EC[curve as keyof typeof EC];
  return { algorithm, key, kty: "EC2", curve, x: bytes(jwk.x), y: bytes(jwk.y) };
}

export const root: Authority = authority("Attestation root");

export const aaguidExtension = (aaguid: Uint8Array, critical = false): ExtensionOptions => ({
  id: "1.3.6.1.4.1.45724.1.1.4",
  critical,
  value: octetString(aaguid),
});

export const attestationExtensions = [basicConstraints(false), aaguidExtension(AAGUID)];

export type Statement = Record<string, unknown>;

const HASHES: Record<string, string> = {
  prime256v1: "sha256",
  secp384r1: "sha384",
  secp521r1: "sha512",
};

export function signWith(key: KeyObject, data: Uint8Array): Uint8Array {
  if (key.asymmetricKeyType?.startsWith("ed")) return sign(null, data, key);
  return sign(HASHES[key.asymmetricKeyDetails?.namedCurve ?? ""] ?? "sha256", data, key);
}

export const asMap = (statement: Statement) => new Map<unknown, unknown>(Object.entries(statement));

/** The verdict, or the code of the failure. */
export function outcome(
  format: string,
  statement: unknown,
  { input }: Registration,
  anchors: readonly Uint8Array[] = [root.der],
): string {
  const result = verifyStatement({ ...input, format, statement, trustAnchors: () => anchors });
  return result.ok ? result.value.verdict : result.code;
}
