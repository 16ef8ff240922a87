import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { account } from "./accounts.ts";
import { type Asking, ask, codesOf, optionsOf, presetNamed, shown } from "./ask.ts";
import { enrolment, NOW, type Traits } from "./evidence.ts";
import {
  AAGUIDS,
  KNOWLEDGE,
  model,
  PASSKEYS,
  type PasskeyName,
  withMetadata,
} from "./knowledge.ts";
import { external, mail, newAddress, OTHER_ADDRESS, password, sms, totp } from "./others.ts";

/** DESIGN section 4, column `regulated`. */

const MDS = withMetadata();
const two = account({ passkeys: ["FIPS key", "FIDO L2 key"], channels: 2, knowledge: MDS });
const newKey = (kind: PasskeyName, traits: Traits = {}) =>
  enrolment({ ...PASSKEYS[kind], credential: `new ${kind}`, ...traits });
const early = (seconds: number) => ({ at: plusSeconds(NOW, -seconds) });

function regulated(name: string, evidence: readonly Evidence[], asking: Asking = {}) {
  const params = { credential: "two" };
  return ask(name, evidence, {
    policy: "regulated",
    knowledge: MDS,
    account: two,
    params,
    ...asking,
  });
}

test("regulated: nothing is assumed, and an attestation is asked for and required", () => {
  const policy = presetNamed("regulated");
  expect(policy.assumptions).toEqual({ honestClients: false, vaults: false });
  expect(policy.attestation).toEqual({ ask: "always", unattested: "refuse" });
  expect(policy.session).toEqual({ idleSeconds: 900, absoluteSeconds: 12 * 3600 });
  expect(policy.counterWentBack).toBe("refuse");
  expect(policy.source.invariants).toHaveLength(5);
  // Proofing alone brings somebody back, and a key is nothing without its PIN.
  expect(policy.source.invariants).not.toContain("recovery-not-weaker");
  expect(policy.source.danger).toEqual({});
});

describe("regulated: signing in", () => {
  test("takes an attested key that stays, of FIPS 140 L1 or FIDO L2 and more", () => {
    for (const status of [
      "FIPS140_CERTIFIED_L1",
      "FIPS140_CERTIFIED_L4",
      "FIDO_CERTIFIED_L2",
      "FIDO_CERTIFIED_L2plus",
      "FIDO_CERTIFIED_L3plus",
    ]) {
      const knowledge = withMetadata({ [AAGUIDS.fipsKey]: model(status) });
      expect(regulated("sign-in", [shown("FIPS key")], { knowledge }).answer).toBe("allow");
    }
    for (const status of [
      "FIDO_CERTIFIED",
      "FIDO_CERTIFIED_L1",
      "FIDO_CERTIFIED_L1plus",
      "NOT_FIDO_CERTIFIED",
    ]) {
      const knowledge = withMetadata({ [AAGUIDS.fipsKey]: model(status) });
      expect(regulated("sign-in", [shown("FIPS key")], { knowledge }).answer).not.toBe("allow");
    }
  });

  test.each<[string, PasskeyName, Traits]>([
    ["R17: one that can be synced", "FIPS key", { synced: true }],
    ["B13: one that only says what it is", "FIPS key", { attestation: { verdict: "none" } }],
    ["B13: one that attests itself", "FIPS key", { attestation: { verdict: "self" } }],
    ["one whose anchor nobody knows", "FIPS key", { attestation: { verdict: "untrusted" } }],
    ["one without user verification", "FIPS key", { userVerified: false }],
    ["B2: one whose user verification is new", "FIPS key", { uvInitialized: false }],
    ["one that is new", "FIPS key", { settlesAt: plusSeconds(NOW, 1) }],
    ["B16: one whose counter went back", "FIPS key", { wentBack: true }],
    ["a platform's", "platform", {}],
    ["a key by its AAGUID", "hardware key", {}],
  ])("%s is refused", (_, kind, traits) => {
    const given = [shown(kind, traits), password(), sms(), totp()];
    expect(regulated("sign-in", given).answer).not.toBe("allow");
  });

  test("without metadata nobody is admitted, and the answer is no promise", () => {
    const bare = account({ passkeys: ["FIPS key", "FIDO L2 key"] });
    const asking = { knowledge: KNOWLEDGE, account: bare };
    expect(regulated("sign-in", [shown("FIPS key")], asking).answer).toBe("refuse");
    expect(codesOf(regulated("sign-in", [], asking))).toEqual(["no_way_to_meet"]);
  });
});

describe("regulated: a new account", () => {
  const proofing = external("proofing");
  const keys = [newKey("FIPS key"), newKey("FIDO L2 key")];
  const channels = [mail(), mail({ address: OTHER_ADDRESS })];
  const signUp = (...evidence: readonly Evidence[]) =>
    regulated("sign-up", evidence, { account: null });

  test("begins with proofing, and ends with two attested keys", () => {
    expect(signUp(...channels, proofing, ...keys).answer).toBe("allow");
    expect(signUp(...channels, ...keys).answer).toBe("need");
    expect(signUp(proofing, ...keys).answer).toBe("need");
    expect(optionsOf(signUp(...channels, proofing))).toContain("enrol passkey+passkey");
    expect(signUp(...channels, proofing, newKey("FIPS key")).answer).toBe("need");
    expect(signUp(...channels, external("approval"), ...keys).answer).toBe("need");
  });

  test("has as many channels as its rules will tell", () => {
    const { actions } = presetNamed("regulated");
    const proved = (actions.get("sign-up") ?? []).map(
      ({ terms }) =>
        terms.filter(({ method }) => ["email-code", "sms-code"].includes(method)).length,
    );
    const told = [...actions.values()].flat().map(({ notices }) => notices);
    expect(Math.min(...proved)).toBeGreaterThanOrEqual(Math.max(...told));
  });
});

describe("regulated: everything else", () => {
  const proofing = (traits = {}) => external("proofing", traits);

  test("a key is enrolled with an existing one, or with proofing, within five minutes", () => {
    const created = newKey("FIDO L2 key");
    for (const by of [shown("FIPS key"), proofing()]) {
      expect(regulated("enrol:passkey", [by, created]).answer).toBe("allow");
    }
    for (const by of [shown("FIPS key", early(301)), proofing(early(301)), external("approval")]) {
      expect(regulated("enrol:passkey", [by, created]).answer).toBe("need");
    }
    expect(regulated("enrol:passkey", [proofing(), newKey("platform")]).answer).toBe("need");
  });

  test("keys and addresses are changed the same way", () => {
    for (const name of ["remove:passkey", "lift:passkey", "change:email"]) {
      const answer = (piece: Evidence) => regulated(name, [piece, newAddress()]).answer;
      expect(answer(shown("FIPS key"))).toBe("allow");
      expect(answer(proofing())).toBe("allow");
      expect(answer(proofing(early(301)))).toBe("need");
      expect(answer(shown("platform"))).toBe("need");
    }
    expect(regulated("change:email", [shown("FIPS key")]).answer).toBe("need");
  });

  test("recovery is proofing again, and nothing else", () => {
    expect(regulated("recover", [proofing(), newKey("FIPS key")]).answer).toBe("allow");
    expect(regulated("recover", [shown("FIPS key"), newKey("FIDO L2 key")]).answer).toBe("need");
    const [only, ...more] = presetNamed("regulated").actions.get("recover") ?? [];
    expect(more).toEqual([]);
    expect(only?.notices).toBe(1);
  });

  test("one key suspends and renames", () => {
    for (const name of ["suspend:passkey", "rename:passkey"]) {
      expect(regulated(name, [shown("FIPS key")]).answer).toBe("allow");
      expect(regulated(name, [proofing()]).answer).toBe("need");
    }
  });
});
