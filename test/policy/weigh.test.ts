import { describe, expect, test } from "vitest";
import type { PasskeyClass } from "../../src/policy/policy.ts";
import { satisfies } from "../../src/policy/satisfies.ts";
import { type Weighed, weigh } from "../../src/policy/weigh.ts";
import { plusSeconds } from "../../src/base/time.ts";
import { grade } from "../../src/assurance/assess.ts";
import { created, used } from "../assurance/graded.ts";
import { balancedWith, presetNamed } from "./ask.ts";
import { NOW, type Traits } from "./evidence.ts";
import { KNOWLEDGE, type PasskeyName, withMetadata } from "./knowledge.ts";
import { external, password } from "./others.ts";

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

describe("what a proof is in the eyes of a policy", () => {
  const doubting = balancedWith({ assumptions: { honestClients: false, vaults: true } });
  const weighed = (kind: PasskeyName, traits: Traits = {}, policy = balanced) =>
    weigh(policy, used(kind, traits, MDS));

  test("R14: whoever is not believed is in a vault that nobody knows", () => {
    expect(weighed("platform", {}, doubting)).toMatchObject({
      keeper: "unknown",
      roots: ["passkey:one", "vault:?"],
    });
    expect(weighed("FIPS key", {}, doubting)).toMatchObject({
      keeper: "hardware-key",
      roots: ["passkey:one"],
    });
    const vault = weighed("vault with a second step", {}, doubting);
    expect(vault).toMatchObject({ keeper: "unknown", vaultSecondStep: false });
    expect(weighed("vault with a second step").vaultSecondStep).toBe(true);
    expect(weighed("vault").vaultSecondStep).toBe(false);
    expect(weighed("zero AAGUID").vaultSecondStep).toBe(false);
  });

  test("R41 B16: a counter that went back is recorded, is one step less, or refuses", () => {
    const of = (counterWentBack: "record" | "one-step" | "refuse", synced: boolean) => {
      const { refused, uv } = weigh(
        balancedWith({ counterWentBack }),
        used("hardware key", { wentBack: true, synced }),
      );
      return { refused, uv };
    };
    expect(of("record", false)).toEqual({ refused: false, uv: "claimed" });
    expect(of("one-step", false)).toEqual({ refused: false, uv: "unbacked" });
    expect(of("refuse", false)).toMatchObject({ refused: true });
    // A synced passkey is in several places by design.
    for (const rule of ["record", "one-step", "refuse"] as const) {
      expect(of(rule, true)).toEqual({ refused: false, uv: "claimed" });
    }
  });

  test("a passkey that is new is one step of two, and no better than it was", () => {
    const settlesAt = plusSeconds(NOW, 1);
    expect(weighed("platform", { settlesAt }).uv).toBe("unbacked");
    expect(weighed("platform", { settlesAt, userVerified: false }).uv).toBe("none");
    expect(weighed("platform", { settlesAt, asked: "preferred" }).uv).toBe("unasked");
  });

  test("no other method has a keeper or a verification", () => {
    expect(weigh(balanced, grade(password(), KNOWLEDGE, NOW))).toMatchObject({
      refused: false,
      roots: ["password"],
      uv: "none",
      keeper: "unknown",
      vaultSecondStep: false,
    });
  });
});

describe("a term is met", () => {
  const term = {
    ceremony: "prove",
    method: "passkey",
    classes: [
      { ...ANY, userVerification: "claimed" },
      { ...ANY, keepers: ["vault"] },
    ],
    assertion: null,
    maxAgeSeconds: 60,
  } as const;
  const one = (kind: PasskeyName, traits: Traits = {}): Weighed =>
    weigh(balanced, used(kind, traits));

  test("by a proof in one of its classes, of its ceremony, and young enough", () => {
    expect(satisfies(one("platform"), term, NOW)).toBe(true);
    expect(satisfies(one("vault", { userVerified: false }), term, NOW)).toBe(true);
    expect(satisfies(one("platform", { userVerified: false }), term, NOW)).toBe(false);
    expect(satisfies(weigh(balanced, created("platform")), term, NOW)).toBe(false);
    expect(satisfies(one("platform"), term, plusSeconds(NOW, 60))).toBe(true);
    expect(satisfies(one("platform"), term, plusSeconds(NOW, 61))).toBe(false);
    const ageless = { ...term, maxAgeSeconds: null };
    expect(satisfies(one("platform"), ageless, plusSeconds(NOW, 1e9))).toBe(true);
  });

  test("by nothing that is refused", () => {
    expect(satisfies({ ...one("platform"), refused: true }, term, NOW)).toBe(false);
  });

  test("of somebody's word by that very word", () => {
    const word = weigh(balanced, grade(external("approval"), KNOWLEDGE, NOW));
    const asked = { ...term, method: "external", classes: [], maxAgeSeconds: null } as const;
    expect(satisfies(word, { ...asked, assertion: "approval" }, NOW)).toBe(true);
    expect(satisfies(word, { ...asked, assertion: "proofing" }, NOW)).toBe(false);
    const secret = weigh(balanced, grade(password(), KNOWLEDGE, NOW));
    expect(satisfies(secret, { ...asked, method: "password" }, NOW)).toBe(true);
    expect(satisfies(secret, { ...asked, method: "totp" }, NOW)).toBe(false);
  });
});
