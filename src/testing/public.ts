/** `assay/testing`: authenticators and their metadata in software, for the tests of embedders. */
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
export {
  createMetadataAuthority,
  type CrlContents,
  type MetadataAuthority,
  type MetadataAuthorityOptions,
} from "./metadata-authority.ts";
export type { BlobAlgorithm, BlobContents, BlobLie } from "./metadata-blob.ts";
export { metadataEntry, type MetadataModel, type MetadataReport } from "./metadata-entry.ts";
export { createTestRoot, type TestAttestation, type TestRoot } from "./test-root.ts";
export type { AuthenticatorKind, Traits } from "./traits.ts";
export type {
  AuthenticationResponse,
  CreationOptions,
  RegistrationResponse,
  RequestOptions,
} from "./webauthn-json.ts";
