import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalBytes, fromBase64url, utf8 } from "../../../src/base/bytes.ts";
import { newId } from "../../../src/base/ids.ts";
import { instant } from "../../../src/base/time.ts";
import { standingOf } from "../../../src/evidence/evidence.ts";
import { magicLinkEvidence } from "../../../src/methods/magic-link/evidence.ts";
import { newLink, verifyLink } from "../../../src/methods/magic-link/link.ts";

const hash = (text: string) => createHmac("sha256", "key").update(text).digest("base64url");
const matches = (text: string, kept: string) => equalBytes(utf8(hash(text)), utf8(kept));

describe("the token of a link", () => {
  const { token, hash: kept } = newLink("record", hash);

  test("has 256 bits of chance, and is not what is kept", () => {
    expect(fromBase64url(token)?.byteLength).toBe(32);
    expect(kept).not.toContain(token);
    expect(newLink("record", hash).token).not.toBe(token);
  });

  test("opens what it was made for, and nothing else", () => {
    expect(verifyLink(token, { id: "record", hash: kept }, matches)).toEqual({
      ok: true,
      value: null,
    });
    const another = newLink("record", hash).token;
    expect(verifyLink(another, { id: "record", hash: kept }, matches)).toEqual({
      ok: false,
      code: "link_wrong",
    });
    // A hash that was copied into another record.
    expect(verifyLink(token, { id: "another", hash: kept }, matches)).toMatchObject({
      code: "link_wrong",
    });
  });

  test.each([
    ["cut off (CVE-2026-27840)", token.slice(0, -1)],
    ["longer", `${token}A`],
    ["with padding", `${token}=`],
    ["in another alphabet", `+${token.slice(1)}`],
    ["nothing", ""],
    ["no text", null],
    ["a list", [token]],
    ["an object", { token }],
  ])("%s is refused before anything is compared", (_, wrong) => {
    const never = () => {
      throw new Error("compared");
    };
    const answer = verifyLink(wrong, { id: "record", hash: kept }, never);
    expect(answer).toMatchObject({ ok: false, code: "link_malformed" });
  });

  test("property: nothing that anybody sends throws or opens it", () => {
    fc.assert(
      fc.property(fc.anything(), (sent) => {
        expect(verifyLink(sent, { id: "record", hash: kept }, matches).ok).toBe(false);
      }),
    );
  });
});

test("states that the link was opened", () => {
  const account = newId<"AccountId">(instant(0));
  const seen = magicLinkEvidence(account, "a@example.org", instant(1), instant(2));
  expect(seen).toEqual({
    kind: "magic-link",
    ceremony: "prove",
    account,
    at: 2,
    address: "a@example.org",
    sentAt: 1,
  });
  expect(standingOf(seen)).toBe("seen");
});
