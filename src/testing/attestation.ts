import type { KeyObject } from "node:crypto";
import { encode } from "cborg";
import { concat } from "../base/bytes.ts";
import { COSE_ALGORITHM, signWith } from "./credential-key.ts";
import type { HeldCredential } from "./credential.ts";
import { bend, type Lie, overlay } from "./lie.ts";
import type { Traits } from "./traits.ts";

/** A batch certificate and its key. */
export interface AttestationKey {
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
}

export interface Attestable {
  readonly conveyance: Traits["attestation"];
  readonly credential: HeldCredential;
  readonly attestationKey: AttestationKey | undefined;
  readonly authenticatorData: Uint8Array;
  readonly clientDataHash: Uint8Array;
}

/** The attestation object (WebAuthn L3 section 6.5.4), with its lies. */
export function attestationObject(attestable: Attestable, lie: Lie): Uint8Array {
  const { conveyance, authenticatorData } = attestable;
  const truth = {
    fmt: conveyance === "none" ? "none" : "packed",
    attStmt: conveyance === "none" ? {} : packed(attestable, lie),
    authData: authenticatorData,
  };
  const told = overlay(truth, { fmt: lie.attestationFormat, attStmt: lie.attestationStatement });
  return bend(encode(told), lie.attestationObject);
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
