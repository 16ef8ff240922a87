import { encode } from "cborg";
import { concat, fromBase64url } from "../base/bytes.ts";
import { sha256 } from "./authenticator-data.ts";
import { COSE_ALGORITHM, publicPoint, signWith } from "./credential-key.ts";
import type { HeldCredential } from "./credential.ts";
import { bend, type Lie, overlay } from "./lie.ts";
import type { TestAttestation } from "./test-root.ts";
import type { Traits } from "./traits.ts";

export interface Attestable {
  readonly conveyance: Traits["attestation"];
  readonly credential: HeldCredential;
  readonly attestationKey: TestAttestation | undefined;
  readonly authenticatorData: Uint8Array;
  readonly clientDataHash: Uint8Array;
}

/** The attestation object (WebAuthn L3 section 6.5.4), with its lies. */
export function attestationObject(attestable: Attestable, lie: Lie): Uint8Array {
  const { authenticatorData } = attestable;
  const truth = { ...statement(attestable, lie), authData: authenticatorData };
  const told = overlay(truth, { fmt: lie.attestationFormat, attStmt: lie.attestationStatement });
  return bend(encode(told), lie.attestationObject);
}

function statement(attestable: Attestable, lie: Lie) {
  switch (attestable.conveyance) {
    case "none":
      return { fmt: "none", attStmt: {} };
    case "packed":
    case "packed-self":
      return { fmt: "packed", attStmt: packed(attestable, lie) };
    case "fido-u2f":
      return { fmt: "fido-u2f", attStmt: fidoU2f(attestable, lie) };
  }
}

/** WebAuthn L3 section 8.2: signed by a batch key with its certificate, or by the credential. */
function packed(attestable: Attestable, lie: Lie): Record<string, unknown> {
  const { credential, attestationKey, authenticatorData, clientDataHash } = attestable;
  const batch = attestable.conveyance === "packed" ? attestationKey : undefined;
  const algorithm = batch === undefined ? credential.algorithm : "ES256";
  const key = lie.signingKey ?? batch?.privateKey ?? credential.privateKey;
  const signature = signWith(key, algorithm, concat(authenticatorData, clientDataHash));
  return {
    alg: batch === undefined ? (lie.algorithm ?? COSE_ALGORITHM[algorithm]) : COSE_ALGORITHM.ES256,
    sig: bend(signature, lie.signature),
    ...(batch !== undefined && { x5c: [batch.certificate] }),
  };
}

/** WebAuthn L3 section 8.6: signed by a batch key, over less than the authenticator data. */
function fidoU2f(attestable: Attestable, lie: Lie): Record<string, unknown> {
  const { credential, attestationKey: batch, authenticatorData, clientDataHash } = attestable;
  const data = concat(
    Uint8Array.of(0),
    authenticatorData.subarray(0, sha256("").byteLength),
    clientDataHash,
    fromBase64url(credential.id) ?? new Uint8Array(),
    publicPoint(credential.privateKey),
  );
  const key = lie.signingKey ?? batch?.privateKey ?? credential.privateKey;
  return {
    sig: bend(signWith(key, "ES256", data), lie.signature),
    ...(batch !== undefined && { x5c: [batch.certificate] }),
  };
}
