import { describe, expect, test } from "vitest";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import type { Aaguid } from "../../src/base/ids.ts";
import type { PasskeyTraits } from "../../src/policy/suppositions-schema.ts";
import { aaguidOf, supposedKnowledge } from "../../src/policy/suppositions-world.ts";
import { NOW, ZERO } from "./evidence.ts";
import { AAGUIDS, KNOWLEDGE, withMetadata } from "./knowledge.ts";

const MDS = withMetadata();
const of = (traits: PasskeyTraits) => aaguidOf(KNOWLEDGE, traits);
const supposing = (known: Knowledge, ...traits: readonly PasskeyTraits[]) =>
  supposedKnowledge(known, traits, NOW);

describe("the AAGUID of a passkey that is supposed", () => {
  test("is the one that is said, or that of its provider by name, whatever the case", () => {
    expect(of({ aaguid: AAGUIDS.unlisted })).toBe(AAGUIDS.unlisted);
    expect(of({ aaguid: AAGUIDS.unlisted, provider: "Key" })).toBe(AAGUIDS.unlisted);
    expect(of({ provider: "Key" })).toBe(AAGUIDS.hardwareKey);
    expect(of({ provider: "oTHER vAULT" })).toBe(AAGUIDS.otherVault);
    expect(of({ provider: "Nobody" })).toBeUndefined();
  });

  test("is the zero AAGUID where nothing is said", () => {
    expect(of({})).toBe(ZERO);
    expect(of({ synced: false, userVerified: false })).toBe(ZERO);
  });

  test("is the first of several providers of one name", () => {
    const [first, second] = ["0", "1"].map((end) => AAGUIDS.vault.replace(/4$/, end) as Aaguid);
    const facts = KNOWLEDGE.providers.get(AAGUIDS.vault);
    if (first === undefined || second === undefined || facts === undefined) throw new TypeError();
    const providers = new Map([
      [first, facts],
      [second, facts],
    ]);
    expect(aaguidOf({ ...KNOWLEDGE, providers }, { provider: "Vault" })).toBe(first);
  });

  test("is made up of what is supposed of its keeper and its model, and of nothing else", () => {
    const made = [
      { keeper: "vault" },
      { keeper: "platform" },
      { keeper: "vault", secondStep: true },
      { keeper: "vault", uvKnownIssue: true },
      { keeper: "vault", statuses: ["REVOKED"] },
      { statuses: ["REVOKED"] },
    ] as const satisfies readonly PasskeyTraits[];
    const ids = made.map((traits) => of(traits));
    expect(new Set(ids).size).toBe(made.length);
    for (const id of ids) expect(id).toMatch(/^00000000-0000-4000-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(of({ keeper: "vault", synced: false, attested: true })).toBe(ids[0]);
  });
});

describe("what is known, with what is supposed of the world", () => {
  test("is the same where nothing is supposed of it", () => {
    expect(supposing(KNOWLEDGE)).toBe(KNOWLEDGE);
    expect(supposing(MDS, {}, { provider: "Key" }, { aaguid: AAGUIDS.vault })).toBe(MDS);
    expect(supposing(MDS, { provider: "Nobody", statuses: ["REVOKED"] })).toBe(MDS);
  });

  test("has a keeper that is supposed, beside those that are known", () => {
    const traits = { keeper: "vault", secondStep: true } as const;
    const known = supposing(KNOWLEDGE, traits, { keeper: "platform", uvKnownIssue: true });
    const source = { date: "2027-01-15", source: "supposed" };
    expect(known).toMatchObject({ version: "test+supposed", metadata: null });
    expect(known.providers.size).toBe(KNOWLEDGE.providers.size + 2);
    expect([...known.providers.values()].slice(-2)).toEqual([
      {
        name: "a supposed vault",
        class: "vault",
        uvKnownIssue: null,
        secondStep: source,
        stated: source,
      },
      {
        name: "a supposed platform",
        class: "platform",
        uvKnownIssue: source,
        secondStep: null,
        stated: source,
      },
    ]);
    expect(known.providers.has(aaguidOf(known, traits) ?? ("" as Aaguid))).toBe(true);
  });

  test("keeps what is known of a provider, whatever is supposed of it", () => {
    const known = supposing(KNOWLEDGE, { keeper: "platform" });
    expect(supposing(known, { keeper: "platform" })).toBe(known);
    expect(supposing(KNOWLEDGE, { aaguid: AAGUIDS.vault, keeper: "platform" })).toBe(KNOWLEDGE);
  });

  test("has a model that is supposed, as the metadata would name it", () => {
    const traits = { provider: "Key", statuses: ["REVOKED", "FIDO_CERTIFIED_L1"] } as const;
    const supposed = supposing(KNOWLEDGE, { ...traits, statuses: [...traits.statuses] });
    expect(supposed.version).toBe("test+supposed");
    expect(supposed.providers.size).toBe(KNOWLEDGE.providers.size);
    const report = { from: 0, until: null, certificate: null };
    expect(supposed.metadata).toEqual({
      no: 0,
      nextUpdate: NOW,
      modelsByKeyId: new Map(),
      models: new Map([
        [
          AAGUIDS.hardwareKey,
          {
            description: "a supposed model",
            keyProtection: ["hardware"],
            reports: [
              { status: "REVOKED", ...report },
              { status: "FIDO_CERTIFIED_L1", ...report },
            ],
          },
        ],
      ]),
    });
  });

  test("keeps the metadata, but for the model that something is supposed of", () => {
    const supposed = supposing(MDS, { aaguid: AAGUIDS.fipsKey, statuses: ["REVOKED"] });
    expect(supposed.metadata?.no).toBe(1);
    expect(supposed.metadata?.models.size).toBe(MDS.metadata?.models.size);
    const reports = supposed.metadata?.models.get(AAGUIDS.fipsKey)?.reports;
    expect(reports?.map(({ status }) => status)).toEqual(["REVOKED"]);
    expect(supposing(MDS, { keeper: "vault" }).metadata).toBe(MDS.metadata);
  });

  test("has nothing of the zero AAGUID, and a model that was made up but once", () => {
    expect(supposing(KNOWLEDGE, { aaguid: ZERO, statuses: ["REVOKED"] })).toBe(KNOWLEDGE);
    const once = supposing(KNOWLEDGE, { statuses: ["REVOKED"] });
    expect(supposing(once, { statuses: ["REVOKED"] })).toBe(once);
  });
});
