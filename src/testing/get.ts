import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { AssayFault } from "../base/fault.ts";
import { authenticatorData, sha256 } from "./authenticator-data.ts";
import { checkRpId, checkUserVerification, chooseCredential, rpIdOf } from "./client.ts";
import { clientDataJson, type Place } from "./client-data.ts";
import type { HeldCredential } from "./credential.ts";
import { signWith } from "./credential-key.ts";
import { bend, type Lie, OMITTED, overlay } from "./lie.ts";
import type { AuthenticatorState } from "./state.ts";
import type { Traits } from "./traits.ts";
import type { AuthenticationResponse, RequestOptions } from "./webauthn-json.ts";

export interface GetCircumstances extends Place {
  /** The id of the credential that answers, whatever `allowCredentials` and its RP ID say. */
  readonly credential?: string;
  readonly lie?: Lie;
}

/**
 * `navigator.credentials.get` and what the authenticator does in it (WebAuthn L3 sections 5.1.4
 * and 6.3.3). A `stepping` counter goes up.
 * @throws DOMException where a browser would reject
 * @throws AssayFault `ASSAY_TESTING_CREDENTIAL` for a `credential` that the authenticator has not
 */
export function getAssertion(
  state: AuthenticatorState,
  options: RequestOptions,
  circumstances: GetCircumstances,
): AuthenticationResponse {
  const { traits } = state;
  const lie = circumstances.lie ?? {};
  const rpId = rpIdOf(options.rpId, circumstances.origin);
  if (lie.unruly !== true) {
    checkRpId(rpId, circumstances.origin);
    checkUserVerification(options.userVerification, traits);
  }
  const credential = stepped(state, chosen(state, options, rpId, circumstances.credential));
  const { backupEligible: BE, backedUp: BS, signCount } = credential;
  const flags = { UP: true, UV: traits.userVerified, BE, BS };
  const clientData = clientDataJson("webauthn.get", options.challenge, circumstances, lie);
  const data = authenticatorData({ rpId, flags, signCount }, lie);
  return json(credential, traits, { clientData, data }, lie);
}

function chosen(
  { credentials }: AuthenticatorState,
  options: RequestOptions,
  rpId: string,
  forced: string | undefined,
): HeldCredential {
  if (forced === undefined) return chooseCredential(options, rpId, [...credentials.values()]);
  const credential = credentials.get(forced);
  if (credential === undefined) throw unknownCredential(forced);
  return credential;
}

export function unknownCredential(id: string): AssayFault {
  return new AssayFault("ASSAY_TESTING_CREDENTIAL", `this authenticator holds no credential ${id}`);
}

function stepped(state: AuthenticatorState, credential: HeldCredential): HeldCredential {
  if (state.traits.counter === "zero") return credential;
  const next = { ...credential, signCount: credential.signCount + 1 };
  state.credentials.set(next.id, next);
  return next;
}

function json(
  credential: HeldCredential,
  traits: Traits,
  { clientData, data }: Record<"clientData" | "data", Uint8Array>,
  lie: Lie,
): AuthenticationResponse {
  const key = lie.signingKey ?? credential.privateKey;
  const signature = signWith(key, credential.algorithm, data, sha256(clientData));
  const response = {
    clientDataJSON: toBase64url(clientData),
    authenticatorData: toBase64url(data),
    signature: toBase64url(bend(signature, lie.signature)),
    userHandle: userHandle(credential, lie),
  };
  const id = toBase64url(bend(fromBase64url(credential.id) ?? new Uint8Array(), lie.credentialId));
  const outer = {
    id,
    rawId: id,
    type: "public-key",
    authenticatorAttachment: traits.attachment,
    clientExtensionResults: {},
    response: overlay(response, lie.jsonResponse),
  };
  return overlay(outer, lie.json) as unknown as AuthenticationResponse;
}

/** Section 6.3.3 step 13: only a discoverable credential knows whose it is. */
function userHandle(credential: HeldCredential, lie: Lie): string | null | typeof OMITTED {
  if (lie.userHandle !== undefined) return lie.userHandle;
  return credential.discoverable ? credential.userHandle : OMITTED;
}
