import { describe, expect, test } from "vitest";
import type { AttemptId } from "../../src/base/ids.ts";
import { plusSeconds } from "../../src/base/time.ts";
import { type Grant, takeGrant } from "../../src/policy/grant.ts";
import { ask, ATTEMPT, shown } from "./ask.ts";
import { ANN, BEN, NOW } from "./evidence.ts";

const params = { to: "ben", amount: "10" };
const use = { action: "sign-in", params, account: ANN, attempt: ATTEMPT, now: NOW } as const;

function granted(given: Readonly<Record<string, string>> = params): Grant {
  const decision = ask("sign-in", [shown("platform")], { params: given });
  if (decision.answer !== "allow" || decision.grant === null) throw new TypeError("allowed");
  return decision.grant;
}

describe("a grant", () => {
  test("is taken once", () => {
    const grant = granted();
    takeGrant(grant, use);
    expect(() => takeGrant(grant, use)).toThrow("ASSAY_GRANT_SPENT");
  });

  test("is made by decide: a copy is forged", () => {
    const grant = granted();
    expect(() => takeGrant({ ...grant }, use)).toThrow("ASSAY_GRANT_FORGED");
    expect(() => takeGrant(grant, use)).not.toThrow();
  });

  test("is old after a minute", () => {
    const grant = granted();
    expect(() => takeGrant(grant, { ...use, now: plusSeconds(NOW, 60) })).toThrow(
      "ASSAY_GRANT_EXPIRED",
    );
    expect(() => takeGrant(grant, { ...use, now: plusSeconds(NOW, 59) })).not.toThrow();
  });

  test.each([
    ["account", { account: BEN }],
    ["action", { action: "recover" as const }],
    ["attempt", { attempt: "other" as AttemptId }],
    ["amount", { params: { ...params, amount: "11" } }],
    ["addressee, left out", { params: { amount: "10" } }],
    ["addressee, and more", { params: { ...params, more: "1" } }],
    ["nothing at all", { params: {} }],
    ["another member in its place", { params: { to: "ben", sum: "10" } }],
  ])("is for nothing else: %s", (_, other) => {
    const grant = granted();
    expect(() => takeGrant(grant, { ...use, ...other })).toThrow("ASSAY_GRANT_FOREIGN");
    // What was refused is not spent.
    expect(() => takeGrant(grant, use)).not.toThrow();
  });

  test("says what it always said, whoever holds it and whatever it was made of", () => {
    const own: Record<string, string> = { ...params };
    const grant = granted(own);
    expect(() => Object.assign(grant, { account: BEN })).toThrow(TypeError);
    own.to = "eve";
    expect(grant.params).toEqual(params);
    expect(() => Object.assign(grant.params, { to: "eve" })).toThrow(TypeError);
  });
});
