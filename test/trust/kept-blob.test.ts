import { describe, expect, test } from "vitest";
import { keptText, readKept } from "../../src/trust/kept-blob.ts";

describe("a blob that is kept", () => {
  const kept = { blob: "a.b.c", crls: ["MIIB", "MIIC"] };

  test("is read as it was written", () => {
    expect(readKept(keptText(kept))).toEqual(kept);
    expect(readKept(keptText({ blob: "", crls: [] }))).toEqual({ blob: "", crls: [] });
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["no object", "[]"],
    ["no lists", JSON.stringify({ blob: "a" })],
    ["lists of something else", JSON.stringify({ ...kept, crls: [1] })],
    ["a blob that is no text", JSON.stringify({ ...kept, blob: 1 })],
    ["something more", JSON.stringify({ ...kept, more: 1 })],
  ])("a text that is %s is a fault of the store, and says why", (_, text) => {
    expect(() => readKept(text)).toThrow("ASSAY_STORE_VALUE");
    try {
      readKept(text);
    } catch (fault) {
      expect(fault).toHaveProperty("cause", expect.any(Error));
    }
  });
});
