import { describe, expect, test } from "vitest";
import {
  type PasskeyRecord,
  verifyAuthentication,
  verifyRegistration,
} from "../../../src/methods/passkey/public.ts";
import {
  type AuthenticatorOptions,
  createAuthenticator,
  type CreateCircumstances,
  type Lie,
} from "../../../src/testing/public.ts";
import { creationOptions, ORIGIN, requestOptions, RP_ID } from "../../testing/fixtures.ts";

const NOW = new Date("2026-06-01T00:00:00Z");
const shared = { rpId: RP_ID, origins: [ORIGIN], userVerification: "preferred", now: NOW } as const;

/** One passkey, its record as it is stored, and ceremonies that write it anew. */
function passkey(options: AuthenticatorOptions = {}, more: Partial<CreateCircumstances> = {}) {
  const authenticator = createAuthenticator(options);
  const creation = creationOptions();
  const { mediation } = more;
  const registered = verifyRegistration({
    response: authenticator.create(creation, { origin: ORIGIN, ...more }),
    expected: { ...shared, challenge: creation.challenge, mediation },
  });
  if (!registered.ok) throw new Error(registered.code);
  let record: PasskeyRecord = registered.credential;
  return {
    authenticator,
    id: record.id,
    stored: registered.credential,
    record: () => record,
    /** The code, or what the record is afterwards. */
    signIn(lie: Lie = {}, counterPolicy: "refuse" | "record" = "refuse") {
      const request = requestOptions({ allowCredentials: [{ type: "public-key", id: record.id }] });
      const result = verifyAuthentication({
        response: authenticator.get(request, { origin: ORIGIN, lie }),
        credential: record,
        expected: { ...shared, challenge: request.challenge, counterPolicy },
      });
      if (!result.ok) return result.code;
      record = result.credential;
      return record;
    },
  };
}

describe("WebAuthn L3 section 7.1 step 27: what a registration stores", () => {
  test("uvInitialized is UV, and nothing else makes it true", () => {
    expect(passkey().stored.uvInitialized).toBe(true);
    const touched = passkey({ kind: "security-key", userVerified: false });
    expect(touched.stored.uvInitialized).toBe(false);
    expect(passkey({}, { mediation: "conditional" }).stored.uvInitialized).toBe(false);
  });

  test("BE and BS as they are", () => {
    const flags = (backupEligible: boolean, backedUp: boolean) =>
      passkey({ backupEligible, backedUp }).stored;
    expect(flags(true, true)).toMatchObject({ backupEligible: true, backedUp: true });
    expect(flags(true, false)).toMatchObject({ backupEligible: true, backedUp: false });
    expect(flags(false, false)).toMatchObject({ backupEligible: false, backedUp: false });
  });

  test("the counter that it begins with", () => {
    expect(passkey().stored.counter).toBe(0);
    expect(passkey({}, { lie: { signCount: 41 } }).stored.counter).toBe(41);
  });

  test("transports as they came, those that nobody knows too", () => {
    const transports = ["usb", "nfc", "smart-card", "warp", "usb"];
    expect(passkey({ transports }).stored.transports).toEqual(transports);
    expect(passkey({ transports: [] }).stored.transports).toEqual([]);
  });
});

describe("WebAuthn L3 section 7.2 step 24: what an authentication stores", () => {
  test("the counter of each, one after the other", () => {
    const key = passkey({ kind: "security-key" });
    expect([key.signIn(), key.signIn(), key.signIn()]).toMatchObject([
      { counter: 1 },
      { counter: 2 },
      { counter: 3 },
    ]);
    expect(passkey().signIn()).toMatchObject({ counter: 0 });
  });

  test("BS as it is now: backed up, and no longer", () => {
    const synced = passkey({ backedUp: false });
    expect(synced.signIn()).toMatchObject({ backedUp: false });
    synced.authenticator.change(synced.id, { backedUp: true });
    expect(synced.signIn()).toMatchObject({ backupEligible: true, backedUp: true });
    synced.authenticator.change(synced.id, { backedUp: false });
    expect(synced.signIn()).toMatchObject({ backupEligible: true, backedUp: false });
  });

  test("uvInitialized stays false, whatever UV says: another factor has to vouch (R43)", () => {
    const made = passkey({}, { mediation: "conditional" });
    expect(made.signIn()).toMatchObject({ uvInitialized: false });
    expect(made.signIn()).toMatchObject({ uvInitialized: false });
  });

  test("uvInitialized stays true, though UV was left out once", () => {
    const synced = passkey();
    synced.authenticator.setUserVerified(false);
    expect(synced.signIn()).toMatchObject({ uvInitialized: true });
  });

  test("transports, name and whatever else the record holds are left as they are", () => {
    const key = passkey({ kind: "security-key", transports: ["usb", "warp"] });
    expect(key.signIn()).toMatchObject({ transports: ["usb", "warp"], aaguid: key.stored.aaguid });
  });

  test("nothing, where it is refused", () => {
    const key = passkey({ kind: "security-key" });
    key.signIn();
    const before = key.record();
    const flip = (truth: Uint8Array) => truth.map((byte, at) => (at === 9 ? byte ^ 1 : byte));
    expect(key.signIn({ signature: flip })).toBe("signature_invalid");
    expect(key.signIn({ signCount: 1 })).toBe("counter_went_back");
    expect(key.signIn({ flags: { BE: true } })).toBe("backup_eligibility_changed");
    expect(key.record()).toBe(before);
    // The key stepped three times meanwhile; its next answer goes on from there.
    expect(key.signIn()).toMatchObject({ counter: 5 });
  });
});
