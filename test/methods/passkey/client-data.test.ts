import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, utf8 } from "../../../src/base/bytes.ts";
import {
  type ClientDataExpectation,
  checkClientData,
} from "../../../src/methods/passkey/client-data.ts";
import { CHALLENGE, clientData, ORIGIN } from "./make.ts";

const EXPECTED: ClientDataExpectation = {
  challenge: CHALLENGE,
  origins: [ORIGIN, "https://example.co.uk", "android:apk-key-hash:abc"],
  allowCrossOrigin: false,
  topOrigins: [],
};
const EMBEDDED = { ...EXPECTED, allowCrossOrigin: true, topOrigins: ["https://partner.example"] };
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

const check = (bytes: Uint8Array, expected = EXPECTED) =>
  checkClientData(bytes, "webauthn.get", expected);
const get = (more?: Readonly<Record<string, unknown>>) => clientData("webauthn.get", more);
const json = (text: string) => check(utf8(text));

describe("client data is taken", () => {
  const plain = { ok: true, value: { origin: ORIGIN, crossOrigin: false, topOrigin: null } };

  test.each([
    ["as browsers write it", get({ crossOrigin: false })],
    ["without crossOrigin, as before Level 2", get()],
    [
      "with a token binding of whatever status (Level 3 ignores it)",
      get({ tokenBinding: { status: "odd" } }),
    ],
    ["with members that nobody knows", get({ other_keys: { can: ["be", { added: "here" }] } })],
    ["behind one BOM", concat(BOM, get())],
    ["with white space", utf8(` ${Buffer.from(get()).toString().replaceAll(",", " ,\n\t")} `)],
    ["with escapes", utf8(Buffer.from(get()).toString().replace('"type"', '"\\u0074ype"'))],
  ])("%s", (_, bytes) => {
    expect(check(bytes)).toEqual(plain);
  });

  test("from each origin of the list", () => {
    for (const origin of EXPECTED.origins) expect(check(get({ origin })).ok).toBe(true);
  });

  test("from an embedded page where that is expected, and the facts are kept", () => {
    const bytes = get({ crossOrigin: true, topOrigin: "https://partner.example" });
    expect(check(bytes, EMBEDDED)).toEqual({
      ok: true,
      value: { origin: ORIGIN, crossOrigin: true, topOrigin: "https://partner.example" },
    });
    expect(check(get({ crossOrigin: true }), EMBEDDED).ok).toBe(true);
  });
});

describe("client data is malformed", () => {
  const text = Buffer.from(get()).toString();
  test.each([
    ["empty", new Uint8Array()],
    ["two BOMs", concat(BOM, BOM, get())],
    ["UTF-16", new Uint8Array(Buffer.from(text, "utf16le"))],
    [
      "a byte that is not UTF-8",
      concat(utf8(text.slice(0, -1)), utf8(',"x":"'), Uint8Array.of(0xff), utf8('"}')),
    ],
    ["cut", utf8(text.slice(0, -1))],
    ["two objects", utf8(text + text)],
    ["a trailing comma", utf8(text.replace("}", ",}"))],
    ["single quotes", utf8(text.replaceAll('"', "'"))],
    ["an array", utf8(`[${text}]`)],
    ["null", utf8("null")],
    ["a string", utf8(JSON.stringify(text))],
    ["all members below __proto__", utf8(`{"__proto__":${text}}`)],
    ["type missing", utf8(text.replace('"type"', '"kind"'))],
    ["type as an array", get({ type: ["webauthn.get"] })],
    ["challenge as an array", get({ challenge: [CHALLENGE] })],
    ["challenge null", get({ challenge: null })],
    ["origin missing", get({ origin: undefined })],
    ["origin as an array", get({ origin: [ORIGIN] })],
    ["crossOrigin as text", get({ crossOrigin: "false" })],
    ["crossOrigin null", get({ crossOrigin: null })],
    ["topOrigin as a number", get({ topOrigin: 1 })],
    ["topOrigin null", get({ topOrigin: null })],
    ["a member twice", utf8(text.replace("{", `{"challenge":"${CHALLENGE}",`))],
    ["a member twice, spelled in two ways", utf8(text.replace("{", `{"challen\\u0067e":"other",`))],
    [
      "a member twice, further down",
      get().length > 0 ? utf8(text.replace("}", ',"x":[{"a":1,"a":2}]}')) : get(),
    ],
    ["nesting of 17", utf8(text.replace("}", `,"x":${"[".repeat(16)}${"]".repeat(16)}}`))],
    [
      "nesting of 30 000",
      utf8(text.replace("}", `,"x":${"[".repeat(30_000)}${"]".repeat(30_000)}}`)),
    ],
    ["30 000 brackets that never close", utf8("[".repeat(30_000))],
  ])("%s", (_, bytes) => {
    expect(check(bytes)).toEqual({ ok: false, code: "client_data_malformed" });
  });

  test("but not where a name or bracket merely repeats inside texts and arrays", () => {
    expect(check(get({ a: '{"a":1,"a":2}[[[', b: [{ c: 1 }, { c: 1 }], d: "\\" })).ok).toBe(true);
    expect(
      check(
        get({
          x: Array(15)
            .fill(0)
            .reduce((inner) => [inner], 0),
        }),
      ).ok,
    ).toBe(true);
  });
});

describe("client data of another ceremony is refused", () => {
  test("of another type", () => {
    const code = "client_data_type_mismatch";
    expect(check(clientData("webauthn.create"))).toMatchObject({ ok: false, code });
    expect(checkClientData(get(), "webauthn.create", EXPECTED)).toMatchObject({ ok: false, code });
  });

  test.each([
    ["another", "AAAA"],
    ["a prefix", CHALLENGE.slice(0, -1)],
    ["one with padding", `${CHALLENGE}=`],
    ["one with other trailing bits", `${CHALLENGE.slice(0, -1)}d`],
    ["one in the other alphabet", CHALLENGE.replaceAll("c", "+")],
    ["an empty one", ""],
  ])("with %s challenge", (_, challenge) => {
    expect(check(get({ challenge }))).toMatchObject({ ok: false, code: "challenge_mismatch" });
  });

  test.each([
    "http://example.org",
    "https://example.org:8443",
    "https://example.org/",
    "https://sub.example.org",
    "https://example.org.",
    "HTTPS://EXAMPLE.ORG",
    "https://example.org@evil.example",
    "null",
    "",
  ])("from origin %s", (origin) => {
    expect(check(get({ origin }))).toMatchObject({ ok: false, code: "origin_mismatch" });
  });

  test.each([
    ["embedded where nothing is", { crossOrigin: true }, EXPECTED, "cross_origin_refused"],
    ["below a page where nothing is", { topOrigin: ORIGIN }, EXPECTED, "top_origin_refused"],
    [
      "below another page",
      { crossOrigin: true, topOrigin: ORIGIN },
      EMBEDDED,
      "top_origin_refused",
    ],
    [
      "below a page without being embedded",
      { topOrigin: "https://partner.example" },
      EMBEDDED,
      "top_origin_refused",
    ],
    [
      "below a page when none is named",
      { crossOrigin: true, topOrigin: "https://partner.example" },
      { ...EMBEDDED, topOrigins: [] },
      "top_origin_refused",
    ],
  ])("%s", (_, more, expected, code) => {
    expect(check(get(more), expected)).toMatchObject({ ok: false, code });
  });

  test("and a long origin is not carried into logs", () => {
    const refused = check(get({ origin: "x".repeat(50_000) }));
    expect(refused.ok ? "" : refused.detail).toHaveLength(256);
  });
});

test("any text and any bytes end in a value or in a code", () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      expect(json(text).ok).toBe(false);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(check(bytes).ok).toBe(false);
    }),
  );
});

test("a member that repeats anywhere is seen, however the object looks", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 }),
      (object) => {
        const once = JSON.stringify({ ...JSON.parse(Buffer.from(get()).toString()), x: object });
        expect(json(once).ok).toBe(true);
        const [name] = Object.keys(object);
        const twice = once.replace('"x":{', () => `"x":{${JSON.stringify(name)}:0,`);
        expect(json(twice)).toMatchObject({ ok: false, code: "client_data_malformed" });
      },
    ),
  );
});
