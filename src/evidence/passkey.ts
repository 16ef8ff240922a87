import type { Aaguid, AccountId, CredentialId, Origin, RpId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Fact } from "./provenance.ts";

/** What the relying party asked for (WebAuthn L3 section 5.8.6). `discouraged` is never asked. */
export type UserVerificationAsked = "required" | "preferred";

/**
 * How an attestation statement was judged when it came (WebAuthn L3 section 7.1 steps 21 to 24).
 *
 * - `none`: no statement (fmt `none`).
 * - `self`: signed with the credential's own key; says nothing about the model.
 * - `verified`: the statement is valid and its path ends in a trust anchor.
 * - `untrusted`: the statement is valid but no anchor is known for it.
 * - `unchecked`: kept as it came, not judged; counts as none.
 */
export type AttestationVerdict = "none" | "self" | "verified" | "untrusted" | "unchecked";

/** The attestation of a credential. The statement itself is kept beside it, to be judged again. */
export interface AttestationFacts {
  /** The format identifier as sent, such as `none` or `packed`. */
  readonly format: string;
  readonly verdict: AttestationVerdict;
  /** SHA-256 (base64url) of each certificate of the path, leaf first, so that a batch can be found. */
  readonly path: readonly string[];
  /**
   * SHA-1 (hex) of the attestation certificate's public key, by which the FIDO metadata names
   * models that have no AAGUID (U2F); null: no certificate came, or nobody kept it.
   */
  readonly keyId: string | null;
}

/** What an authenticator and a client said in one ceremony, whichever it was. */
interface PasskeyCeremony {
  readonly kind: "passkey";
  readonly account: AccountId;
  readonly at: Instant;
  readonly credential: CredentialId;
  readonly rpId: RpId;
  readonly origin: Fact<Origin>;
  readonly crossOrigin: Fact<boolean>;
  readonly topOrigin: Fact<string | null>;
  readonly userVerificationAsked: UserVerificationAsked;
  readonly userPresent: Fact<boolean>;
  readonly userVerified: Fact<boolean>;
  readonly backupEligible: Fact<boolean>;
  readonly backedUp: Fact<boolean>;
  readonly signCount: Fact<number>;
  /** `platform` or `cross-platform`: said by the client, unsigned. */
  readonly attachment: Fact<string | null>;
  /** Names of the authenticator extension outputs that came, in the order they came. */
  readonly authenticatorExtensions: Fact<readonly string[]>;
}

/** A registration ceremony: how this credential came to be (WebAuthn L3 section 7.1). */
export interface PasskeyEnrolment extends PasskeyCeremony {
  readonly ceremony: "enrol";
  readonly aaguid: Fact<Aaguid>;
  /** COSE algorithm identifier of the credential's key. */
  readonly algorithm: number;
  readonly transports: Fact<readonly string[]>;
  /** `credProps.rk`: whether the client says the credential is discoverable; null: not said. */
  readonly discoverable: Fact<boolean | null>;
  readonly attestation: AttestationFacts;
  /** Conditional create runs without user presence (WebAuthn L3 section 7.1 step 15). */
  readonly mediation: "modal" | "conditional";
}

/** What the sign counter said, against the record (WebAuthn L3 section 7.2 step 22). */
export type CounterBehaviour = "unsupported" | "advanced" | "went-back";

/** How BS changed since the record (WebAuthn L3 section 7.2 step 20). */
export type BackupChange = "none" | "became-backed-up" | "no-longer-backed-up";

/** An authentication ceremony: what was proved just now (WebAuthn L3 section 7.2). */
export interface PasskeyProof extends PasskeyCeremony {
  readonly ceremony: "prove";
  readonly counter: CounterBehaviour;
  readonly backupChange: BackupChange;
  /**
   * WebAuthn L3 section 4, "uvInitialized": whether UV was ever set for this credential in a way
   * that counts, *before* this ceremony. A UV that appears later may be a thief's own PIN.
   */
  readonly uvInitialized: boolean;
  /**
   * From our own record: until then the credential is new and counts as one step of two, by the
   * policy that allowed its enrolment; null: it is settled.
   */
  readonly settlesAt: Instant | null;
  /** How the credential came to be: a proof is worth no more than its enrolment. */
  readonly enrolment: PasskeyEnrolment;
}
