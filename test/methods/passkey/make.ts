import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { encode } from "cborg";
import { concat, fromBase64url, toBase64url, utf8 } from "../../../src/base/bytes.ts";
import {
  type ExpectedAuthentication,
  type PasskeyRecord,
  verifyAuthentication,
} from "../../../src/methods/passkey/public.ts";

/** A ceremony of our own making, for the rules that no vector breaks under a valid signature. */
export const RP_ID = "example.org";
export const ORIGIN = "https://example.org";
export const CHALLENGE = toBase64url(new Uint8Array(32).fill(7));
export const CREDENTIAL_ID = toBase64url(new Uint8Array(32).fill(9));

export const FLAGS = { UP: 1, UV: 4, BE: 8, BS: 16, AT: 64, ED: 128 } as const;

export const KEY = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** COSE_Key labels of a public key. */
export function coseLabels(key: KeyObject, algorithm: number): Map<number, unknown> {
  const jwk = key.export({ format: "jwk" });
  const bytes = (text: unknown) => fromBase64url(String(text)) ?? new Uint8Array();
  const common = (kty: number): [number, unknown][] => [
    [1, kty],
    [3, algorithm],
  ];
  if (jwk.kty === "EC") {
    const curve = { "P-256": 1, "P-384": 2, "P-521": 3 }[String(jwk.crv)];
    return new Map([...common(2), [-1, curve], [-2, bytes(jwk.x)], [-3, bytes(jwk.y)]]);
  }
  if (jwk.kty === "OKP") {
    return new Map([...common(1), [-1, jwk.crv === "Ed25519" ? 6 : 7], [-2, bytes(jwk.x)]]);
  }
  return new Map([...common(3), [-1, bytes(jwk.n)], [-2, bytes(jwk.e)]]);
}

export const PUBLIC_KEY = encode(coseLabels(KEY.publicKey, -7));

export function authenticatorData(
  flags: number,
  signCount = 0,
  rest: Uint8Array = new Uint8Array(),
  rpId = RP_ID,
): Uint8Array<ArrayBuffer> {
  const counter = new Uint8Array(4);
  new DataView(counter.buffer).setUint32(0, signCount);
  const rpIdHash = createHash("sha256").update(rpId).digest();
  return concat(rpIdHash, Uint8Array.of(flags), counter, rest);
}

export function attested(
  key: Uint8Array = PUBLIC_KEY,
  id = fromBase64url(CREDENTIAL_ID) ?? new Uint8Array(),
): Uint8Array {
  return concat(new Uint8Array(16), Uint8Array.of(id.length >> 8, id.length & 255), id, key);
}

export function clientData(type: string, more: Readonly<Record<string, unknown>> = {}): Uint8Array {
  return utf8(JSON.stringify({ type, challenge: CHALLENGE, origin: ORIGIN, ...more }));
}

export function assertion(
  authData: Uint8Array,
  { data = clientData("webauthn.get"), ...more }: { data?: Uint8Array; userHandle?: string } = {},
) {
  const signature = sign(
    "sha256",
    concat(authData, createHash("sha256").update(data).digest()),
    KEY.privateKey,
  );
  return {
    id: CREDENTIAL_ID,
    rawId: CREDENTIAL_ID,
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: toBase64url(data),
      authenticatorData: toBase64url(authData),
      signature: toBase64url(signature),
      ...more,
    },
  };
}

export function registrationResponse(
  attestationObject: Uint8Array,
  { id = CREDENTIAL_ID, data = clientData("webauthn.create") } = {},
) {
  return {
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: toBase64url(data),
      attestationObject: toBase64url(attestationObject),
    },
  };
}

export function noneObject(authData: Uint8Array): Uint8Array {
  return encode({ fmt: "none", attStmt: {}, authData });
}

export const RECORD = {
  id: CREDENTIAL_ID,
  publicKey: toBase64url(PUBLIC_KEY),
  counter: 0,
  backupEligible: false,
  backedUp: false,
  uvInitialized: true,
};

export const EXPECTED = {
  rpId: RP_ID,
  origins: [ORIGIN],
  challenge: CHALLENGE,
  userVerification: "preferred",
  now: new Date("2026-06-01T00:00:00Z"),
} satisfies ExpectedAuthentication;

/** An authentication that passes, but for what is given. */
export function authenticate({
  response = assertion(authenticatorData(FLAGS.UP | FLAGS.UV)),
  credential,
  expected,
}: {
  readonly response?: unknown;
  readonly credential?: Partial<PasskeyRecord>;
  readonly expected?: Partial<ExpectedAuthentication>;
}) {
  return verifyAuthentication({
    response,
    credential: { ...RECORD, ...credential },
    expected: { ...EXPECTED, ...expected },
  });
}
