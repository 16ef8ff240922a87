import type {
  Knowledge,
  ModelFacts,
  ProviderFacts,
  StatusReport,
} from "../../src/assurance/knowledge.ts";
import type { Aaguid } from "../../src/base/ids.ts";
import { instant } from "../../src/base/time.ts";
import { NOW, type PasskeyTraits, ZERO } from "./evidence.ts";

/** A small world: one provider of each sort, and models with and without certificates. */

const stated = { date: "2026-11-24", source: "a test" };

function aaguid(last: string): Aaguid {
  return `00000000-0000-4000-8000-${last.padStart(12, "0")}` as Aaguid;
}

export const AAGUIDS = {
  platform: aaguid("1"),
  platformWithIssue: aaguid("2"),
  hardwareKey: aaguid("3"),
  vault: aaguid("4"),
  otherVault: aaguid("5"),
  vaultWithSecondStep: aaguid("6"),
  vaultWithIssue: aaguid("7"),
  fipsKey: aaguid("8"),
  fidoKey: aaguid("9"),
  software: aaguid("a"),
  unlisted: aaguid("b"),
  otherVaultWithSecondStep: aaguid("c"),
} as const;

function provider(name: string, of: Partial<ProviderFacts> = {}): ProviderFacts {
  return { name, class: "vault", uvKnownIssue: null, secondStep: null, stated, ...of };
}

export const PROVIDERS: ReadonlyMap<Aaguid, ProviderFacts> = new Map([
  [AAGUIDS.platform, provider("Platform", { class: "platform" })],
  [
    AAGUIDS.platformWithIssue,
    provider("Platform, UV unsure", { class: "platform", uvKnownIssue: stated }),
  ],
  [AAGUIDS.hardwareKey, provider("Key", { class: "hardware-key" })],
  [AAGUIDS.vault, provider("Vault")],
  [AAGUIDS.otherVault, provider("Other vault")],
  [AAGUIDS.vaultWithSecondStep, provider("Vault, second step", { secondStep: stated })],
  [AAGUIDS.otherVaultWithSecondStep, provider("Other vault, second step", { secondStep: stated })],
  [
    AAGUIDS.vaultWithIssue,
    provider("Vault, UV unsure", { secondStep: stated, uvKnownIssue: stated }),
  ],
]);

export function report(status: string, of: Partial<StatusReport> = {}): StatusReport {
  return { status, from: instant(0), until: null, certificate: null, ...of };
}

export function model(...reports: readonly (StatusReport | string)[]): ModelFacts {
  return {
    description: "A model",
    reports: reports.map((one) => (typeof one === "string" ? report(one) : one)),
    keyProtection: ["hardware"],
  };
}

/** By SHA-1 of the attestation certificate's key: models that have no AAGUID. */
export const U2F_KEY_ID = "c".repeat(40);

const MODELS: ReadonlyMap<Aaguid, ModelFacts> = new Map([
  [AAGUIDS.fipsKey, model("FIPS140_CERTIFIED_L1", "FIDO_CERTIFIED_L1")],
  [AAGUIDS.fidoKey, model("FIDO_CERTIFIED_L2")],
  [AAGUIDS.software, { ...model("FIDO_CERTIFIED_L1"), keyProtection: ["software"] }],
]);

const base = { version: "test", providers: PROVIDERS } as const;

/** Provider facts and no metadata, as most deployments have it. */
export const KNOWLEDGE: Knowledge = { ...base, metadata: null };

/** With metadata; those that are given stand in place of what the models are. */
export function withMetadata(given: Readonly<Record<string, ModelFacts>> = {}): Knowledge {
  const models = new Map([
    ...MODELS,
    ...Object.entries(given).map(([key, facts]) => [key as Aaguid, facts] as const),
  ]);
  const modelsByKeyId = new Map([[U2F_KEY_ID, given[U2F_KEY_ID] ?? model("FIDO_CERTIFIED_L1")]]);
  return {
    ...base,
    version: "test-mds",
    metadata: { no: 1, nextUpdate: NOW, models, modelsByKeyId },
  };
}

const packed = { format: "packed", verdict: "verified", path: ["leaf", "root"] } as const;

/** Passkeys by the name of what they are. */
export const PASSKEYS = {
  platform: { aaguid: AAGUIDS.platform },
  "platform with a UV issue": { aaguid: AAGUIDS.platformWithIssue },
  "hardware key": { aaguid: AAGUIDS.hardwareKey, synced: false },
  "vault with a second step": { aaguid: AAGUIDS.vaultWithSecondStep },
  "another vault with a second step": { aaguid: AAGUIDS.otherVaultWithSecondStep },
  "vault with a second step and a UV issue": { aaguid: AAGUIDS.vaultWithIssue },
  vault: { aaguid: AAGUIDS.vault },
  "another vault": { aaguid: AAGUIDS.otherVault },
  "zero AAGUID": { aaguid: ZERO },
  "unlisted AAGUID": { aaguid: AAGUIDS.unlisted },
  "FIPS key": { aaguid: AAGUIDS.fipsKey, synced: false, attestation: packed },
  "FIDO L2 key": { aaguid: AAGUIDS.fidoKey, synced: false, attestation: packed },
} as const satisfies Readonly<Record<string, PasskeyTraits>>;

export type PasskeyName = keyof typeof PASSKEYS;
