import { describe, expect, test } from "vitest";
import type { AttestationVerdict } from "../../src/evidence/passkey.ts";
import { ANN, NOW, proof } from "../policy/evidence.ts";
import { AAGUIDS, model, PASSKEYS, report, U2F_KEY_ID, withMetadata } from "../policy/knowledge.ts";
import { created, used } from "./graded.ts";

const statement = { format: "packed", path: ["leaf", "root"], keyId: null } as const;
const others: readonly AttestationVerdict[] = ["none", "self", "untrusted", "unchecked"];

describe("B13: a passkey is attested only where its path ends in an anchor", () => {
  test.each(others)("%s is none", (verdict) => {
    const grade = used("FIPS key", { attestation: { ...statement, verdict } }, withMetadata());
    expect(grade).toMatchObject({ attested: false, uv: "claimed", hardware: false });
    expect(grade.exportable).toBe("claimed-no");
    expect(grade.reasons).not.toContain("key_attested");
  });

  test("verified is, and the reasons say so", () => {
    const grade = used("FIPS key", {}, withMetadata());
    expect(grade).toMatchObject({ attested: true, exportable: "no", hardware: true });
    expect(grade.reasons).toEqual(["user_verified", "key_attested"]);
  });

  test("but not once its attestation key is lost, for its own batch", () => {
    const lost = (certificate: string | null) =>
      withMetadata({
        [AAGUIDS.fipsKey]: model(
          "FIPS140_CERTIFIED_L1",
          report("ATTESTATION_KEY_COMPROMISE", { certificate }),
        ),
      });
    for (const certificate of ["leaf", "root", null]) {
      const grade = used("FIPS key", {}, lost(certificate));
      expect(grade).toMatchObject({ attested: false, uv: "claimed", exportable: "claimed-no" });
      expect(grade.reasons).toContain("attestation_compromised");
    }
    expect(used("FIPS key", {}, lost("another batch"))).toMatchObject({ attested: true });
  });
});

describe("R17: whether the key can leave", () => {
  test("a synced one can, attested or not", () => {
    expect(used("platform").exportable).toBe("yes");
    expect(used("FIPS key", { synced: true }, withMetadata()).exportable).toBe("yes");
    expect(created("platform").exportable).toBe("yes");
  });

  test("a no is a claim, unless attestation proves the model", () => {
    expect(used("hardware key").exportable).toBe("claimed-no");
    expect(used("FIPS key", {}, withMetadata()).exportable).toBe("no");
  });

  test("and a claim again where its holder can extract it", () => {
    const knowledge = withMetadata({ [AAGUIDS.fipsKey]: model("USER_KEY_PHYSICAL_COMPROMISE") });
    const grade = used("FIPS key", {}, knowledge);
    expect(grade).toMatchObject({ exportable: "claimed-no", hardware: false, attested: true });
    expect(grade.reasons).toContain("model_key_extractable");
  });
});

describe("a key in hardware", () => {
  const attestation = (format: string) => ({ ...statement, format, verdict: "verified" as const });
  const software = { aaguid: AAGUIDS.software, synced: false } as const;

  test.each(["hardware", "tee", "secure_element"])("is one that %s protects", (protection) => {
    const facts = { ...model(), keyProtection: ["software", protection] };
    expect(used("FIPS key", {}, withMetadata({ [AAGUIDS.fipsKey]: facts })).hardware).toBe(true);
  });

  test.each(["software", "remote_handle"])("is none that %s protects", (protection) => {
    const facts = { ...model(), keyProtection: [protection] };
    const knowledge = withMetadata({ [AAGUIDS.fipsKey]: facts });
    expect(used("FIPS key", {}, knowledge).hardware).toBe(false);
  });

  test.each(["tpm", "android-key", "apple"])("is one of the format %s", (format) => {
    const traits = { ...software, attestation: attestation(format) };
    expect(used("unlisted AAGUID", traits, withMetadata()).hardware).toBe(true);
  });

  test("is none that is not attested, or that can leave", () => {
    expect(used("hardware key").hardware).toBe(false);
    const synced = { attestation: attestation("android-key"), synced: true };
    expect(used("platform", synced).hardware).toBe(false);
  });
});

describe("R18 B13: an attestation that does not cover the AAGUID says nothing of the model", () => {
  const u2f = {
    format: "fido-u2f",
    verdict: "verified",
    path: ["leaf"],
    keyId: U2F_KEY_ID,
  } as const;
  const forged = { aaguid: AAGUIDS.fipsKey, attestation: u2f, from: "claimed" } as const;

  test("a U2F key is of the model of its attestation key", () => {
    const honest = { attestation: u2f, from: "claimed", synced: false } as const;
    const { model: standing } = used("zero AAGUID", honest, withMetadata());
    expect(standing).toMatchObject({ description: "A model", fido: "L1", fips: 0 });
  });

  test("and stays so, whatever AAGUID its client wrote there", () => {
    const grade = used("zero AAGUID", { ...forged, synced: false }, withMetadata());
    expect(grade.model.fips).toBe(0);
    expect(grade.model.fido).toBe("L1");
  });

  test("a revoked U2F key hides behind no good AAGUID", () => {
    const revoked = withMetadata({ [U2F_KEY_ID]: model("REVOKED") });
    const grade = used("zero AAGUID", { ...forged, synced: false }, revoked);
    expect(grade.model.adverse).toEqual(new Set(["revoked"]));
  });
});

test("a grade names the ceremony, the account, the passkey and when", () => {
  const evidence = proof({ ...PASSKEYS.platform, credential: "two" });
  expect(used("platform", { credential: "two" })).toMatchObject({
    evidence: { kind: evidence.kind, credential: evidence.credential },
    method: "passkey",
    ceremony: "prove",
    account: ANN,
    credential: "two",
    at: NOW,
    phishingResistant: true,
    counterWentBack: false,
    provider: { name: "Platform" },
  });
  expect(created("platform")).toMatchObject({ ceremony: "enrol", counterWentBack: false });
});
