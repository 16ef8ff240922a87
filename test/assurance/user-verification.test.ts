import { describe, expect, test } from "vitest";
import { UV_GRADES } from "../../src/assurance/assurance.ts";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import type { Traits } from "../policy/evidence.ts";
import { AAGUIDS, type PasskeyName, model, withMetadata } from "../policy/knowledge.ts";
import { created, used } from "./graded.ts";

const bypassed = withMetadata({
  [AAGUIDS.fipsKey]: model("FIPS140_CERTIFIED_L1", "USER_VERIFICATION_BYPASS"),
});
const MULTI = ["have", "know-or-are"];
const SINGLE = ["have"];

describe("R01 B1: what user verification is worth, and how many factors it makes", () => {
  test.each<
    [string, PasskeyName, Traits, Knowledge | undefined, string, readonly string[], string]
  >([
    [
      "not set",
      "platform",
      { userVerified: false },
      undefined,
      "none",
      SINGLE,
      "user_verification_missing",
    ],
    [
      "of a model open to malware",
      "FIPS key",
      {},
      bypassed,
      "bypassed",
      SINGLE,
      "user_verification_bypassed",
    ],
    [
      "set though only preferred",
      "platform",
      { asked: "preferred" },
      undefined,
      "unasked",
      SINGLE,
      "user_verification_unasked",
    ],
    [
      "new with this ceremony",
      "platform",
      { uvInitialized: false },
      undefined,
      "unbacked",
      SINGLE,
      "user_verification_unbacked",
    ],
    [
      "of a provider with a known issue",
      "vault with a second step and a UV issue",
      {},
      undefined,
      "known-issue",
      SINGLE,
      "user_verification_known_issue",
    ],
    [
      "of a platform with a known issue",
      "platform with a UV issue",
      {},
      undefined,
      "known-issue",
      SINGLE,
      "user_verification_known_issue",
    ],
    ["claimed", "platform", {}, undefined, "claimed", MULTI, "user_verified"],
    ["of an attested model", "FIPS key", {}, withMetadata(), "attested", MULTI, "user_verified"],
  ])("%s", (_, kind, traits, knowledge, uv, factors, reason) => {
    const grade = used(kind, traits, knowledge);
    expect(grade.uv).toBe(uv);
    expect(grade.factors).toEqual(factors);
    expect(grade.reasons[0]).toBe(reason);
  });

  test("the grades stand in order, worst first", () => {
    expect(UV_GRADES).toEqual([
      "none",
      "bypassed",
      "unasked",
      "unbacked",
      "known-issue",
      "claimed",
      "attested",
    ]);
  });

  test("of several defects the worst counts", () => {
    const all = { asked: "preferred", uvInitialized: false } as const;
    const known = "vault with a second step and a UV issue";
    expect(used("FIPS key", { ...all, userVerified: false }, bypassed).uv).toBe("none");
    expect(used("FIPS key", all, bypassed).uv).toBe("bypassed");
    expect(used(known, all).uv).toBe("unasked");
    expect(used(known, { uvInitialized: false }).uv).toBe("unbacked");
  });

  test("B2: what a passkey has when it is created is its first word, and is not unbacked", () => {
    expect(created("platform").uv).toBe("claimed");
    expect(created("platform", { userVerified: false }).uv).toBe("none");
    expect(used("platform", { userVerified: false, uvInitialized: false }).uv).toBe("none");
  });

  test("R42: a passkey that was created without asking anybody is one factor, whatever it claims", () => {
    const silent = { mediation: "conditional", userPresent: false } as const;
    expect(created("platform", { ...silent, userVerified: false }).factors).toEqual(SINGLE);
    expect(created("platform", silent).factors).toEqual(SINGLE);
  });

  test("a flag that nobody signed makes no attested verification, whatever its path proves", () => {
    // WebAuthn L3 section 8.6: a U2F statement does not cover the flags.
    const u2f = { format: "fido-u2f", verdict: "verified", path: ["leaf"], keyId: null } as const;
    const grade = created("zero AAGUID", { attestation: u2f, from: "claimed", synced: false });
    expect(grade.uv).not.toBe("attested");
  });
});
