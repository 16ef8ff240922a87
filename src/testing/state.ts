import type { HeldCredential } from "./credential.ts";
import type { TestAttestation } from "./test-root.ts";
import type { Traits } from "./traits.ts";

/** What an authenticator remembers from one ceremony to the next. */
export interface AuthenticatorState {
  traits: Traits;
  /** By credential id (base64url), oldest first. */
  readonly credentials: Map<string, HeldCredential>;
  readonly attestationKey: TestAttestation | undefined;
}
