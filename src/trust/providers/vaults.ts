import type { Source } from "../../assurance/knowledge.ts";
import { entries, type ProviderEntry } from "./entry.ts";
import { COMMUNITY_LIST } from "./sources.ts";

const NAMES = {
  "bada5566-a7aa-401f-bd96-45619a55120d": "1Password",
  "6bb49926-160a-4306-a100-4eb39ba6ac45": "AVG Password Manager",
  "a11a5faa-9f32-4b8c-8c5d-2f7d13e8c942": "AliasVault",
  "a4a2d88e-9796-4356-9164-e2a5a8bd019c": "Avast Password Manager",
  "e7db2bd3-f2fe-4d71-ad78-7e7aa166cfd1": "Avira Password Manager",
  "d548826e-79b4-db40-a3d8-11116f7e8349": "Bitwarden",
  "531126d6-e717-415c-9320-3d9aa6981239": "Dashlane",
  "de503f9c-21a4-4f76-b4b7-558eb55c6f89": "Devolutions",
  "f3809540-7f14-49c1-a8b3-8f813b225541": "Enpass",
  "d2717a32-9851-48a8-9961-b264c97a411a": "Fenko Vault",
  "d49b2120-b865-4191-8cea-be84a52b0485": "Heimlane Vault",
  "da583154-ce16-4cdf-9fe6-1dba788c0998": "Hey Be Safe",
  "bfc748bb-3429-4faa-b9f9-7cfa9f3b76d0": "iPasswords",
  "a10c6dd9-465e-4226-8198-c7c44b91c555": "Kaspersky Password Manager",
  "eaecdef2-1c31-5634-8639-f1cbd9c00a08": "KeePassDX",
  "9addb28c-b46f-4402-808f-019651441ff3": "KeePassPasskey",
  "fdb141b2-5d84-443e-8a35-4698c205a502": "KeePassXC",
  "0ea242b4-43c4-4a1b-8b17-dd6d0b6baec6": "Keeper",
  "b78a0a55-6ef8-d246-a042-ba0f6d55050c": "LastPass",
  "22248c4c-7a12-46e2-9a41-44291b373a4d": "LogMeOnce",
  "b84e4048-15dc-4dd0-8640-f4f60813c8af": "NordPass",
  "fa37f553-f9b6-4adb-ac53-8bbb57ebdf0d": "Norton Password Manager",
  "5ca471bb-a56d-46ad-a496-67e70e9ed9fb": "Parcel",
  "87f5ec51-f721-4feb-9fe4-be18c4971894": "PassCard",
  "70617373-7761-6c6c-6669-646f32303236": "Passwall",
  "50726f74-6f6e-5061-7373-50726f746f6e": "Proton Pass",
  "d350af52-0351-4ba2-acd3-dfeeadc3f764": "pwSafe",
  "65c97700-f5ef-4d5c-8a42-f30e45ac94b7": "Royal Vault",
  "891494da-2c90-4d31-a9cd-4eab0aed1309": "Sésame",
  "d9be9d39-e6a6-4c28-a581-32b044d986e4": "Sticky Password Manager",
  "45e3057e-b2f9-48ed-912f-9b901e153b16": "Uniqkey",
  "b35a26b2-8f6e-4697-ab1d-d44db4da28c6": "Zoho Vault",
};

/**
 * Each of these has one AAGUID for its extension and its application. What one of the two does is
 * held against both, since nobody can tell them apart.
 */
const UV_UNVERIFIED: Source = {
  date: "2026-04-10",
  source:
    "passkeys.dev, Known issues: sets UV without verifying anybody, even where UV is required",
};

/** It cannot be switched off: what it guards is encrypted with it. */
const SECRET_KEY: Source = {
  date: "2026-11-24",
  source:
    "1Password Security Design, section 3, and the support pages on SSO and passkeys: a new device needs the Secret Key, or a device that was approved before",
};

/** Password managers of third parties. Why no other has a second step: `docs/provider-facts.md`. */
export const VAULTS: readonly ProviderEntry[] = entries("vault", COMMUNITY_LIST, NAMES, {
  "1Password": { uvKnownIssue: UV_UNVERIFIED, secondStep: SECRET_KEY },
  Bitwarden: { uvKnownIssue: UV_UNVERIFIED },
  KeePassXC: { uvKnownIssue: UV_UNVERIFIED },
  "Proton Pass": { uvKnownIssue: UV_UNVERIFIED },
});
