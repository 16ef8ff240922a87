/**
 * The JSON of WebAuthn ceremonies as pages and browsers exchange it (WebAuthn L3 sections 5.1.8
 * to 5.1.10), with the members that an authenticator minds. Bytes are base64url texts.
 */

/** `PublicKeyCredentialCreationOptionsJSON`: what a relying party asks for at registration. */
export interface CreationOptions {
  readonly rp: { readonly id?: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly challenge: string;
  readonly pubKeyCredParams: readonly { readonly type: string; readonly alg: number }[];
  readonly excludeCredentials?: readonly CredentialDescriptor[];
  readonly authenticatorSelection?: {
    readonly authenticatorAttachment?: string;
    readonly residentKey?: string;
    readonly requireResidentKey?: boolean;
    readonly userVerification?: string;
  };
  readonly attestation?: string;
  readonly extensions?: { readonly credProps?: boolean };
}

/** `PublicKeyCredentialRequestOptionsJSON`: what a relying party asks for at authentication. */
export interface RequestOptions {
  readonly challenge: string;
  readonly rpId?: string;
  readonly allowCredentials?: readonly CredentialDescriptor[];
  readonly userVerification?: string;
}

export interface CredentialDescriptor {
  readonly type: string;
  readonly id: string;
}

export type Attachment = "platform" | "cross-platform";

/** `RegistrationResponseJSON`. */
export interface RegistrationResponse {
  id: string;
  rawId: string;
  type: "public-key";
  authenticatorAttachment: Attachment;
  clientExtensionResults: { credProps?: { rk: boolean } };
  response: {
    clientDataJSON: string;
    attestationObject: string;
    authenticatorData: string;
    transports: string[];
    publicKey: string;
    publicKeyAlgorithm: number;
  };
}

/** `AuthenticationResponseJSON`. */
export interface AuthenticationResponse {
  id: string;
  rawId: string;
  type: "public-key";
  authenticatorAttachment: Attachment;
  clientExtensionResults: Record<string, never>;
  response: {
    clientDataJSON: string;
    authenticatorData: string;
    signature: string;
    userHandle?: string;
  };
}
