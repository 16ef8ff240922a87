import { fromBase64url, toBase64url } from "./base64url.ts";

/*
 * The JSON forms of WebAuthn L3 section 5.1.8 to 5.1.10: the browser's own where it has them,
 * ours where it has not.
 */

/** The options of a `create`, from the JSON that the server sent. */
export function creationOptions(
  json: PublicKeyCredentialCreationOptionsJSON,
): PublicKeyCredentialCreationOptions {
  if (typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function") {
    return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  }
  const { extensions, ...rest } = json;
  return {
    ...rest,
    extensions: plainExtensions(extensions),
    challenge: fromBase64url(json.challenge),
    user: { ...json.user, id: fromBase64url(json.user.id) },
    excludeCredentials: (json.excludeCredentials ?? []).map(descriptor),
  } as PublicKeyCredentialCreationOptions;
}

/** The options of a `get`, from the JSON that the server sent. */
export function requestOptions(
  json: PublicKeyCredentialRequestOptionsJSON,
): PublicKeyCredentialRequestOptions {
  if (typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function") {
    return PublicKeyCredential.parseRequestOptionsFromJSON(json);
  }
  const { extensions, ...rest } = json;
  return {
    ...rest,
    extensions: plainExtensions(extensions),
    challenge: fromBase64url(json.challenge),
    allowCredentials: (json.allowCredentials ?? []).map(descriptor),
  } as PublicKeyCredentialRequestOptions;
}

/** A credential's answer to a ceremony, as the server takes it. */
export interface ResponseJson {
  readonly id: string;
}

/** What the server is answered, as JSON. */
export function credentialJson(credential: PublicKeyCredential): ResponseJson {
  if (typeof credential.toJSON === "function") {
    try {
      return credential.toJSON();
    } catch {
      // Password managers put objects of their own in its place, on which the method cannot run.
    }
  }
  const { id } = credential;
  const json: ResponseJson & Readonly<Record<string, unknown>> = {
    id,
    rawId: toBase64url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: clientExtensionResults(credential),
    response: responseJson(credential.response),
  };
  return json;
}

function responseJson(response: AuthenticatorResponse): Readonly<Record<string, unknown>> {
  const clientDataJSON = toBase64url(response.clientDataJSON);
  if ("attestationObject" in response) {
    const created = response as AuthenticatorAttestationResponse;
    return {
      clientDataJSON,
      attestationObject: toBase64url(created.attestationObject),
      transports: created.getTransports?.() ?? [],
    };
  }
  const proved = response as AuthenticatorAssertionResponse;
  return {
    clientDataJSON,
    authenticatorData: toBase64url(proved.authenticatorData),
    signature: toBase64url(proved.signature),
    userHandle: proved.userHandle === null ? undefined : toBase64url(proved.userHandle),
  };
}

/** Of the client's extension outputs, the one that is looked at; others may hold bytes. */
function clientExtensionResults(
  credential: PublicKeyCredential,
): AuthenticationExtensionsClientOutputs {
  const { credProps } = credential.getClientExtensionResults();
  return credProps === undefined ? {} : { credProps };
}

function descriptor(json: PublicKeyCredentialDescriptorJSON): PublicKeyCredentialDescriptor {
  return { ...json, id: fromBase64url(json.id) } as PublicKeyCredentialDescriptor;
}

/** An old browser gets the extension that is a plain value; those of bytes would need converting. */
function plainExtensions(
  json: AuthenticationExtensionsClientInputsJSON | undefined,
): AuthenticationExtensionsClientInputs {
  return json?.credProps === undefined ? {} : { credProps: json.credProps };
}
