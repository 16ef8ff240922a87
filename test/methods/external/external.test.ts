import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import { instant } from "../../../src/base/time.ts";
import { standingOf } from "../../../src/evidence/evidence.ts";
import { ASSERTIONS } from "../../../src/evidence/external.ts";
import { checkAssertion } from "../../../src/methods/external/assertion.ts";
import { externalEvidence } from "../../../src/methods/external/evidence.ts";

const NOW = instant(1_800_000_000_000);
const account = newId<"AccountId">(NOW);

describe("what somebody else asserts", () => {
  test.each(ASSERTIONS)("%s is taken down with who says it", (assertion) => {
    const checked = checkAssertion(assertion, "operator:alice@example.org", account);
    if (!checked.ok) throw new Error(checked.code);
    const seen = externalEvidence(account, checked.value, NOW);
    expect(seen).toEqual({
      kind: "external",
      ceremony: "prove",
      account,
      at: NOW,
      assertion,
      by: "operator:alice@example.org",
    });
    expect(standingOf(seen)).toBe("seen");
  });

  test("two spellings of one name are one", () => {
    const names = ["Alice", "alice", "ALICE"].map((by) => checkAssertion("approval", by, account));
    expect(new Set(names.map((each) => (each.ok ? each.value.by : each.code))).size).toBe(1);
  });

  test.each([
    [""],
    [" "],
    ["alice "],
    ["al ice"],
    ["alicе"],
    ["a".repeat(201)],
    ["a\n"],
    [null],
    [{}],
  ])("%j is nobody", (by) => {
    expect(checkAssertion("approval", by, account)).toMatchObject({ code: "asserter_invalid" });
  });

  test.each(["approvals", "", null, undefined, ["approval"], "__proto__"])(
    "%j is no assertion",
    (kind) => {
      expect(checkAssertion(kind, "alice", account)).toMatchObject({ code: "assertion_unknown" });
    },
  );

  test("nobody vouches for himself", () => {
    for (const by of [account, account.toUpperCase()]) {
      expect(checkAssertion("approval", by, account)).toEqual({
        ok: false,
        code: "asserter_is_account",
      });
    }
  });

  test("property: nothing throws", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (assertion, by) => {
        expect(checkAssertion(assertion, by, account).ok).toBe(false);
      }),
    );
  });
});
