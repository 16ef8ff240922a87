import { encode } from "cborg";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat } from "../../../src/base/bytes.ts";
import { parseAuthenticatorData } from "../../../src/methods/passkey/authenticator-data.ts";
import { attested, authenticatorData, FLAGS, PUBLIC_KEY } from "./make.ts";

const { UP, UV, BE, BS, AT, ED } = FLAGS;
const EXTENSIONS = encode({ credProtect: 2, "hmac-secret": true });
const WHOLE = authenticatorData(UP | AT | ED, 5, concat(attested(), EXTENSIONS));

describe("authenticator data is read", () => {
  test("with every flag on its own", () => {
    const none = {
      userPresent: false,
      userVerified: false,
      backupEligible: false,
      backedUp: false,
    };
    const of = (flags: number) => {
      const parsed = parseAuthenticatorData(authenticatorData(flags));
      return parsed.ok ? parsed.value.flags : parsed;
    };
    expect(of(0)).toEqual(none);
    expect(of(UP)).toEqual({ ...none, userPresent: true });
    expect(of(UV)).toEqual({ ...none, userVerified: true });
    expect(of(BE)).toEqual({ ...none, backupEligible: true });
    expect(of(BS)).toEqual({ ...none, backedUp: true });
  });

  test("with reserved bits, which are ignored", () => {
    expect(parseAuthenticatorData(authenticatorData(0x02 | 0x20)).ok).toBe(true);
  });

  test("with the largest counter, unsigned", () => {
    const parsed = parseAuthenticatorData(authenticatorData(UP, 0xffff_ffff));
    expect(parsed.ok && parsed.value.signCount).toBe(4_294_967_295);
  });

  test("with a credential and extensions", () => {
    const parsed = parseAuthenticatorData(WHOLE);
    expect(parsed).toMatchObject({
      ok: true,
      value: { extensions: ["credProtect", "hmac-secret"] },
    });
    if (!parsed.ok) return;
    expect(parsed.value.attested?.credentialId).toEqual(new Uint8Array(32).fill(9));
    expect(parsed.value.attested?.aaguid).toEqual(new Uint8Array(16));
    expect(parsed.value.attested?.publicKey).toEqual(new Uint8Array(PUBLIC_KEY));
  });

  test("as a view into a larger buffer", () => {
    const buffer = concat(new Uint8Array(3), WHOLE);
    const parsed = parseAuthenticatorData(buffer.subarray(3));
    expect(parsed.ok && parsed.value.signCount).toBe(5);
  });

  test("with an empty map of extensions", () => {
    expect(parseAuthenticatorData(authenticatorData(UP | ED, 0, encode({}))).ok).toBe(true);
  });
});

describe("authenticator data is malformed", () => {
  test.each([
    ["36 bytes", authenticatorData(UP).subarray(0, 36)],
    ["no byte", new Uint8Array()],
    ["a byte after its end", concat(authenticatorData(UP), Uint8Array.of(0))],
    ["extensions without ED", authenticatorData(UP, 0, EXTENSIONS)],
    ["ED without extensions", authenticatorData(UP | ED)],
    ["AT without data", authenticatorData(UP | AT)],
    ["a credential without AT", authenticatorData(UP, 0, attested())],
    ["a credential id that overruns", authenticatorData(UP | AT, 0, attested().subarray(0, 40))],
    ["a credential without a key", authenticatorData(UP | AT, 0, attested(new Uint8Array()))],
    ["a key that is cut", authenticatorData(UP | AT, 0, attested().subarray(0, -1))],
    [
      "a key of indefinite length",
      authenticatorData(UP | AT, 0, attested(Uint8Array.of(0xbf, 1, 2, 0xff))),
    ],
    ["a byte after the key", authenticatorData(UP | AT, 0, concat(attested(), Uint8Array.of(0)))],
    ["a byte after the extensions", concat(WHOLE, Uint8Array.of(0))],
    ["extensions that are cut", WHOLE.subarray(0, -1)],
    ["extensions in an array", authenticatorData(UP | ED, 0, encode([1]))],
    [
      "an extension with a number for a name",
      authenticatorData(UP | ED, 0, encode(new Map([[1, 2]]))),
    ],
    [
      "an extension twice",
      authenticatorData(UP | ED, 0, Uint8Array.of(0xa2, 0x61, 0x61, 1, 0x61, 0x61, 2)),
    ],
  ])("%s", (_, bytes) => {
    expect(parseAuthenticatorData(bytes)).toMatchObject({
      ok: false,
      code: "authenticator_data_malformed",
    });
  });

  test("at every length but its own", () => {
    for (let length = 0; length < WHOLE.length; length += 1) {
      expect(parseAuthenticatorData(WHOLE.subarray(0, length)).ok).toBe(false);
    }
  });
});

test("any bytes end in a value or in a code", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 37, maxLength: 300 }), (bytes) => {
      expect([true, false]).toContain(parseAuthenticatorData(bytes).ok);
    }),
  );
});
