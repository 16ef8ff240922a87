import type { CredentialId, UserHandle } from "../base/ids.ts";
import { type AuthenticationPlan, type RegistrationPlan } from "../methods/passkey/ceremony.ts";
import { type FlowDeps, STEP_SECONDS, type Site } from "./deps.ts";
import type { PasskeyStep } from "./sealing.ts";

/**
 * The ceremony of a sealed step. The options that a browser gets and the expectation that its
 * answer is held to are both read from this one object, so they cannot disagree.
 */
export function authenticationPlan(
  site: Site,
  step: PasskeyStep,
  userHandle: UserHandle | null,
): AuthenticationPlan {
  return {
    rpId: site.rpId,
    origins: site.origins,
    challenge: step.challenge,
    userVerification: step.userVerification,
    timeoutMilliseconds: STEP_SECONDS * 1000,
    allowCredentials: step.allow.map((id) => ({ id: id as CredentialId })),
    userHandle,
  };
}

export interface Person {
  readonly userHandle: UserHandle;
  readonly name: string;
  readonly known: readonly CredentialId[];
}

export function registrationPlan(
  { site, policy }: Pick<FlowDeps, "site" | "policy">,
  step: PasskeyStep,
  person: Person,
): RegistrationPlan {
  return {
    rpId: site.rpId,
    rpName: site.name,
    origins: site.origins,
    challenge: step.challenge,
    userVerification: step.userVerification,
    timeoutMilliseconds: STEP_SECONDS * 1000,
    algorithms: policy.algorithms,
    attestation: step.attestation,
    requireAttestation: policy.attestation.unattested === "refuse",
    ...(step.securityKey ? { hints: ["security-key"] as const } : {}),
    // A key that verifies nobody cannot be the first thing that is shown, so it need not be found
    // without its account; many such keys have no room for more.
    residentKey: step.userVerification === "required" ? "required" : "discouraged",
    mediation: "modal",
    user: { handle: person.userHandle, name: person.name, displayName: person.name },
    excludeCredentials: person.known.map((id) => ({ id })),
  };
}
