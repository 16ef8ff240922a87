import { describe, expect, test } from "vitest";
import { verifyStatement } from "../../../../src/methods/passkey/attestation/statement.ts";
import { type Case, CASES } from "../corpus.ts";
import { STATEMENT_CASES, statementOf } from "./corpus-statements.ts";

function judge(one: Case): string {
  const input = statementOf(one);
  if (input === undefined) throw new Error(`${one.id} does not reach its statement`);
  const result = verifyStatement(input);
  return result.ok ? result.value.verdict : result.code;
}

const VERDICTS = ["none", "self", "untrusted", "verified"];

describe("the statements of the corpus", () => {
  test("are found", () => {
    expect(STATEMENT_CASES.length).toBeGreaterThan(70);
  });

  test.each(STATEMENT_CASES)("$id: $expect ($why)", (one) => {
    const required = one.policy.requireAttestation === true;
    const accepted = required ? ["verified"] : VERDICTS;
    const answer = accepted.includes(judge(one)) ? "accept" : "reject";
    expect(answer).toBe(one.expect);
  });
});

describe("the official vectors", () => {
  const official = STATEMENT_CASES.filter(({ id }) => id.startsWith("w3c-"));

  test("have the verdict of their format", () => {
    expect(Object.fromEntries(official.map((one) => [one.id, judge(one)]))).toEqual({
      "w3c-none-es256-reg": "none",
      "w3c-packed-self-es256-reg": "self",
      "w3c-none-es256-crossOrigin-reg": "none",
      "w3c-none-es256-topOrigin-reg": "none",
      "w3c-none-es256-long-credential-id-reg": "none",
      "w3c-packed-es256-reg": "verified",
      "w3c-packed-es384-reg": "verified",
      "w3c-packed-es512-reg": "verified",
      "w3c-packed-rs256-reg": "verified",
      "w3c-packed-eddsa-reg": "verified",
      "w3c-packed-ed448-reg": "verified",
      // Its manufacturer, id:00000000, stands in no registry; only the form is asked for.
      "w3c-tpm-es256-reg": "verified",
      // Both authorization lists are empty: nothing says that hardware made the key.
      "w3c-android-key-es256-reg": "untrusted",
      "w3c-apple-es256-reg": "verified",
      // Its AAGUID is not zero; section 8.6 does not ask, and does not attest it either.
      "w3c-fido-u2f-es256-reg": "verified",
    });
  });

  test("are worth nothing without their anchor", () => {
    for (const one of official) {
      const bare = { ...one, policy: { ...one.policy, trustAnchors: [] } };
      expect(judge(bare)).not.toBe("verified");
    }
  });
});

test("no case is verified by the anchors of another test root", () => {
  const [w3c] = CASES.find(({ id }) => id === "w3c-packed-es256-reg")?.policy.trustAnchors ?? [];
  for (const one of STATEMENT_CASES.filter(({ id }) => id.startsWith("gen-"))) {
    const moved = { ...one, policy: { ...one.policy, trustAnchors: [w3c ?? ""] } };
    expect(judge(moved)).not.toBe("verified");
  }
});
