import { describe, expect, test } from "vitest";
import { assess, grade } from "../../src/assurance/assess.ts";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import { assuranceLevel } from "../../src/assurance/level.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { BEN, enrolment, NOW } from "../policy/evidence.ts";
import {
  AAGUIDS,
  KNOWLEDGE,
  model,
  report,
  U2F_KEY_ID,
  withMetadata,
} from "../policy/knowledge.ts";
import { external, link, mail, password, savedCode, sms, totp } from "../policy/others.ts";
import { shown } from "../policy/ask.ts";

const MDS = withMetadata();
const noUv = { userVerified: false } as const;

function level(evidence: readonly Evidence[], knowledge: Knowledge = MDS) {
  return assess(evidence, knowledge, NOW).aal;
}

describe("NIST SP 800-63B-4: the level of each combination", () => {
  test.each<[string, readonly Evidence[], number]>([
    ["nothing", [], 0],
    ["a synced passkey, UV=1", [shown("platform")], 2],
    ["a device-bound passkey, UV=1", [shown("hardware key")], 2],
    ["an attested key of a FIPS module, UV=1", [shown("FIPS key")], 3],
    ["the same, if it can be synced", [shown("FIPS key", { synced: true })], 2],
    ["an attested key of no FIPS module", [shown("FIDO L2 key")], 2],
    ["a passkey, UV=0", [shown("platform", noUv)], 1],
    ["a passkey, UV=0, and a password", [shown("platform", noUv), password()], 2],
    ["a FIPS key, UV=0, and a password", [shown("FIPS key", noUv), password()], 2],
    [
      "two passkeys, UV=0",
      [shown("platform", noUv), shown("vault", { ...noUv, credential: "b" })],
      1,
    ],
    ["a passkey, UV=0, and a one-time password", [shown("platform", noUv), totp()], 1],
    ["a passkey whose UV nobody asked for", [shown("platform", { asked: "preferred" })], 1],
    ["a passkey whose UV is new", [shown("platform", { uvInitialized: false })], 1],
    ["a passkey of a provider with a UV issue", [shown("platform with a UV issue")], 1],
    ["a password", [password()], 1],
    ["a one-time password", [totp()], 1],
    ["a password and a one-time password", [password(), totp()], 2],
    ["a password and a text message", [password(), sms()], 2],
    ["a text message and a one-time password", [sms(), totp()], 1],
    ["R27: a password and a mail code", [password(), mail()], 1],
    ["a password and a link by mail", [password(), link()], 1],
    ["a mail code", [mail()], 0],
    ["a link by mail", [link()], 0],
    ["a saved code", [savedCode()], 0],
    ["a password and a saved code", [password(), savedCode()], 1],
    ["an operator's word", [external("approval")], 0],
    ["a password and an operator's word", [password(), external("proofing")], 1],
    [
      "a password that a mailbox resets, and a text message",
      [password({ resetBy: ["a"] }), sms()],
      2,
    ],
    ["the same factor twice", [password(), password()], 1],
  ])("%s", (_, evidence, aal) => {
    expect(level(evidence)).toBe(aal);
    expect(level(evidence.toReversed())).toBe(aal);
  });

  test("AAL3 takes a module that is certified today, in hardware", () => {
    const ended = model(report("FIPS140_CERTIFIED_L1", { until: NOW }));
    expect(level([shown("FIPS key")], withMetadata({ [AAGUIDS.fipsKey]: ended }))).toBe(2);
    const software = { ...model("FIPS140_CERTIFIED_L1"), keyProtection: ["software"] };
    expect(level([shown("FIPS key")], withMetadata({ [AAGUIDS.fipsKey]: software }))).toBe(2);
  });

  test.each([
    ["REVOKED", 0],
    ["USER_KEY_REMOTE_COMPROMISE", 0],
    ["USER_VERIFICATION_BYPASS", 1],
    ["USER_KEY_PHYSICAL_COMPROMISE", 2],
    ["ATTESTATION_KEY_COMPROMISE", 2],
    ["NOBODY_KNOWS", 2],
    ["UPDATE_AVAILABLE", 3],
    ["RETIRED", 3],
  ])("R20: a FIPS key whose model is %s carries AAL%i", (status, aal) => {
    const facts = model("FIPS140_CERTIFIED_L1", status);
    const knowledge = withMetadata({ [AAGUIDS.fipsKey]: facts });
    expect(level([shown("FIPS key")], knowledge)).toBe(aal);
    expect(level([shown("FIPS key")])).toBe(3);
  });

  test("R27: a mailbox that resets the password is no second factor, nor its code", () => {
    const resettable = password({ resetBy: ["ann@example.org"] });
    expect(level([resettable, mail()])).toBe(1);
  });

  test("proofs of two people are no two factors of one", () => {
    expect(level([password(), totp({ account: BEN })])).toBe(1);
  });

  test("a U2F key whose flags its client wrote is no verified one", () => {
    const knowledge = withMetadata({ [U2F_KEY_ID]: model("FIPS140_CERTIFIED_L1") });
    const u2f = { format: "fido-u2f", verdict: "verified", path: ["leaf"] } as const;
    const created = (format: string) =>
      enrolment({
        synced: false,
        from: format === "fido-u2f" ? "claimed" : "attested",
        attestation: { ...u2f, format, keyId: U2F_KEY_ID },
      });
    expect(level([created("fido-u2f")], knowledge)).toBe(2);
    expect(level([created("packed")], knowledge)).toBe(3);
  });

  test("what is known and falls with what is had is no second factor", () => {
    const known = grade(password(), MDS, NOW);
    const had = grade(sms(), MDS, NOW);
    expect(assuranceLevel([known, had])).toBe(2);
    expect(assuranceLevel([{ ...known, roots: [...known.roots, ...had.roots] }, had])).toBe(1);
  });

  test("R17: without metadata nothing is AAL3", () => {
    expect(level([shown("FIPS key")], KNOWLEDGE)).toBe(2);
  });
});
