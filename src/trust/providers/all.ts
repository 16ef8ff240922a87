import { entries, type ProviderEntry } from "./entry.ts";
import { OTHER_KEYS } from "./keys-others.ts";
import { YUBICO_KEYS } from "./keys-yubico.ts";
import { PLATFORM_PROVIDERS } from "./platform.ts";
import { METADATA_NAMES } from "./sources.ts";
import { VAULTS } from "./vaults.ts";

/** The day on which the list was last gone through. */
export const PROVIDERS_VERSION = "2026-11-24";

/** Every provider that we know something of. Data, not code: each record says where it is from. */
export const PROVIDERS: readonly ProviderEntry[] = [
  ...PLATFORM_PROVIDERS,
  ...VAULTS,
  ...entries("hardware-key", METADATA_NAMES, YUBICO_KEYS),
  ...entries("hardware-key", METADATA_NAMES, OTHER_KEYS),
];
