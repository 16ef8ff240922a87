import { describe, expect, test } from "vitest";
import { NO_KNOWLEDGE } from "../../src/assurance/knowledge.ts";
import type { PasskeyTraits } from "../policy/evidence.ts";
import { AAGUIDS, KNOWLEDGE, model, type PasskeyName, withMetadata } from "../policy/knowledge.ts";
import { created, used } from "./graded.ts";

const verified = { verdict: "verified", path: ["leaf"] } as const;

describe("R14: who keeps a passkey, and what it falls to beside its own loss", () => {
  test.each<[PasskeyName, string, readonly string[]]>([
    ["platform", "platform", []],
    ["hardware key", "hardware-key", []],
    ["vault", "vault", [`vault:${AAGUIDS.vault}`]],
    ["vault with a second step", "vault", [`vault:${AAGUIDS.vaultWithSecondStep}`]],
    ["zero AAGUID", "unknown", ["vault:?"]],
    ["unlisted AAGUID", "unknown", ["vault:?"]],
  ])("%s", (kind, keeper, vaults) => {
    for (const grade of [used(kind), created(kind)]) {
      expect(grade.keeper).toBe(keeper);
      expect(grade.roots).toEqual(["passkey:one", ...vaults]);
      expect(grade.reasons.includes("keeper_unknown")).toBe(keeper === "unknown");
    }
  });

  test("where nothing is known, everybody is unknown", () => {
    for (const kind of ["platform", "hardware key", "vault"] as const) {
      const grade = used(kind, {}, NO_KNOWLEDGE);
      expect(grade).toMatchObject({ keeper: "unknown", provider: null });
    }
  });

  test("a vault that is not known to ask for a second step is said to be one", () => {
    expect(used("vault").reasons).toContain("vault_second_step_unknown");
    expect(used("vault with a second step").reasons).not.toContain("vault_second_step_unknown");
    expect(used("platform").reasons).not.toContain("vault_second_step_unknown");
  });
});

describe("a hardware key cannot be backed up", () => {
  test("B15: one that claims to be both is not what it claims", () => {
    expect(used("hardware key", { synced: true }).keeper).toBe("unknown");
    expect(used("hardware key", { synced: true }).roots).toContain("vault:?");
  });

  test("one that attestation proves to be one is one, and its key can leave all the same", () => {
    const grade = used("FIPS key", { synced: true }, withMetadata());
    expect(grade).toMatchObject({ keeper: "hardware-key", exportable: "yes" });
    expect(grade.roots).toEqual(["passkey:one"]);
  });

  test("a platform and a vault can", () => {
    expect(used("platform", { synced: true }).keeper).toBe("platform");
    expect(used("vault", { synced: false }).keeper).toBe("vault");
  });
});

describe("a provider that no list names", () => {
  const unlisted = (of: PasskeyTraits, knowledge = withMetadata()) =>
    used("unlisted AAGUID", { synced: false, ...of }, knowledge).keeper;

  test("is told by its attested format", () => {
    for (const format of ["tpm", "android-key", "apple"]) {
      expect(unlisted({ attestation: { ...verified, format } })).toBe("platform");
      expect(unlisted({ attestation: { verdict: "untrusted", format } })).toBe("unknown");
    }
    expect(unlisted({ attestation: { ...verified, format: "fido-u2f" } })).toBe("hardware-key");
  });

  test("is told by its AAGUID, where the metadata knows it as hardware", () => {
    expect(unlisted({ aaguid: AAGUIDS.fidoKey })).toBe("hardware-key");
    expect(unlisted({ aaguid: AAGUIDS.fidoKey }, KNOWLEDGE)).toBe("unknown");
    expect(unlisted({ aaguid: AAGUIDS.software })).toBe("unknown");
    const attestation = { ...verified, format: "packed" };
    expect(unlisted({ aaguid: AAGUIDS.fidoKey, attestation })).toBe("hardware-key");
  });

  test("is no hardware key where attestation proves a model in software", () => {
    const attestation = { ...verified, format: "packed" };
    expect(unlisted({ aaguid: AAGUIDS.software, attestation })).not.toBe("hardware-key");
  });

  test("is unknown where it is known, and can be backed up without a proof", () => {
    expect(unlisted({ aaguid: AAGUIDS.fidoKey, synced: true })).toBe("unknown");
  });

  test("what the list says comes first", () => {
    const listed = { aaguid: AAGUIDS.platform, attestation: { ...verified, format: "packed" } };
    expect(unlisted(listed)).toBe("platform");
    const knowledge = withMetadata({ [AAGUIDS.vault]: model() });
    expect(unlisted({ aaguid: AAGUIDS.vault }, knowledge)).toBe("vault");
  });
});

test("an AAGUID that only an unattested client wrote stays a claim, and is graded as one", () => {
  const claim = used("FIPS key", { attestation: { verdict: "none" } }, withMetadata());
  expect(claim).toMatchObject({ keeper: "hardware-key", attested: false, hardware: false });
});
