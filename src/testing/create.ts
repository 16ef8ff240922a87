import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { ZERO_AAGUID } from "../base/ids.ts";
import { attestationObject } from "./attestation.ts";
import { authenticatorData, sha256 } from "./authenticator-data.ts";
import { checkCreation, checkRpId, residentKeyAsked, rpIdOf } from "./client.ts";
import { clientDataJson, type Place } from "./client-data.ts";
import { type HeldCredential, newCredential } from "./credential.ts";
import { COSE_ALGORITHM, coseKey, subjectPublicKeyInfo } from "./credential-key.ts";
import { bend, type Lie, overlay } from "./lie.ts";
import type { AuthenticatorState } from "./state.ts";
import type { Traits } from "./traits.ts";
import type { CreationOptions, RegistrationResponse } from "./webauthn-json.ts";

export interface CreateCircumstances extends Place {
  /** `conditional`: made without asking anybody, so with UP=0 and UV=0 (section 5.1.3). */
  readonly mediation?: "conditional";
  readonly lie?: Lie;
}

/**
 * `navigator.credentials.create` and what the authenticator does in it (WebAuthn L3 sections
 * 5.1.3 and 6.3.2). The new credential is kept under the id that the relying party is told.
 * @throws DOMException where a browser would reject
 */
export function createCredential(
  state: AuthenticatorState,
  options: CreationOptions,
  circumstances: CreateCircumstances,
): RegistrationResponse {
  const { traits, credentials } = state;
  const lie = circumstances.lie ?? {};
  const rpId = rpIdOf(options.rp.id, circumstances.origin);
  if (lie.unruly !== true) {
    checkRpId(rpId, circumstances.origin);
    const own = [...credentials.values()].filter((credential) => credential.rpId === rpId);
    checkCreation(options, traits, own);
  }
  const credential = withId(makeCredential(traits, options, rpId), lie);
  const clientData = clientDataJson("webauthn.create", options.challenge, circumstances, lie);
  const attested = attest(state, credential, conveyed(traits, options, lie), {
    clientDataHash: sha256(clientData),
    conditional: circumstances.mediation === "conditional",
    lie,
  });
  credentials.set(credential.id, credential);
  return json(credential, traits, options, { clientData, ...attested }, lie);
}

function makeCredential(traits: Traits, options: CreationOptions, rpId: string): HeldCredential {
  const wanted = traits.attachment === "platform" || residentKeyAsked(options) !== "discouraged";
  return newCredential({
    rpId,
    user: options.user,
    algorithm: traits.algorithm,
    discoverable: traits.discoverable && wanted,
    signCount: 0,
    backupEligible: traits.backupEligible,
    backedUp: traits.backedUp,
  });
}

function withId(credential: HeldCredential, lie: Lie): HeldCredential {
  const id = bend(fromBase64url(credential.id) ?? new Uint8Array(), lie.credentialId);
  return { ...credential, id: toBase64url(id) };
}

/** Section 5.1.3 step 24: without `direct`, the client takes the statement away. */
function conveyed(traits: Traits, options: CreationOptions, lie: Lie): Traits["attestation"] {
  const asked = options.attestation ?? "none";
  return asked !== "none" || lie.unruly === true ? traits.attestation : "none";
}

interface Attesting {
  readonly clientDataHash: Uint8Array;
  readonly conditional: boolean;
  readonly lie: Lie;
}

function attest(
  { traits, attestationKey }: AuthenticatorState,
  credential: HeldCredential,
  conveyance: Traits["attestation"],
  { clientDataHash, conditional, lie }: Attesting,
): { readonly data: Uint8Array; readonly object: Uint8Array } {
  const hidden = conveyance === "none" && traits.attachment === "cross-platform";
  const { backupEligible: BE, backedUp: BS } = credential;
  const statement = {
    rpId: credential.rpId,
    flags: { UP: !conditional, UV: !conditional && traits.userVerified, BE, BS },
    signCount: credential.signCount,
    attested: {
      aaguid: hidden ? ZERO_AAGUID : traits.aaguid,
      credentialId: fromBase64url(credential.id) ?? new Uint8Array(),
      credentialKey: coseKey(credential.privateKey, label(credential, lie)),
    },
  };
  const data = authenticatorData(statement, lie);
  const attestable = { conveyance, credential, attestationKey, clientDataHash };
  return { data, object: attestationObject({ ...attestable, authenticatorData: data }, lie) };
}

function label(credential: HeldCredential, lie: Lie): number {
  return lie.algorithm ?? COSE_ALGORITHM[credential.algorithm];
}

function json(
  credential: HeldCredential,
  traits: Traits,
  options: CreationOptions,
  parts: Record<"clientData" | "data" | "object", Uint8Array>,
  lie: Lie,
): RegistrationResponse {
  const response: RegistrationResponse["response"] = {
    clientDataJSON: toBase64url(parts.clientData),
    attestationObject: toBase64url(parts.object),
    authenticatorData: toBase64url(parts.data),
    transports: [...traits.transports],
    publicKey: toBase64url(subjectPublicKeyInfo(credential.privateKey)),
    publicKeyAlgorithm: label(credential, lie),
  };
  const credProps = { rk: credential.discoverable };
  const outer = {
    id: credential.id,
    rawId: credential.id,
    type: "public-key",
    authenticatorAttachment: traits.attachment,
    clientExtensionResults: options.extensions?.credProps === true ? { credProps } : {},
    response: overlay(response, lie.jsonResponse),
  };
  return overlay(outer, lie.json) as unknown as RegistrationResponse;
}
