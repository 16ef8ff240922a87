import { AssayFault } from "../../base/fault.ts";
import { fromBase64url } from "../../base/bytes.ts";
import type { CredentialId, Origin, RpId, UserHandle } from "../../base/ids.ts";
import type { UserVerificationAsked } from "../../evidence/passkey.ts";
import type { AuthenticationExpectation } from "./authentication.ts";
import type { RegistrationExpectation } from "./registration.ts";
import type { TrustAnchors } from "./trust-anchors.ts";

/**
 * What is offered unless the policy says otherwise (WebAuthn L3 section 5.4): EdDSA, ES256, and
 * RS256 for the platform authenticators that have nothing else, in this order.
 */
export const DEFAULT_ALGORITHMS: readonly number[] = [-8, -7, -257];

export type Hint = "security-key" | "client-device" | "hybrid";

export interface CredentialDescriptor {
  readonly id: CredentialId;
  readonly transports?: readonly string[];
}

interface Plan {
  readonly rpId: RpId;
  /** The exact origins that may answer, the related ones (section 5.11) and those of apps too. */
  readonly origins: readonly Origin[];
  /** Base64url of at least 16 random bytes, made for this one ceremony. */
  readonly challenge: string;
  readonly userVerification: UserVerificationAsked;
  /** WebAuthn L3 section 15.1: 300 000 to 600 000; people look for their keys. */
  readonly timeoutMilliseconds: number;
  readonly hints?: readonly Hint[];
  /** Origins of the pages that may embed ours; absent: it is not embedded across origins. */
  readonly embeddedIn?: readonly string[];
}

/**
 * One creation of a passkey. The options for the browser and the expectation that its answer is
 * held to both come from this object, so that they cannot disagree.
 */
export interface RegistrationPlan extends Plan {
  readonly rpName: string;
  readonly algorithms: readonly number[];
  /** What is asked for. Whether a refusal refuses the passkey is `requireAttestation`. */
  readonly attestation: "none" | "direct";
  readonly requireAttestation?: boolean;
  readonly residentKey: "required" | "discouraged";
  /** `conditional`: made in passing, after a password sign-in, without user presence. */
  readonly mediation: "modal" | "conditional";
  readonly user: {
    readonly handle: UserHandle;
    readonly name: string;
    readonly displayName: string;
  };
  readonly excludeCredentials: readonly CredentialDescriptor[];
}

/** One use of a passkey, as `RegistrationPlan` is one creation. */
export interface AuthenticationPlan extends Plan {
  /** Empty: any discoverable credential. */
  readonly allowCredentials: readonly CredentialDescriptor[];
  /** The user that was identified before; null: the passkey says who it is. */
  readonly userHandle: UserHandle | null;
}

interface DescriptorJson {
  readonly type: "public-key";
  readonly id: string;
  readonly transports?: readonly string[];
}

/** `PublicKeyCredentialCreationOptionsJSON` (WebAuthn L3 section 5.1.9), as far as we use it. */
export interface CreationOptionsJson {
  readonly rp: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly challenge: string;
  readonly pubKeyCredParams: readonly { readonly type: "public-key"; readonly alg: number }[];
  readonly timeout: number;
  readonly excludeCredentials: readonly DescriptorJson[];
  readonly authenticatorSelection: {
    readonly residentKey: "required" | "discouraged";
    readonly requireResidentKey: boolean;
    readonly userVerification: UserVerificationAsked;
    readonly authenticatorAttachment?: "platform" | "cross-platform";
  };
  readonly hints?: readonly Hint[];
  readonly attestation: "none" | "direct";
  readonly extensions: { readonly credProps: true };
}

/** `PublicKeyCredentialRequestOptionsJSON` (WebAuthn L3 section 5.1.10), as far as we use it. */
export interface RequestOptionsJson {
  readonly challenge: string;
  readonly timeout: number;
  readonly rpId: string;
  readonly allowCredentials: readonly DescriptorJson[];
  readonly userVerification: UserVerificationAsked;
  readonly hints?: readonly Hint[];
}

/**
 * The options for `navigator.credentials.create`. `mediation` stands beside them in that call,
 * not in them.
 * @throws AssayFault `ASSAY_PLAN_INVALID` for a plan that would make an unsafe ceremony.
 */
export function creationOptions(plan: RegistrationPlan): CreationOptionsJson {
  assertChallenge(plan.challenge);
  assertUserHandle(plan.user.handle);
  const attachment = attachmentOf(plan.hints ?? []);
  return {
    rp: { id: plan.rpId, name: plan.rpName },
    user: { id: plan.user.handle, name: plan.user.name, displayName: plan.user.displayName },
    challenge: plan.challenge,
    pubKeyCredParams: plan.algorithms.map((alg) => ({ type: "public-key", alg })),
    timeout: plan.timeoutMilliseconds,
    excludeCredentials: plan.excludeCredentials.map(descriptor),
    authenticatorSelection: {
      residentKey: plan.residentKey,
      requireResidentKey: plan.residentKey === "required",
      userVerification: plan.userVerification,
      ...(attachment === undefined ? {} : { authenticatorAttachment: attachment }),
    },
    ...hintsOf(plan),
    attestation: plan.attestation,
    extensions: { credProps: true },
  };
}

/**
 * The options for `navigator.credentials.get`.
 * @throws AssayFault `ASSAY_PLAN_INVALID` for a plan that would make an unsafe ceremony.
 */
export function requestOptions(plan: AuthenticationPlan): RequestOptionsJson {
  assertChallenge(plan.challenge);
  return {
    challenge: plan.challenge,
    timeout: plan.timeoutMilliseconds,
    rpId: plan.rpId,
    allowCredentials: plan.allowCredentials.map(descriptor),
    userVerification: plan.userVerification,
    ...hintsOf(plan),
  };
}

/** What the answer to `creationOptions(plan)` is held to. */
export function registrationExpectation(
  plan: RegistrationPlan,
  trustAnchors: TrustAnchors,
): RegistrationExpectation {
  return {
    ...shared(plan),
    algorithms: plan.algorithms,
    trustAnchors,
    requireAttestation: plan.requireAttestation ?? false,
    mediation: plan.mediation,
    // An authenticator that has one of these refuses by itself; one that lies is refused here.
    knownCredentialIds: plan.excludeCredentials.map(({ id }) => id),
  };
}

/**
 * What the answer to `requestOptions(plan)` is held to.
 * @param owner the user handle of the account that the named credential belongs to
 */
export function authenticationExpectation(
  plan: AuthenticationPlan,
  owner: UserHandle,
): AuthenticationExpectation {
  return {
    ...shared(plan),
    allowCredentials: plan.allowCredentials.map(({ id }) => id),
    identified: plan.userHandle,
    owner,
    requireUserHandle: plan.userHandle === null,
    appId: null,
  };
}

function shared({ rpId, origins, challenge, userVerification, embeddedIn }: Plan) {
  return {
    rpId,
    origins,
    challenge,
    userVerification,
    allowCrossOrigin: embeddedIn !== undefined,
    topOrigins: embeddedIn ?? [],
  };
}

function descriptor({ id, transports }: CredentialDescriptor): DescriptorJson {
  return { type: "public-key", id, ...(transports === undefined ? {} : { transports }) };
}

function hintsOf({ hints }: Plan): { readonly hints?: readonly Hint[] } {
  return hints === undefined ? {} : { hints };
}

/** Section 5.8.7: for browsers that do not know hints, where all hints mean one attachment. */
function attachmentOf(hints: readonly Hint[]): "platform" | "cross-platform" | undefined {
  const kinds = new Set(
    hints.map((hint) => (hint === "client-device" ? "platform" : "cross-platform")),
  );
  const [only] = kinds;
  return kinds.size === 1 ? only : undefined;
}

/** Section 13.4.3: at least 16 bytes. */
function assertChallenge(challenge: string): void {
  if ((fromBase64url(challenge)?.byteLength ?? 0) >= 16) return;
  throw new AssayFault("ASSAY_PLAN_INVALID", "a challenge is the base64url of 16 bytes or more");
}

/** Section 5.4.3. */
function assertUserHandle(handle: string): void {
  const length = fromBase64url(handle)?.byteLength ?? 0;
  if (length >= 1 && length <= 64) return;
  throw new AssayFault("ASSAY_PLAN_INVALID", "a user handle is the base64url of 1 to 64 bytes");
}
