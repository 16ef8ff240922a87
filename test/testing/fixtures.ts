import { createHash, randomBytes } from "node:crypto";
import { decode, decodeFirst } from "cborg";
import type {
  AuthenticationResponse,
  CreationOptions,
  RegistrationResponse,
  RequestOptions,
} from "../../src/testing/public.ts";

export const ORIGIN = "https://accounts.example";
export const RP_ID = "accounts.example";

type Selection = NonNullable<CreationOptions["authenticatorSelection"]>;

export function creationOptions(
  selection: Selection = {},
  more: Partial<CreationOptions> = {},
): CreationOptions {
  return {
    rp: { id: RP_ID, name: "Accounts" },
    user: { id: random(), name: "ada@example.org", displayName: "Ada" },
    challenge: random(),
    pubKeyCredParams: [-7, -8, -35, -257].map((alg) => ({ type: "public-key", alg })),
    authenticatorSelection: selection,
    ...more,
  };
}

export function requestOptions(more: Partial<RequestOptions> = {}): RequestOptions {
  return { rpId: RP_ID, challenge: random(), ...more };
}

function random(): string {
  return randomBytes(32).toString("base64url");
}

/** What a relying party finds in an assertion, read without minding whether it is legal. */
export function readAssertion({ response }: AuthenticationResponse) {
  return { ...clientData(response), ...flagsAndCounter(bytes(response.authenticatorData)) };
}

/** The same in a registration. */
export function readRegistration({ response }: RegistrationResponse) {
  const object: unknown = decode(bytes(response.attestationObject));
  const { fmt, attStmt, authData } = object as Record<"fmt" | "attStmt" | "authData", unknown>;
  const data = Buffer.from(authData as Uint8Array);
  return { ...clientData(response), fmt, attStmt, ...flagsAndCounter(data), ...attested(data) };
}

function clientData({ clientDataJSON }: { readonly clientDataJSON: string }) {
  const clientDataBytes = bytes(clientDataJSON);
  return { clientDataBytes, clientDataText: clientDataBytes.toString("utf8") };
}

/** The members of client data that is JSON. */
export function membersOf({ clientDataText }: { readonly clientDataText: string }) {
  return JSON.parse(clientDataText) as Record<string, unknown>;
}

function flagsAndCounter(authData: Buffer) {
  const flags = authData[32] ?? 0;
  return {
    authData,
    rpIdHash: authData.subarray(0, 32),
    flags: {
      UP: (flags & 1) !== 0,
      UV: (flags & 4) !== 0,
      BE: (flags & 8) !== 0,
      BS: (flags & 16) !== 0,
      AT: (flags & 64) !== 0,
      ED: (flags & 128) !== 0,
    },
    signCount: authData.readUInt32BE(33),
  };
}

function attested(authData: Buffer) {
  const end = 55 + authData.readUInt16BE(53);
  return {
    aaguid: authData.subarray(37, 53).toString("hex"),
    credentialId: authData.subarray(55, end),
    credentialKeyAndExtensions: authData.subarray(end),
  };
}

/** The first COSE key of some bytes. */
export function coseLabels(data: Uint8Array): ReadonlyMap<number, unknown> {
  const [key] = decodeFirst(data, { useMaps: true });
  return key as ReadonlyMap<number, unknown>;
}

export function bytes(text: string): Buffer {
  return Buffer.from(text, "base64url");
}

export function sha256(text: string | Uint8Array): Buffer {
  return createHash("sha256").update(text).digest();
}
