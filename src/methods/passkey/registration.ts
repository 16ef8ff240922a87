import { hash } from "node:crypto";
import { toBase64url } from "../../base/bytes.ts";
import { type Aaguid, type CredentialId, dashed } from "../../base/ids.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import type { AttestationFacts, UserVerificationAsked } from "../../evidence/passkey.ts";
import { type AttestationObject, readAttestationObject } from "./attestation-object.ts";
import { verifyStatement } from "./attestation/statement.ts";
import type { AttestedCredentialData, AuthenticatorData } from "./authenticator-data.ts";
import { type ClientData, type ClientDataExpectation, checkClientData } from "./client-data.ts";
import type { PasskeyCode } from "./codes.ts";
import { type CoseKey, parseCoseKey } from "./cose.ts";
import { isUsablePoint } from "./edwards-point.ts";
import { flagsProblem, isRpIdHash } from "./flags.ts";
import type { RegistrationResponse } from "./input.ts";
import type { TrustAnchors } from "./trust-anchors.ts";

/** What the answer to a creation is held to. Every member is a decision; none has a default. */
export interface RegistrationExpectation extends ClientDataExpectation {
  readonly rpId: string;
  readonly userVerification: UserVerificationAsked;
  /** COSE algorithm identifiers that were offered. */
  readonly algorithms: readonly number[];
  readonly trustAnchors: TrustAnchors;
  readonly requireAttestation: boolean;
  readonly mediation: "modal" | "conditional";
  /** Credential ids (base64url) that are registered already, for whichever account. */
  readonly knownCredentialIds: readonly string[];
}

/** A registration that passed every check: all that the ceremony said, in types. */
export interface CheckedRegistration {
  readonly id: CredentialId;
  /** COSE_Key, the very bytes that came. */
  readonly publicKey: Uint8Array;
  readonly algorithm: number;
  readonly aaguid: Aaguid;
  readonly clientData: ClientData;
  readonly authenticatorData: AuthenticatorData;
  readonly attestation: AttestationFacts;
  /** Whether the statement's signature is over the authenticator data too. */
  readonly attestationCoversData: boolean;
  readonly expectation: RegistrationExpectation;
  readonly response: RegistrationResponse;
}

/**
 * The registration ceremony as the relying party checks it: WebAuthn L3 section 7.1 from step 5
 * on (steps 1 to 4 are the browser's and `readRegistrationResponse`). What remains for the caller:
 * that no account has the credential id (step 26), by the store's unique key, and to write the
 * record (step 27).
 */
export function checkRegistration(
  response: RegistrationResponse,
  expectation: RegistrationExpectation,
  now: Date,
): Result<CheckedRegistration, PasskeyCode> {
  // Steps 5 to 11.
  const client = checkClientData(response.clientDataJson, "webauthn.create", expectation);
  if (!client.ok) return client;
  // Step 12.
  const clientDataHash = hash("sha256", response.clientDataJson, "buffer");
  // Step 13.
  const object = readAttestationObject(response.attestationObject);
  if (!object.ok) return object;
  const { authenticatorData, attested } = object.value;
  // Step 14.
  if (!isRpIdHash(authenticatorData.rpIdHash, expectation.rpId)) return fail("rp_id_mismatch");
  // Steps 15 to 17. Steps 18 and 19, what BE and BS are worth, are the policy's.
  const problem = flagsProblem(authenticatorData.flags, {
    userPresence: expectation.mediation !== "conditional",
    userVerification: expectation.userVerification,
  });
  if (problem !== undefined) return fail(problem);
  // Step 20, and the key itself (sections 5.8.5 and 6.5.1.1).
  const key = checkKey(attested, expectation.algorithms);
  if (!key.ok) return key;
  // Steps 21 to 24.
  const attestation = checkAttestation(object.value, clientDataHash, key.value, expectation, now);
  if (!attestation.ok) return attestation;
  // Steps 25 and 26.
  const id = checkCredentialId(attested.credentialId, response.id, expectation);
  if (!id.ok) return id;
  // Step 28: extension outputs are kept as facts; none that comes or is missing decides anything.
  return ok({
    id: id.value,
    publicKey: attested.publicKey,
    algorithm: key.value.algorithm,
    aaguid: dashed(Buffer.from(attested.aaguid).toString("hex")) as Aaguid,
    clientData: client.value,
    authenticatorData,
    ...attestation.value,
    expectation,
    response,
  });
}

function checkKey(
  { publicKey }: AttestedCredentialData,
  offered: readonly number[],
): Result<CoseKey, PasskeyCode> {
  const key = parseCoseKey(publicKey);
  if (!key.ok) return key;
  const { algorithm } = key.value;
  if (!offered.includes(algorithm)) return fail("algorithm_not_offered", String(algorithm));
  if (!isUsablePoint(key.value)) return fail("key_refused", "the point cannot be used");
  return key;
}

function checkAttestation(
  object: AttestationObject,
  clientDataHash: Uint8Array,
  credentialKey: CoseKey,
  expectation: RegistrationExpectation,
  now: Date,
): Result<Pick<CheckedRegistration, "attestation" | "attestationCoversData">, PasskeyCode> {
  // Steps 21 to 23: the format is matched as it is written, the statement verified, its path too.
  const judged = verifyStatement({
    format: object.format,
    statement: object.statement,
    authenticatorData: object.authenticatorData.bytes,
    clientDataHash,
    aaguid: object.attested.aaguid,
    rpIdHash: object.authenticatorData.rpIdHash,
    credentialId: object.attested.credentialId,
    credentialKey,
    trustAnchors: expectation.trustAnchors,
    now,
  });
  if (!judged.ok) return judged;
  const { verdict, path, keyId, coversAuthenticatorData, untrustedBecause } = judged.value;
  // Step 24. Where no attestation is required, one without an anchor is kept and proves nothing.
  if (expectation.requireAttestation && verdict !== "verified") {
    return fail("attestation_required", untrustedBecause ?? verdict);
  }
  return ok({
    attestation: { format: object.format, verdict, path, keyId },
    attestationCoversData: coversAuthenticatorData,
  });
}

const MAXIMUM_ID_BYTES = 1023;

function checkCredentialId(
  credentialId: Uint8Array,
  outerId: string,
  { knownCredentialIds }: RegistrationExpectation,
): Result<CredentialId, PasskeyCode> {
  // Step 25.
  const { byteLength } = credentialId;
  if (byteLength === 0 || byteLength > MAXIMUM_ID_BYTES) return fail("credential_id_invalid");
  const id = toBase64url(credentialId);
  // The id that the page sees is the one that the authenticator gave (section 5.1).
  if (id !== outerId) return fail("credential_mismatch");
  // Step 26.
  if (knownCredentialIds.includes(id)) return fail("credential_known");
  return ok(id as CredentialId);
}
