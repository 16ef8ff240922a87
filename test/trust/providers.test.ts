import { describe, expect, test } from "vitest";
import type { ProviderFacts } from "../../src/assurance/knowledge.ts";
import { PROVIDERS } from "../../src/trust/providers/all.ts";
import { SHIPPED_PROVIDERS } from "../../src/trust/provider-list.ts";

const { version, providers } = SHIPPED_PROVIDERS;
const records: ReadonlyMap<string, ProviderFacts> = providers;

describe("R14: providers that set UV without verifying anybody are known as such", () => {
  test.each([
    ["1Password, whose extension does", "bada5566-a7aa-401f-bd96-45619a55120d"],
    ["Bitwarden, whose extension does", "d548826e-79b4-db40-a3d8-11116f7e8349"],
    ["KeePassXC, whose extension does", "fdb141b2-5d84-443e-8a35-4698c205a502"],
    ["Proton Pass, extension and application", "50726f74-6f6e-5061-7373-50726f746f6e"],
  ])("R14: %s", (_, aaguid) => {
    expect(records.get(aaguid)).toMatchObject({
      class: "vault",
      uvKnownIssue: { date: "2026-04-10", source: expect.stringContaining("passkeys.dev") },
    });
  });

  test("R14: nobody else is, Samsung Pass least of all", () => {
    const known = [...records.values()].filter(({ uvKnownIssue }) => uvKnownIssue !== null);
    expect(known.map(({ name }) => name)).toEqual([
      "1Password",
      "Bitwarden",
      "KeePassXC",
      "Proton Pass",
    ]);
    expect(records.get("53414d53-554e-4700-0000-000000000000")).toMatchObject({
      name: "Samsung Pass",
      class: "platform",
      uvKnownIssue: null,
    });
  });

  test("R14: Strongbox and Okta Personal cannot be told from others, and stay unknown", () => {
    const names = [...records.values()].map(({ name }) => name);
    expect(names.filter((name) => /strongbox|okta/i.test(name))).toEqual([]);
    expect(records.has("00000000-0000-0000-0000-000000000000")).toBe(false);
  });
});

test("a vault has a second step where it cannot be had without one, and nowhere else", () => {
  const steps = [...records.values()].filter(({ secondStep }) => secondStep !== null);
  expect(steps.map(({ name }) => name)).toEqual(["1Password"]);
});

test("no passkey in a vault is enough alone by the shipped facts", () => {
  const enough = [...records.values()].filter(
    (each) => each.class === "vault" && each.secondStep !== null && each.uvKnownIssue === null,
  );
  expect(enough).toEqual([]);
});

test.each([
  ["Apple Passwords", "platform", "fbfc3007-154e-4ecc-8c0b-6e020557d7bd"],
  ["iCloud Keychain (Managed)", "platform", "dd4ec289-e01d-41c9-bb89-70fa845d4bf2"],
  ["Google Password Manager", "platform", "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4"],
  ["Chrome on Mac", "platform", "adce0002-35bc-c60a-648b-0b25f1f05503"],
  ["Windows Hello", "platform", "08987058-cadc-4b81-b6e1-30de50dcbe96"],
  ["Windows Hello", "platform", "9ddd1817-af5a-4672-a2b9-3e3dd95000a9"],
  ["Windows Hello", "platform", "6028b017-b1d4-4c02-b4b3-afcdafc96bb2"],
  ["Microsoft Password Manager", "platform", "d3452668-01fd-4c12-926c-83a4204853aa"],
  ["Dashlane", "vault", "531126d6-e717-415c-9320-3d9aa6981239"],
  ["Keeper", "vault", "0ea242b4-43c4-4a1b-8b17-dd6d0b6baec6"],
  ["NordPass", "vault", "b84e4048-15dc-4dd0-8640-f4f60813c8af"],
  ["LastPass", "vault", "b78a0a55-6ef8-d246-a042-ba0f6d55050c"],
  ["YubiKey 5 Series", "hardware-key", "ee882879-721c-4913-9775-3dfcce97072a"],
  ["YubiKey 5 Series with NFC", "hardware-key", "2fc0579f-8113-47ea-b116-bb5a8db9202a"],
  ["Google Titan Security Key v2", "hardware-key", "42b4fb4a-2866-43b2-9bf7-6c6669c2e5d3"],
  ["Nitrokey 3 AM", "hardware-key", "2cd2f727-f6ca-44da-8f48-5c2e5da000a2"],
])("%s is a %s", (name, providerClass, aaguid) => {
  expect(records.get(aaguid)).toMatchObject({ name, class: providerClass });
});

test("every record has an AAGUID of its own and says where it is from, on a day not after the list's", () => {
  expect(providers.size).toBe(PROVIDERS.length);
  expect(providers.size).toBeGreaterThan(200);
  for (const { uvKnownIssue, secondStep, stated } of records.values()) {
    for (const each of [stated, uvKnownIssue, secondStep]) {
      if (each === null) continue;
      expect(each.date <= version).toBe(true);
      expect(each.source.length).toBeGreaterThan(10);
    }
  }
});

/** An AAGUID of a test, a tool or a wallet would lend its class to whoever copies it. */
test.each([
  ["nobody", "00000000-0000-0000-0000-000000000000"],
  ["Chromium's virtual authenticator", "01020304-0506-0708-0102-030405060708"],
  ["a dummy of the FIDO metadata", "ab32f0c6-2239-afbb-c470-d2ef4e254db6"],
  ["a conformance test (NXP)", "07a9f89c-6407-4594-9d56-621d5f1e358b"],
  ["a conformance test (KONAI)", "f7c558a0-f465-11e8-b568-0800200c9a66"],
  ["a sample (TruU)", "ca87cb70-4c1b-4579-a8e8-4efdd7c007e0"],
  ["a recorder for penetration tests", "c9cadfc9-89a9-489e-a25a-c7e86a4d5f15"],
  ["an application on a phone (RSA)", "59f85fe7-faa5-4c92-9f52-697b9d4d5473"],
  ["a wallet whose keys follow from a written seed", "fcb1bcb4-f370-078c-6993-bc24d0ae3fbe"],
])("not listed: %s", (_, aaguid) => {
  expect(records.has(aaguid)).toBe(false);
});

test("no security key is an application by its name", () => {
  const keys = [...records.values()].filter((each) => each.class === "hardware-key");
  const odd = /conformance|software|android|\bios\b|\bapp\b|\bsdk\b|\btest\b|phone|dummy|draft/i;
  expect(keys.map(({ name }) => name).filter((name) => odd.test(name))).toEqual([]);
});
