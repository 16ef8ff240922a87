import { describe, expect, test } from "vitest";
import { toBase64url } from "../../../src/base/bytes.ts";
import { assertion, authenticate, authenticatorData, CREDENTIAL_ID, FLAGS, RP_ID } from "./make.ts";

const { UP } = FLAGS;

describe("who it is (section 7.2 steps 5 and 6, R07)", () => {
  const owner = toBase64url(new Uint8Array(16).fill(1));
  const other = toBase64url(new Uint8Array(16).fill(2));
  const named = (userHandle: string) => assertion(authenticatorData(UP), { userHandle });
  const unnamed = assertion(authenticatorData(UP));

  test.each([
    ["named rightly", named(owner), {}, undefined],
    ["named wrongly", named(other), {}, "user_handle_mismatch"],
    ["not named", unnamed, {}, undefined],
    ["named by nothing", named(""), {}, undefined],
    ["named rightly, nobody identified before", named(owner), { usernameless: true }, undefined],
    [
      "named wrongly, nobody identified before",
      named(other),
      { usernameless: true },
      "user_handle_mismatch",
    ],
    ["not named, nobody identified before", unnamed, { usernameless: true }, "user_handle_missing"],
    [
      "named by nothing, nobody identified before",
      named(""),
      { usernameless: true },
      "user_handle_missing",
    ],
    ["allowed", named(owner), { allowCredentials: [other, CREDENTIAL_ID] }, undefined],
    [
      "allowed, as a descriptor",
      named(owner),
      { allowCredentials: [{ id: CREDENTIAL_ID }] },
      undefined,
    ],
    ["not allowed", named(owner), { allowCredentials: [other] }, "credential_not_allowed"],
    [
      "allowed by an empty list, which names none",
      named(owner),
      { allowCredentials: [] },
      undefined,
    ],
  ])("%s", (_, response, more, code) => {
    const result = authenticate({ response, expected: { userHandle: owner, ...more } });
    expect(result.ok ? undefined : result.code).toBe(code);
  });

  test("a credential that is not the one of the record", () => {
    expect(authenticate({ credential: { id: other } })).toMatchObject({
      code: "credential_mismatch",
    });
  });
});

describe("the appid extension (section 10.1.1)", () => {
  const appid = "https://example.org/appid.json";
  const answer = (usedAppId: unknown, rpId: string) => ({
    ...assertion(authenticatorData(UP, 0, undefined, rpId)),
    clientExtensionResults: { appid: usedAppId },
  });

  test.each([
    ["asked for and used", true, appid, appid, true],
    ["asked for and not used", false, RP_ID, appid, true],
    ["used, with the hash of the RP ID", true, RP_ID, appid, false],
    ["not used, with the hash of the AppID", false, appid, appid, false],
    ["used without being asked for, with the hash of the AppID", true, appid, undefined, false],
    ["said without being asked for", true, RP_ID, undefined, true],
  ])("%s", (_, used, hashed, asked, accepted) => {
    const result = authenticate({ response: answer(used, hashed), expected: { appid: asked } });
    expect(result.ok).toBe(accepted);
    if (!result.ok) expect(result.code).toBe("rp_id_mismatch");
  });
});
