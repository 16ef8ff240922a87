import { describe, expect, test } from "vitest";
import { AssayFault } from "../../../src/base/fault.ts";
import {
  type ExpectedAuthentication,
  type ExpectedRegistration,
  type PasskeyRecord,
  verifyAuthentication,
  verifyRegistration,
} from "../../../src/methods/passkey/public.ts";
import { caseNamed, expectedOf } from "./corpus.ts";
import { assertion, authenticatorData, EXPECTED, FLAGS, RECORD } from "./make.ts";

const response = assertion(authenticatorData(FLAGS.UP));

describe("a caller's own mistake is thrown, with the member that is wrong", () => {
  test.each([
    ["rpId", { rpId: "" }],
    ["origins", { origins: [] }],
    ["origins", { origins: "https://example.org" }],
    ["challenge", { challenge: "" }],
    ["challenge", { challenge: "not base64url" }],
    ["challenge", { challenge: undefined }],
    ["userVerification", { userVerification: "discouraged" }],
    ["userVerification", { userVerification: undefined }],
    ["allowCrossOrigin", { allowCrossOrigin: "yes" }],
    ["now", { now: new Date("never") }],
    ["now", { now: 1 }],
  ])("%s", (member, wrong) => {
    const expected = { ...EXPECTED, ...wrong } as unknown as ExpectedRegistration;
    for (const verify of [
      () => verifyRegistration({ response, expected }),
      () => verifyAuthentication({ response, credential: RECORD, expected }),
    ]) {
      expect(verify).toThrow(AssayFault);
      expect(verify).toThrow(/ASSAY_EXPECTED_INVALID/);
      expect(verify).toThrow(new RegExp(member));
    }
  });

  test.each([
    ["algorithms", { algorithms: [] }],
    ["algorithms", { algorithms: ["ES256"] }],
    ["trustAnchors", { trustAnchors: ["-----BEGIN CERTIFICATE-----"] }],
    ["requireAttestation", { requireAttestation: 1 }],
  ])("%s of a registration", (member, wrong) => {
    const expected = { ...EXPECTED, ...wrong } as unknown as ExpectedRegistration;
    expect(() => verifyRegistration({ response, expected })).toThrow(new RegExp(member));
  });

  test.each([
    ["usernameless", { usernameless: "yes" }],
    ["counterPolicy", { counterPolicy: "ignore" }],
    ["allowCredentials", { allowCredentials: [1] }],
  ])("%s of an authentication", (member, wrong) => {
    const expected = { ...EXPECTED, ...wrong } as unknown as ExpectedAuthentication;
    const verify = () => verifyAuthentication({ response, credential: RECORD, expected });
    expect(verify).toThrow(new RegExp(member));
  });

  test.each([
    ["id", { id: "" }],
    ["publicKey", { publicKey: undefined }],
    ["counter", { counter: -1 }],
    ["counter", { counter: 2 ** 32 }],
    ["backupEligible", { backupEligible: "no" }],
  ])("%s of the record", (member, wrong) => {
    const credential = { ...RECORD, ...wrong } as unknown as PasskeyRecord;
    const verify = () => verifyAuthentication({ response, credential, expected: EXPECTED });
    expect(verify).toThrow(new RegExp(member));
  });
});

describe("what a client sent is never thrown", () => {
  test.each([
    ["nothing", undefined],
    ["null", null],
    ["a number", 1],
    ["text", "{}"],
    ["an array", []],
    ["an empty object", {}],
    ["no response inside", { ...response, response: undefined }],
    ["null inside", { ...response, response: null }],
    ["another type", { ...response, type: "password" }],
    ["an id that is no text", { ...response, id: 1, rawId: 1 }],
    ["an id that differs from rawId", { ...response, rawId: "AAAA" }],
    ["an id in the other alphabet", { ...response, id: "++++", rawId: "++++" }],
    ["an id with stray bits", { ...response, id: "AB", rawId: "AB" }],
    ["bytes in an array", { ...response, response: { ...response.response, signature: [1, 2] } }],
    [
      "a megabyte",
      { ...response, response: { ...response.response, signature: "A".repeat(1 << 20) } },
    ],
    [
      "a user handle of 65 bytes",
      { ...response, response: { ...response.response, userHandle: "A".repeat(88) } },
    ],
    [
      "a user handle with padding",
      { ...response, response: { ...response.response, userHandle: "AA==" } },
    ],
  ])("%s", (_, sent) => {
    const code = "response_malformed";
    expect(verifyRegistration({ response: sent, expected: EXPECTED })).toMatchObject({ code });
    expect(
      verifyAuthentication({ response: sent, credential: RECORD, expected: EXPECTED }),
    ).toMatchObject({ code });
  });

  test("an attachment that nobody knows counts as none (section 5.1)", () => {
    const attachmentIn = (authenticatorAttachment: unknown) => {
      const given = { ...response, authenticatorAttachment };
      const result = verifyAuthentication({
        response: given,
        credential: RECORD,
        expected: EXPECTED,
      });
      return result.ok && result.evidence.attachment.value;
    };
    expect(attachmentIn("platform")).toBe("platform");
    expect(attachmentIn("implant")).toBeNull();
    expect(attachmentIn(null)).toBeNull();
  });
});

test("an answer in the largest honest size is read, and one past the limit is not", () => {
  const one = caseNamed("w3c-none-es256-long-credential-id-reg");
  expect(verifyRegistration({ response: one.response, expected: expectedOf(one) }).ok).toBe(true);
  const huge = "A".repeat(87_384);
  const sent = { ...one.response, response: { ...one.response.response, attestationObject: huge } };
  expect(verifyRegistration({ response: sent, expected: expectedOf(one) })).toMatchObject({
    code: "response_malformed",
  });
});

test("without a clock of the caller's, evidence is of now", () => {
  const { now: _, ...expected } = EXPECTED;
  const before = Date.now();
  const result = verifyAuthentication({ response, credential: RECORD, expected });
  expect(result.ok && result.evidence.at).toBeGreaterThanOrEqual(before);
});

test("evidence about nobody in particular is about nobody", () => {
  const result = verifyAuthentication({ response, credential: RECORD, expected: EXPECTED });
  expect(result.ok && result.evidence.account).toBe("");
});
