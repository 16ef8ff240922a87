import type { Knowledge } from "../assurance/knowledge.ts";
import type { Origin, RpId } from "../base/ids.ts";
import type { Clock } from "../base/time.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { PasswordHasher } from "../methods/password/hasher.ts";
import type { Password } from "../methods/password/typed.ts";
import type { Outbox } from "../outbound/outbox.ts";
import type { Offered } from "../policy/reachable.ts";
import type { Policy } from "../policy/policy.ts";
import type { TrustAnchors } from "../methods/passkey/trust-anchors.ts";
import type { Store } from "../store/port.ts";

/** The site that people sign in to. */
export interface Site {
  readonly name: string;
  readonly rpId: RpId;
  readonly origins: readonly Origin[];
}

/** What every flow stands on. */
export interface FlowDeps {
  readonly store: Store;
  readonly keys: KeyRing;
  /** In force at the moment; this and the next two may change between two questions. */
  readonly policy: Policy;
  readonly knowledge: Knowledge;
  /** What attestation may end in, by model. */
  readonly anchors: TrustAnchors;
  readonly clock: Clock;
  readonly site: Site;
  readonly passwords: PasswordHasher;
  /** Whether a password is known to be stolen; false where nobody is asked, or nobody answers. */
  readonly isBreached: (password: Password) => Promise<boolean>;
  /** What this deployment can do: SMS only where something carries them. */
  readonly offered: Offered;
  readonly outbox: Outbox;
  /** Called after a commit that queued a message. */
  readonly messageQueued: () => void;
}

/** The methods that are built; a policy may name others, and then nothing can meet it. */
export const OFFERED: Offered = new Set([
  "prove:passkey",
  "enrol:passkey",
  "prove:password",
  "enrol:password",
  "prove:totp",
  "enrol:totp",
  "prove:sms-code",
  "enrol:sms-code",
  "prove:email-code",
  "enrol:email-code",
  "prove:magic-link",
  "prove:recovery-code",
  "enrol:recovery-code",
  "prove:external:enrolment-link",
  "prove:external:approval",
  "wait",
]);

/** What there is where no text message leaves. */
export const OFFERED_WITHOUT_SMS: Offered = new Set(
  [...OFFERED].filter((one) => !one.endsWith(":sms-code")),
);

/** DESIGN: a ceremony lives five minutes (WebAuthn L3 section 15.1), an open attempt sixty. */
export const STEP_SECONDS = 300;
export const ATTEMPT_SECONDS = 3600;
