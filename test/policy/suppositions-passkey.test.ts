import { describe, expect, test } from "vitest";
import { ZERO_AAGUID } from "../../src/base/ids.ts";
import { plusSeconds } from "../../src/base/time.ts";
import { fact } from "../../src/evidence/provenance.ts";
import { recordOf, supposedEnrolment, supposedUse } from "../../src/policy/suppositions-passkey.ts";
import type { PasskeyTraits } from "../../src/policy/suppositions-schema.ts";
import { NOW } from "./evidence.ts";
import { AAGUIDS, KNOWLEDGE } from "./knowledge.ts";

const DAY = 86_400;
const at = plusSeconds(NOW, -60);
const occasion = { credential: "one", at, now: NOW };
const created = (traits: PasskeyTraits = {}) => supposedEnrolment(traits, KNOWLEDGE, occasion);
const shown = (traits: PasskeyTraits = {}) => supposedUse(traits, KNOWLEDGE, occasion);

describe("how a passkey that is supposed came into being", () => {
  test("of which nothing is said: at its best, in a vault that nobody knows", () => {
    expect(created()).toEqual({
      kind: "passkey",
      ceremony: "enrol",
      account: "somebody",
      at,
      credential: "one",
      rpId: "example.org",
      origin: fact("https://example.org", "claimed"),
      crossOrigin: fact(false, "claimed"),
      topOrigin: fact(null, "claimed"),
      userVerificationAsked: "required",
      userPresent: fact(true, "signed"),
      userVerified: fact(true, "signed"),
      backupEligible: fact(true, "signed"),
      backedUp: fact(true, "signed"),
      signCount: fact(0, "signed"),
      attachment: fact("cross-platform", "claimed"),
      authenticatorExtensions: fact([], "signed"),
      aaguid: fact(ZERO_AAGUID, "claimed"),
      algorithm: -7,
      transports: fact(["internal"], "claimed"),
      discoverable: fact(true, "claimed"),
      attestation: { format: "none", verdict: "none", path: [], keyId: null },
      mediation: "modal",
    });
  });

  test("attested: by its own statement, which covers what it says", () => {
    const key = created({ provider: "Key", attested: true });
    expect(key).toMatchObject({
      aaguid: fact(AAGUIDS.hardwareKey, "attested"),
      userVerified: fact(true, "attested"),
      transports: fact(["usb"], "claimed"),
      attachment: fact("cross-platform", "claimed"),
      attestation: { format: "packed", verdict: "verified", path: [], keyId: null },
    });
    expect(created({ provider: "Platform", attested: true })).toMatchObject({
      attachment: fact("platform", "claimed"),
      transports: fact(["internal"], "claimed"),
      attestation: { format: "tpm", verdict: "verified" },
    });
    const said = { provider: "Platform", attested: true, format: "apple" };
    expect(created(said).attestation.format).toBe("apple");
  });

  test.each<[PasskeyTraits, boolean]>([
    [{}, true],
    [{ provider: "Vault" }, true],
    [{ provider: "Platform" }, true],
    [{ provider: "Platform", attested: true }, false],
    [{ provider: "Key" }, false],
    [{ provider: "Key", synced: true }, true],
    [{ provider: "Vault", synced: false }, false],
  ])("synced as its keeper has it, unless it is said: %j", (traits, synced) => {
    expect(created(traits).backupEligible.value).toBe(synced);
    expect(created(traits).backedUp.value).toBe(synced);
  });

  test("as it was asked, and verified or not", () => {
    const careless = created({ userVerified: false, asked: "preferred" });
    expect(careless.userVerified.value).toBe(false);
    expect(careless.userVerificationAsked).toBe("preferred");
  });
});

describe("how it is used", () => {
  test("now, of a passkey that was created a month before as it had to be", () => {
    const use = shown({ asked: "preferred", userVerified: false });
    expect(use).toMatchObject({
      ceremony: "prove",
      at,
      credential: "one",
      userVerificationAsked: "preferred",
      userPresent: fact(true, "signed"),
      userVerified: fact(false, "signed"),
      counter: "unsupported",
    });
    expect(use.enrolment.at).toBe(plusSeconds(at, -30 * DAY));
    expect(use.enrolment.userVerificationAsked).toBe("required");
    expect(shown().userVerified).toEqual(fact(true, "signed"));
    expect(shown().userVerificationAsked).toBe("required");
    expect(shown({ counterWentBack: true }).counter).toBe("went-back");
    expect(shown({ counterWentBack: false }).counter).toBe("unsupported");
  });

  test.each<[PasskeyTraits, object]>([
    [{}, { uvInitialized: true, settlesAt: null }],
    [{ settled: true }, { uvInitialized: true, settlesAt: null }],
    [{ settled: false }, { uvInitialized: true, settlesAt: plusSeconds(NOW, DAY) }],
    [{ userVerified: false }, { uvInitialized: false, settlesAt: null }],
    [
      { userVerified: false, uvInitialized: true },
      { uvInitialized: true, settlesAt: null },
    ],
    [{ uvInitialized: false }, { uvInitialized: false, settlesAt: null }],
  ])("its record of %j says %j", (traits, record) => {
    expect(recordOf(traits, NOW)).toEqual(record);
    expect(shown(traits)).toMatchObject(record);
  });
});
