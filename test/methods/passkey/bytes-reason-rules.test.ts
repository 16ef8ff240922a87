import { encode } from "cborg";
import { describe, expect, test } from "vitest";
import { concat } from "../../../src/base/bytes.ts";
import { readAttestationObject } from "../../../src/methods/passkey/attestation-object.ts";
import { parseAuthenticatorData } from "../../../src/methods/passkey/authenticator-data.ts";
import { decodeCbor } from "../../../src/methods/passkey/cbor.ts";
import { attested, authenticatorData, FLAGS, noneObject, PUBLIC_KEY } from "./make.ts";

/** One code stands for many rules: the detail is what tells that it was this rule which refused. */

const { UP, AT, ED } = FLAGS;
const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));

type Answer = { readonly ok: boolean; readonly code?: string; readonly detail?: string };
const reasonOf = ({ ok, code, detail }: Answer) => (ok ? "read" : `${code}: ${detail}`);

describe("CBOR says what was wrong with it", () => {
  const reason = (text: string) => reasonOf(decodeCbor(hex(text)));

  test.each([
    ["01 01", "bytes after the end"],
    ["81".repeat(17), "nested too deep"],
    ["a1 f5 01", "map keys are integers or text"],
    ["61 ff", "text is not UTF-8"],
    // One item more than there are bytes, though not more than there are in all.
    ["84 01 02 03", "not enough data for its length"],
    ["82 01 82 02", "not enough data for its length"],
  ])("%s: %s", (text, detail) => {
    const padded = detail === "nested too deep" ? `${text}01` : text;
    expect(reason(padded)).toBe(`cbor_malformed: ${detail}`);
  });

  test("in 128 characters at most, since the words of a library may quote the input", () => {
    const key = `78 ff ${"61".repeat(255)}`;
    const decoded = decodeCbor(hex(`a2 ${key} 01 ${key} 02`));
    expect(decoded.ok ? "" : decoded.detail).toHaveLength(128);
  });
});

describe("authenticator data says what was wrong with it", () => {
  const reason = (bytes: Uint8Array) => reasonOf(parseAuthenticatorData(bytes));
  const code = "authenticator_data_malformed";
  const idStart = 37 + 16 + 2;
  const withKey = authenticatorData(UP | AT, 0, attested());

  test.each([
    ["shorter than 37 bytes", authenticatorData(UP).subarray(0, 36)],
    ["bytes after the end", authenticatorData(UP, 0, new Uint8Array(1))],
    ["attested credential data is cut", withKey.subarray(0, idStart - 1)],
    ["the credential id overruns the data", withKey.subarray(0, idStart)],
    ["the credential id overruns the data", withKey.subarray(0, idStart + 32)],
    ["extensions are not a map", authenticatorData(UP | ED, 0, encode([1]))],
    ["extension names", authenticatorData(UP | ED, 0, encode(new Map([[1, 2]])))],
  ])("%s", (detail, bytes) => {
    expect(reason(bytes)).toBe(`${code}: ${detail}`);
  });

  test("what CBOR itself says, where that is what is wrong", () => {
    const floating = hex("fb 7ff8000000000000");
    const key = authenticatorData(UP | AT, 0, attested(floating));
    expect(reason(key)).toMatch(/^authenticator_data_malformed: credential public key: ./);
    const extensions = authenticatorData(UP | ED, 0, floating);
    expect(reason(extensions)).toMatch(/^authenticator_data_malformed: extensions: ./);
  });
});

describe("an attestation object says what was wrong with it", () => {
  const authData = authenticatorData(UP | AT, 0, attested(PUBLIC_KEY));
  const reason = (object: Uint8Array) => reasonOf(readAttestationObject(object));
  const malformed = (detail: string) => `attestation_object_malformed: ${detail}`;

  test.each([
    ["not a map", encode([1])],
    ["fmt", encode({ fmt: 1, attStmt: {}, authData })],
    ["attStmt", encode({ fmt: "none", authData })],
    ["authData", encode({ fmt: "none", attStmt: {}, authData: "text" })],
    ["bytes after the end", concat(noneObject(authData), Uint8Array.of(0))],
  ])("%s", (detail, object) => {
    expect(reason(object)).toBe(malformed(detail));
  });

  test("a credential that is missing", () => {
    expect(reason(noneObject(authenticatorData(UP)))).toBe(
      "authenticator_data_malformed: no credential in it",
    );
  });
});
