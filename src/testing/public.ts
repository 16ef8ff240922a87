/** `assay/testing`: an authenticator in software, for the tests of those who embed Assay. */
export {
  type Authenticator,
  type AuthenticatorOptions,
  createAuthenticator,
} from "./authenticator.ts";
export type { CreateCircumstances } from "./create.ts";
export type { CredentialState, ExportedCredential } from "./credential.ts";
export { type AlgorithmName, generateCredentialKey } from "./credential-key.ts";
export type { GetCircumstances } from "./get.ts";
export { type BytesLie, type Flags, type Lie, OMITTED } from "./lie.ts";
export { createTestRoot, type TestRoot } from "./test-root.ts";
export type { AuthenticatorKind, Traits } from "./traits.ts";
export type {
  AuthenticationResponse,
  CreationOptions,
  RegistrationResponse,
  RequestOptions,
} from "./webauthn-json.ts";
