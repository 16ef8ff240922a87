import { describe, expect, test } from "vitest";
import { suppositionsSchema } from "../../src/policy/suppositions-schema.ts";

const isRead = (value: unknown) => suppositionsSchema.safeParse(value).success;
const piece = (more: object) => ({ evidence: [{ prove: "passkey", ...more }] });
const account = (more: object) => ({ account: more });
const held = (more: object) => account({ has: [{ method: "passkey", ...more }] });

describe("words that are known, and no others", () => {
  const ENROLLED = ["passkey", "password", "totp", "sms-code", "recovery-code"];
  const PROVED = [...ENROLLED, "email-code", "magic-link", "external"];
  test.each<[string, readonly string[], (word: string) => unknown]>([
    ["what is shown", PROVED, (prove) => ({ evidence: [{ prove }] })],
    ["what is created", ENROLLED, (enrol) => ({ evidence: [{ enrol }] })],
    ["what happens", ["begun", "notified", "vetoed"], (fact) => ({ evidence: [{ fact }] })],
    ["what is had", ENROLLED, (method) => account({ has: [{ method }] })],
    ["what was had", PROVED, (method) => account({ everHad: [method] })],
    ["how a credential is", ["active", "suspended"], (state) => held({ state })],
    ["how an account is", ["active", "disabled"], (state) => account({ state })],
    ["who keeps it", ["platform", "hardware-key", "vault"], (keeper) => piece({ keeper })],
    ["what was asked", ["required", "preferred"], (asked) => piece({ asked })],
    [
      "where a seed lives",
      ["hardware-token", "own-app", "vault", "unknown"],
      (keptIn) => piece({ keptIn }),
    ],
    [
      "what is asserted",
      ["enrolment-link", "approval", "proofing"],
      (assertion) => piece({ assertion }),
    ],
  ])("%s", (_, words, given) => {
    for (const word of words) expect(isRead(given(word))).toBe(true);
    for (const word of ["", "nothing"]) expect(isRead(given(word))).toBe(false);
  });

  test("a key that is not known is none, wherever it stands", () => {
    for (const given of [{ colour: 1 }, account({ colour: 1 }), held({ colour: 1 })]) {
      expect(isRead(given)).toBe(false);
    }
    expect(isRead(piece({ colour: 1 }))).toBe(false);
    expect(isRead({ params: { credential: "one" } })).toBe(true);
    expect(isRead({ params: { credential: 1 } })).toBe(false);
  });
});
