import type { PasskeyTraits } from "./suppositions-schema.ts";

/**
 * The passkeys that a policy has to have an answer for, best first: by who keeps them, by what is
 * known of the keeper, and by what the metadata has against the model. Supposed, so that the answers
 * are the same whatever the provider list says today.
 */
export const PASSKEY_KINDS = {
  "hardware-key-certified": {
    keeper: "hardware-key",
    attested: true,
    statuses: ["FIDO_CERTIFIED_L2"],
  },
  "hardware-key-attested": { keeper: "hardware-key", attested: true },
  "hardware-key": { keeper: "hardware-key" },
  "platform-attested": { keeper: "platform", synced: false, attested: true },
  "platform-bound": { keeper: "platform", synced: false },
  "platform-synced": { keeper: "platform", synced: true },
  "vault-second-step": { keeper: "vault", secondStep: true },
  vault: { keeper: "vault" },
  "vault-second-step-uv-issue": { keeper: "vault", secondStep: true, uvKnownIssue: true },
  "vault-uv-issue": { keeper: "vault", uvKnownIssue: true },
  unknown: {},
  "hardware-key-without-uv": { keeper: "hardware-key", userVerified: false },
  "model-uv-bypassed": {
    keeper: "hardware-key",
    attested: true,
    statuses: ["USER_VERIFICATION_BYPASS"],
  },
  "model-revoked": { keeper: "hardware-key", attested: true, statuses: ["REVOKED"] },
} as const satisfies Readonly<Record<string, PasskeyTraits>>;

export type PasskeyKind = keyof typeof PASSKEY_KINDS;

export const KIND_NAMES = Object.keys(PASSKEY_KINDS) as readonly PasskeyKind[];
