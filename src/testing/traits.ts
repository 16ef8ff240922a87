import { ZERO_AAGUID } from "../base/ids.ts";
import type { AlgorithmName } from "./credential-key.ts";
import type { Attachment } from "./webauthn-json.ts";

/**
 * - `platform-synced`: a platform provider's passkey that is kept in an account (BE=1, BS=1).
 * - `platform-bound`: a passkey that cannot leave its computer (BE=0).
 * - `security-key`: a roaming authenticator with a PIN or a fingerprint (BE=0).
 * - `security-key-without-uv`: a roaming authenticator that only knows a touch.
 * - `vault`: a third-party password manager's passkey (BE=1, BS=1).
 */
export type AuthenticatorKind =
  | "platform-synced"
  | "platform-bound"
  | "security-key"
  | "security-key-without-uv"
  | "vault";

/** What an authenticator is and how it behaves when nobody tells it to lie. */
export interface Traits {
  readonly kind: AuthenticatorKind;
  /**
   * In the 8-4-4-4-12 form. Of a `cross-platform` authenticator the client hides it (zeros) unless
   * the relying party asks for attestation.
   */
  readonly aaguid: string;
  readonly algorithm: AlgorithmName;
  /** Whether it verifies its user when it may; `false` refuses what requires it. */
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly transports: readonly string[];
  readonly attachment: Attachment;
  /** `zero`: no counter. `stepping`: one more at every assertion. */
  readonly counter: "zero" | "stepping";
  /**
   * What it answers when the relying party asks for attestation. With `fido-u2f` the AAGUID is
   * zero and the algorithm ES256, as those keys have it.
   */
  readonly attestation: "none" | "packed-self" | "packed" | "fido-u2f";
  /** Whether it can keep discoverable credentials. */
  readonly discoverable: boolean;
}

const SYNCED = {
  algorithm: "ES256",
  userVerified: true,
  backupEligible: true,
  backedUp: true,
  transports: ["internal", "hybrid"],
  attachment: "platform",
  counter: "zero",
  attestation: "none",
  discoverable: true,
} as const;

const ROAMING = {
  algorithm: "ES256",
  backupEligible: false,
  backedUp: false,
  transports: ["usb"],
  attachment: "cross-platform",
  counter: "stepping",
  attestation: "none",
} as const;

/** Models that exist, so that tables of names and providers know them. */
const BY_KIND: Readonly<Record<AuthenticatorKind, Omit<Traits, "kind">>> = {
  // Apple Passwords
  "platform-synced": { ...SYNCED, aaguid: "fbfc3007-154e-4ecc-8c0b-6e020557d7bd" },
  // Windows Hello
  "platform-bound": {
    ...SYNCED,
    aaguid: "08987058-cadc-4b81-b6e1-30de50dcbe96",
    backupEligible: false,
    backedUp: false,
    transports: ["internal"],
    counter: "stepping",
  },
  // YubiKey 5 Series with NFC
  "security-key": {
    ...ROAMING,
    aaguid: "2fc0579f-8113-47ea-b116-bb5a8db9202a",
    userVerified: true,
    discoverable: true,
  },
  "security-key-without-uv": {
    ...ROAMING,
    aaguid: ZERO_AAGUID,
    userVerified: false,
    discoverable: false,
  },
  // Bitwarden
  vault: { ...SYNCED, aaguid: "d548826e-79b4-db40-a3d8-11116f7e8349" },
};

export function traitsOf(given: Partial<Traits>): Traits {
  const kind = given.kind ?? "platform-synced";
  const u2f = { aaguid: ZERO_AAGUID, algorithm: "ES256" } as const;
  return { kind, ...BY_KIND[kind], ...(given.attestation === "fido-u2f" && u2f), ...given };
}
