import { type Aaguid, ZERO_AAGUID } from "../base/ids.ts";
import type { PasskeyEnrolment } from "../evidence/passkey.ts";
import type { KeeperClass } from "./assurance.ts";
import { SOME_VAULT } from "./independence.ts";
import type { Knowledge, ModelFacts, ProviderFacts } from "./knowledge.ts";
import type { ModelStanding } from "./model-standing.ts";

/**
 * The AAGUID that a passkey goes by. Beside a verified statement that does not cover it (`fido-u2f`,
 * WebAuthn L3 section 8.6) it is what the client wrote there, and must not lend another model's name
 * to an attested key.
 */
export function aaguidOf({ aaguid, attestation }: PasskeyEnrolment): Aaguid {
  const uncovered = attestation.verdict === "verified" && aaguid.from !== "attested";
  return uncovered ? ZERO_AAGUID : aaguid.value;
}

/** The metadata entry of a passkey: by AAGUID, or by the attestation key where it has none. */
export function modelOf({ metadata }: Knowledge, enrolment: PasskeyEnrolment): ModelFacts | null {
  if (metadata === null) return null;
  const { keyId } = enrolment.attestation;
  const byKeyId = keyId === null ? null : metadata.modelsByKeyId.get(keyId);
  return metadata.models.get(aaguidOf(enrolment)) ?? byKeyId ?? null;
}

/** Formats that only a platform's own authenticator makes (WebAuthn L3 sections 8.3, 8.4, 8.8). */
export const PLATFORM_FORMATS: readonly string[] = ["tpm", "android-key", "apple"];

/**
 * What kind of keeper a passkey has. The provider facts come first; where they are silent, an
 * attested format or a listed hardware model tells. A hardware key cannot be backed up: one that
 * claims to be both is not what it claims.
 */
export function keeperOf(
  enrolment: PasskeyEnrolment,
  provider: ProviderFacts | null,
  model: ModelStanding,
  attested: boolean,
): KeeperClass {
  const { format } = enrolment.attestation;
  const stated = provider?.class ?? (attested ? attestedClass(format, model) : listedClass(model));
  const impossible = stated === "hardware-key" && enrolment.backupEligible.value && !attested;
  return impossible ? "unknown" : stated;
}

function attestedClass(format: string, { description, hardware }: ModelStanding): KeeperClass {
  if (PLATFORM_FORMATS.includes(format)) return "platform";
  return description === null || hardware ? "hardware-key" : "unknown";
}

function listedClass({ description, hardware }: ModelStanding): KeeperClass {
  return description !== null && hardware ? "hardware-key" : "unknown";
}

/** What a passkey falls to beside its own loss: what is kept in a vault falls with the vault. */
export function vaultRoots(keeper: KeeperClass, aaguid: string): readonly string[] {
  if (keeper === "vault") return [`vault:${aaguid}`];
  return keeper === "unknown" ? [SOME_VAULT] : [];
}
