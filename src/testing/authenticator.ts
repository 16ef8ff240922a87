import { type CreateCircumstances, createCredential } from "./create.ts";
import {
  type CredentialState,
  type ExportedCredential,
  exportCredential,
  importCredential,
} from "./credential.ts";
import { type GetCircumstances, getAssertion, unknownCredential } from "./get.ts";
import type { AuthenticatorState } from "./state.ts";
import { createTestRoot, type TestAttestation, type TestRoot } from "./test-root.ts";
import { type Traits, traitsOf } from "./traits.ts";
import type {
  AuthenticationResponse,
  CreationOptions,
  RegistrationResponse,
  RequestOptions,
} from "./webauthn-json.ts";

/** A browser and an authenticator in one, in software: truthful until it is told to lie. */
export interface Authenticator {
  readonly traits: Traits;
  /** With attestation `packed` or `fido-u2f`: the root certificate in DER that it leads to. */
  readonly trustAnchor: Uint8Array | undefined;
  /** With the same: its own certificate, its key, and the name that metadata has for that. */
  readonly attestation: TestAttestation | undefined;
  /**
   * A registration ceremony (WebAuthn L3 section 5.1.3).
   * @throws DOMException where a browser would reject: `NotAllowedError`, `InvalidStateError`,
   * `NotSupportedError`, `SecurityError`
   */
  create(options: CreationOptions, circumstances: CreateCircumstances): RegistrationResponse;
  /**
   * An authentication ceremony (WebAuthn L3 section 5.1.4).
   * @throws DOMException where a browser would reject: `NotAllowedError`, `SecurityError`
   */
  get(options: RequestOptions, circumstances: GetCircumstances): AuthenticationResponse;
  /** Whether it verifies its user from now on. */
  setUserVerified(userVerified: boolean): void;
  /** Every credential it holds, with private keys, oldest first: what a thief of it would have. */
  credentials(): readonly ExportedCredential[];
  /** Takes in credentials of another authenticator. */
  import(credentials: readonly ExportedCredential[]): void;
  /** @throws AssayFault `ASSAY_TESTING_CREDENTIAL` for an id that it does not hold */
  change(id: string, state: Partial<CredentialState>): void;
  /** Forgets a credential, as its owner or the Signal API would; `false`: there was none. */
  remove(id: string): boolean;
}

/** The traits that differ from those of the kind (`platform-synced` if none is named). */
export interface AuthenticatorOptions extends Partial<Traits> {
  /** With `packed` or `fido-u2f`: whose certificate it carries; a root of its own if not given. */
  readonly testRoot?: TestRoot;
}

export function createAuthenticator(options: AuthenticatorOptions = {}): Authenticator {
  const { testRoot, ...given } = options;
  const traits = traitsOf(given);
  const certified = traits.attestation === "packed" || traits.attestation === "fido-u2f";
  const root = certified ? (testRoot ?? createTestRoot()) : undefined;
  const state: AuthenticatorState = {
    traits,
    credentials: new Map(),
    attestationKey: root?.issue(traits.aaguid),
  };
  return {
    get traits() {
      return state.traits;
    },
    trustAnchor: root?.certificate,
    attestation: state.attestationKey,
    create: (creation, circumstances) => createCredential(state, creation, circumstances),
    get: (request, circumstances) => getAssertion(state, request, circumstances),
    setUserVerified(userVerified) {
      state.traits = { ...state.traits, userVerified };
    },
    credentials: () => [...state.credentials.values()].map(exportCredential),
    import(credentials) {
      for (const credential of credentials) {
        state.credentials.set(credential.id, importCredential(credential));
      }
    },
    change(id, changes) {
      const credential = state.credentials.get(id);
      if (credential === undefined) throw unknownCredential(id);
      state.credentials.set(id, { ...credential, ...changes });
    },
    remove: (id) => state.credentials.delete(id),
  };
}
