import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { metadataEntry, OMITTED } from "../../src/testing/public.ts";
import { blobOf, OTHER, outcome, verify } from "./mds.ts";

describe("what is no blob", () => {
  const [header, payload, signature] = blobOf().split(".");
  test.each([
    ["nothing", ""],
    ["one part", "AAAA"],
    ["two parts", `${header}.${payload}`],
    ["four parts", `${header}.${payload}.${signature}.AAAA`],
    ["an empty header", `.${payload}.${signature}`],
    ["a header that is no JSON", `AAAA.${payload}.${signature}`],
    ["a header that is a list", `${Buffer.from("[]").toString("base64url")}.${payload}.AAAA`],
    ["padding", `${header}=.${payload}.${signature}`],
    ["another alphabet", `${header}.${payload}.${signature}+`],
    ["white space inside", `${header}.\n${payload}.${signature}`],
    ["JSON", '{"no":1,"entries":[]}'],
    ["HTML", "<!doctype html>"],
  ])("%s", (_, blob) => {
    expect(outcome(blob)).toBe("mds_malformed");
  });

  test.each([
    ["no number", { no: OMITTED }],
    ["a number in a text", { no: "276" }],
    ["a number that is not whole", { no: 1.5 }],
    ["a negative number", { no: -1 }],
    ["a number past what is exact", { no: 2 ** 53 }],
    ["no day", { nextUpdate: OMITTED }],
    ["a day that there is not", { nextUpdate: "2026-02-30" }],
    ["a day of no year", { nextUpdate: "2025-02-29" }],
    ["a day in another form", { nextUpdate: "01.12.2026" }],
    ["an instant", { nextUpdate: "2026-12-01T00:00:00Z" }],
    ["no entries", { entries: OMITTED }],
    ["entries that are no list", { entries: { 0: {} } }],
  ])("R21: signed, with %s", (_, lie) => {
    expect(outcome(blobOf({ lies: { payload: lie } }))).toBe("mds_payload_malformed");
  });

  test.each([
    ["no JSON", Buffer.from("{")],
    ["no object", Buffer.from("null")],
    [
      "no UTF-8",
      Buffer.from('{"no":1,"nextUpdate":"2026-12-01","entries":[],"a":"\u00ff"}', "latin1"),
    ],
    ["nothing", new Uint8Array()],
    ["deep nesting", Buffer.from(`{"entries":${"[".repeat(1e5)}${"]".repeat(1e5)}}`)],
  ])("R21: signed, and %s", (_, payloadJson) => {
    expect(outcome(blobOf({ lies: { payloadJson } }))).toBe("mds_payload_malformed");
  });
});

test("R21: no blob that was changed anywhere is believed, and none makes it throw", () => {
  const blob = blobOf({ entries: [metadataEntry({ aaguid: OTHER })] });
  const character = fc.constantFrom(...Array.from(".AZaz09-_=+/ \n\u00e9\0"));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(blob.length - 1), character), { minLength: 1, maxLength: 4 }),
      fc.nat(3),
      (changes, cut) => {
        const text = blob.split("");
        for (const [index, value] of changes) text[index] = value;
        const changed = text.join("").slice(0, cut === 0 ? undefined : -cut);
        expect(outcome(changed) === "ok").toBe(changed.trim() === blob);
      },
    ),
    { numRuns: 300 },
  );
});

test("no bytes and no payload make it throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void verify(bytes)));
  fc.assert(
    fc.property(fc.json(), (json) => {
      const result = verify(blobOf({ lies: { payloadJson: Buffer.from(json) } }));
      expect(result.ok).toBe(false);
    }),
    { numRuns: 50 },
  );
});
