import { describe, expect, test } from "vitest";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import type { Aaguid } from "../../src/base/ids.ts";
import { knownPasskeys } from "../../src/policy/check-known.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { PasskeyTraits } from "../../src/policy/suppositions-schema.ts";
import { presetNamed } from "./ask.ts";
import { small } from "./check-world.ts";
import { NOW } from "./evidence.ts";
import { AAGUIDS, KNOWLEDGE, model, withMetadata } from "./knowledge.ts";

const NOBODY: Knowledge = { ...KNOWLEDGE, providers: new Map() };
const traitsOf = (knowledge: Knowledge, policy: Policy = small()): readonly PasskeyTraits[] =>
  knownPasskeys(policy, knowledge, NOW).map(({ traits }) => traits);
const asking = (ask: "never" | "always", unattested: "accept" | "refuse") =>
  small({ attestation: { ask, unattested } });

describe("the passkeys that somebody could come with", () => {
  test("where nothing is known: those of nobody", () => {
    expect(traitsOf(NOBODY)).toEqual([{ synced: false }, { synced: true }]);
  });

  test("each provider's, by its name, synced and not", () => {
    const all = traitsOf(KNOWLEDGE);
    for (const synced of [true, false]) {
      for (const provider of ["Platform", "Vault, second step", "Vault"]) {
        expect(all).toContainEqual({ provider, synced });
      }
    }
  });

  test("a provider of a name that another one has already goes by its AAGUID", () => {
    const facts = KNOWLEDGE.providers.get(AAGUIDS.platform);
    if (facts === undefined) throw new TypeError();
    const providers = new Map([
      [AAGUIDS.platform, facts],
      [AAGUIDS.vault, facts],
    ]);
    const all = traitsOf({ ...KNOWLEDGE, providers });
    expect(all).toContainEqual({ provider: "Platform", synced: true });
    expect(all).toContainEqual({ aaguid: AAGUIDS.vault, synced: true });
  });

  test("each model's of the metadata, attested too where a statement is asked for", () => {
    const attested = {
      aaguid: AAGUIDS.fipsKey,
      synced: false,
      attested: true,
      format: "packed",
    };
    const claimed = { aaguid: AAGUIDS.fipsKey, synced: false };
    const mds = withMetadata();
    expect(traitsOf(mds)).toContainEqual(attested);
    expect(traitsOf(mds)).toContainEqual(claimed);
    expect(traitsOf(mds, asking("never", "accept"))).not.toContainEqual(attested);
    expect(traitsOf(mds, asking("always", "refuse"))).toContainEqual(attested);
    expect(traitsOf(mds, asking("always", "refuse"))).not.toContainEqual(claimed);
    expect(traitsOf(KNOWLEDGE, asking("always", "refuse"))).toEqual([]);
  });

  test("a provider that is a model as well but once", () => {
    const mds = withMetadata({ [AAGUIDS.hardwareKey]: model("FIDO_CERTIFIED_L1") });
    const keys = traitsOf(mds).filter(({ provider }) => provider === "Key");
    expect(keys).toEqual([
      { provider: "Key", synced: false, attested: true, format: "packed" },
      { provider: "Key", synced: false },
      { provider: "Key", synced: true },
    ]);
  });

  test("of those that no rule can tell apart six, since a rule may ask for as many", () => {
    const facts = KNOWLEDGE.providers.get(AAGUIDS.vault);
    if (facts === undefined) throw new TypeError();
    const many = Array.from({ length: 9 }, (_, index) => {
      return [`${AAGUIDS.vault.slice(0, -1)}${index}` as Aaguid, facts] as const;
    });
    const all = knownPasskeys(small(), { ...KNOWLEDGE, providers: new Map(many) }, NOW);
    const vaults = all.filter(({ weighed }) => weighed.keeper === "vault");
    const synced = vaults.filter(({ traits }) => traits.synced);
    expect([vaults.length, synced.length]).toEqual([12, 6]);
  });
});

describe("they stand in the order of how good they are", () => {
  test("keeper by keeper, the verified before the doubted, the attested before the claimed", () => {
    const mds = withMetadata({ [AAGUIDS.hardwareKey]: model("FIDO_CERTIFIED_L1") });
    const all = knownPasskeys(small(), mds, NOW);
    const keepers = all.map(({ weighed }) => weighed.keeper);
    const order = ["platform", "hardware-key", "vault", "unknown"] as const;
    expect(new Set(keepers)).toEqual(new Set(order));
    expect(keepers).toEqual(keepers.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    const platforms = all.filter(({ weighed }) => weighed.keeper === "platform");
    const uv = platforms.map(({ weighed }) => weighed.uv);
    expect(uv).toEqual(["claimed", "claimed", "known-issue", "known-issue"]);
    const keys = all.filter(({ weighed }) => weighed.keeper === "hardware-key");
    const isAttested = keys.map(({ traits }) => traits.attested === true);
    expect(isAttested).toEqual(isAttested.toSorted((a, b) => Number(b) - Number(a)));
    expect(isAttested).toContain(true);
    expect(isAttested).toContain(false);
  });

  test("what is refused comes last, whoever keeps it", () => {
    const revoked = withMetadata({ [AAGUIDS.platform]: model("REVOKED") });
    const all = knownPasskeys(presetNamed("balanced"), revoked, NOW);
    const refused = all.map(({ weighed }) => weighed.refused);
    expect(refused).toContain(true);
    expect(refused).toEqual(refused.toSorted((a, b) => Number(a) - Number(b)));
  });
});
