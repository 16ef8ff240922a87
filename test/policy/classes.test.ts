import { describe, expect, test } from "vitest";
import { UV_GRADES } from "../../src/assurance/assurance.ts";
import type { FidoLevel } from "../../src/assurance/model-standing.ts";
import type { PasskeyClass } from "../../src/policy/policy.ts";
import { classShortfall, isInClass } from "../../src/policy/satisfies.ts";
import { weigh } from "../../src/policy/weigh.ts";
import { grade } from "../../src/assurance/assess.ts";
import { used } from "../assurance/graded.ts";
import { presetNamed } from "./ask.ts";
import { NOW, type Traits } from "./evidence.ts";
import { AAGUIDS, KNOWLEDGE, model, type PasskeyName, withMetadata } from "./knowledge.ts";
import { password } from "./others.ts";

const balanced = presetNamed("balanced");
const ANY: PasskeyClass = {
  name: "any",
  userVerification: "none",
  keepers: ["platform", "hardware-key", "vault", "unknown"],
  vaultSecondStep: false,
  attested: false,
  deviceBound: false,
  certified: null,
};
const MDS = withMetadata();

function lacks(kind: PasskeyName, asked: Partial<PasskeyClass>, traits: Traits = {}, world = MDS) {
  return classShortfall(weigh(balanced, used(kind, traits, world)), { ...ANY, ...asked });
}

describe("a class takes every passkey that is at least this", () => {
  test("by the worth of its user verification", () => {
    for (const [index, userVerification] of UV_GRADES.entries()) {
      const claimed = lacks("platform", { userVerification });
      expect(claimed).toBe(index <= UV_GRADES.indexOf("claimed") ? null : "userVerification");
      expect(lacks("FIPS key", { userVerification })).toBe(null);
      const none = lacks("platform", { userVerification }, { userVerified: false });
      expect(none).toBe(index === 0 ? null : "userVerification");
    }
  });

  test("by its keeper", () => {
    expect(lacks("platform", { keepers: ["platform"] })).toBe(null);
    expect(lacks("platform", { keepers: ["hardware-key", "vault", "unknown"] })).toBe("keepers");
    expect(lacks("zero AAGUID", { keepers: ["unknown"] })).toBe(null);
  });

  test("by its vault's second step, which nobody but a vault needs", () => {
    const asked = { vaultSecondStep: true };
    expect(lacks("vault", asked)).toBe("vaultSecondStep");
    expect(lacks("vault with a second step", asked)).toBe(null);
    expect(lacks("platform", asked)).toBe(null);
    expect(lacks("zero AAGUID", asked)).toBe(null);
  });

  test("by its attestation", () => {
    expect(lacks("platform", { attested: true })).toBe("attested");
    expect(lacks("FIPS key", { attested: true })).toBe(null);
  });

  test("R17: by whether its key can leave", () => {
    expect(lacks("platform", { deviceBound: true })).toBe("deviceBound");
    expect(lacks("hardware key", { deviceBound: true })).toBe(null);
    expect(lacks("FIPS key", { deviceBound: true }, { synced: true })).toBe("deviceBound");
    const extractable = withMetadata({ [AAGUIDS.fipsKey]: model("USER_KEY_PHYSICAL_COMPROMISE") });
    const kept = { keepers: ANY.keepers, deviceBound: true };
    const weighed = { ...weigh(balanced, used("FIPS key", {}, extractable)), refused: false };
    expect(classShortfall(weighed, { ...ANY, ...kept })).toBe("deviceBound");
  });

  test("by one of the certificates that are asked for, of a model that attestation proves", () => {
    const certified = (fips: number | null, fido: FidoLevel | null) => ({
      certified: { fips, fido },
    });
    expect(lacks("FIPS key", certified(1, null))).toBe(null);
    expect(lacks("FIPS key", certified(2, null))).toBe("certified");
    expect(lacks("FIPS key", certified(null, "L1"))).toBe(null);
    expect(lacks("FIPS key", certified(null, "L2"))).toBe("certified");
    expect(lacks("FIPS key", certified(2, "L1"))).toBe(null);
    expect(lacks("FIDO L2 key", certified(1, "L2"))).toBe(null);
    expect(lacks("FIDO L2 key", certified(1, "L1plus"))).toBe(null);
    expect(lacks("FIDO L2 key", certified(1, "L2plus"))).toBe("certified");
    expect(lacks("FIDO L2 key", certified(1, null))).toBe("certified");
    const claim = { attestation: { verdict: "none" } } as const;
    expect(lacks("FIPS key", certified(1, "L1"), claim)).toBe("certified");
    expect(lacks("platform", certified(1, "L1"))).toBe("certified");
  });

  test("nothing but a passkey is in one", () => {
    const secret = weigh(balanced, grade(password(), KNOWLEDGE, NOW));
    expect(classShortfall(secret, ANY)).toBe("keepers");
    expect(isInClass(secret, ANY)).toBe(false);
    expect(isInClass(weigh(balanced, used("platform")), ANY)).toBe(true);
  });
});
