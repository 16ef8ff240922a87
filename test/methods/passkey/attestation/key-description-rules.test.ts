import { describe, expect, test } from "vitest";
import {
  context,
  enumerated,
  integer,
  octetString,
  sequence,
  set,
  tlv,
} from "../../../certificates/der-writer.ts";
import { asMap, outcome, registration } from "./fixture.ts";
import { androidStatement, GENUINE, keyDescription, origin } from "./statements.ts";

const it = registration();
const REFUSED = "attestation_certificate_refused";

/** The members of a KeyDescription that is believed, in their order. */
const WHOLE = {
  attestationVersion: integer(0x01, 0x2c),
  attestationSecurityLevel: enumerated(1),
  keyMintVersion: integer(0x01, 0x2c),
  keyMintSecurityLevel: enumerated(1),
  attestationChallenge: octetString(it.input.clientDataHash),
  uniqueId: octetString(new Uint8Array()),
  softwareEnforced: sequence(),
  hardwareEnforced: sequence(...GENUINE),
};

const { id } = keyDescription(it);
const judged = (value: Uint8Array) =>
  outcome("android-key", asMap(androidStatement(it, { id, value })), it);
const changed = (members: Partial<typeof WHOLE>) =>
  judged(sequence(...Object.values({ ...WHOLE, ...members })));
const hardware = (...fields: Uint8Array[]) => changed({ hardwareEnforced: sequence(...fields) });

describe("WebAuthn L3 section 8.4.1: each member of the description has its type", () => {
  test("in which it is believed", () => {
    expect(changed({})).toBe("verified");
  });

  test.each([
    ["a security level as INTEGER", { attestationSecurityLevel: integer(1) }],
    ["the key's security level as INTEGER", { keyMintSecurityLevel: integer(1) }],
    ["a negative security level", { attestationSecurityLevel: enumerated(0x80) }],
    ["a negative security level of the key", { keyMintSecurityLevel: enumerated(0xff) }],
    ["a security level of no octet", { keyMintSecurityLevel: tlv(0x0a) }],
    ["the challenge as text", { attestationChallenge: tlv(0x0c, it.input.clientDataHash) }],
    [
      "the challenge under a tag of the format's own",
      { attestationChallenge: tlv(0x84, it.input.clientDataHash) },
    ],
    ["a software list that is a set", { softwareEnforced: set() }],
    ["a hardware list that is a set", { hardwareEnforced: set(...GENUINE) }],
    ["a list without members inside", { softwareEnforced: tlv(0x10) }],
  ])("%s is refused", (_, members) => {
    expect(changed(members)).toBe(REFUSED);
  });

  test("a description that is no constructed sequence", () => {
    expect(judged(tlv(0x10))).toBe(REFUSED);
    expect(judged(set(...Object.values(WHOLE)))).toBe(REFUSED);
  });

  test.each([
    ["purposes in a sequence", context(1, sequence(integer(2)))],
    ["purposes in a set without members inside", context(1, tlv(0x11))],
    ["purposes without a set", context(1)],
    ["a negative purpose", context(1, set(integer(2), integer(0x82)))],
    ["a purpose as ENUMERATED", context(1, set(enumerated(2)))],
    ["purposes not inside their tag", tlv(0x81, integer(2))],
  ])("%s are refused", (_, purposes) => {
    expect(hardware(purposes, origin(0))).toBe(REFUSED);
  });

  test.each([
    ["negative", context(702, integer(0x80))],
    ["as ENUMERATED", context(702, enumerated(0))],
    ["not inside its tag", tlv([0x9f, 0x85, 0x3e], integer(0))],
  ])("an origin %s is refused", (_, value) => {
    expect(hardware(GENUINE[0] ?? expect.fail("no purpose"), value)).toBe(REFUSED);
  });
});
