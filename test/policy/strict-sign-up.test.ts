import { describe, expect, test } from "vitest";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { ask, optionsOf } from "./ask.ts";
import { enrolment, type Traits } from "./evidence.ts";
import { PASSKEYS, type PasskeyName, withMetadata } from "./knowledge.ts";
import { link, mail, OTHER_ADDRESS, sms } from "./others.ts";

/** DESIGN section 4, column `strict`: signing up. */

const MDS = withMetadata();
const newKey = (kind: PasskeyName, traits: Traits = {}) =>
  enrolment({ ...PASSKEYS[kind], credential: `new ${kind}`, ...traits });

function signUp(...evidence: readonly Evidence[]) {
  return ask("sign-up", evidence, { policy: "strict", knowledge: MDS });
}

describe("strict: a new account has two passkeys of different kind and two channels", () => {
  const channels = [mail(), mail({ address: OTHER_ADDRESS })];

  test.each<[PasskeyName, PasskeyName]>([
    ["platform", "hardware key"],
    ["platform", "vault with a second step"],
    ["hardware key", "vault with a second step"],
    ["platform", "vault"],
    ["hardware key", "vault"],
    ["platform", "zero AAGUID"],
    ["FIPS key", "platform"],
  ])("%s and %s", (one, other) => {
    const created = [newKey(one), newKey(other)];
    expect(signUp(...channels, ...created).answer).toBe("allow");
    expect(signUp(mail(), sms(), ...created).answer).toBe("allow");
    expect(signUp(mail(), ...created).answer).toBe("need");
    expect(signUp(...channels, newKey(one)).answer).toBe("need");
  });

  test.each<[PasskeyName, PasskeyName]>([
    ["platform", "platform"],
    ["hardware key", "FIPS key"],
    ["vault", "vault with a second step"],
    ["vault", "another vault"],
    ["vault", "zero AAGUID"],
  ])("not %s and %s", (one, other) => {
    const created = [newKey(one), newKey(other, { credential: "other" })];
    expect(signUp(...channels, ...created).answer).toBe("need");
  });

  test("one address twice is one channel, and a link is none", () => {
    const created = [newKey("platform"), newKey("hardware key")];
    expect(signUp(mail(), mail(), ...created).answer).toBe("need");
    expect(signUp(mail(), link({ address: OTHER_ADDRESS }), ...created).answer).toBe("need");
    expect(optionsOf(signUp()).toSorted()).toEqual([
      "prove email-code+email-code",
      "prove email-code+sms-code",
    ]);
  });
});
