import { describe, expect, test } from "vitest";
import { assess } from "../../src/assurance/assess.ts";
import { vouchedFor } from "../../src/assurance/vouched.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { shown } from "../policy/ask.ts";
import { BEN, enrolment, NOW } from "../policy/evidence.ts";
import { KNOWLEDGE, PASSKEYS } from "../policy/knowledge.ts";
import { external, mail, password, savedCode, sms, totp } from "../policy/others.ts";

function vouched(...evidence: readonly Evidence[]) {
  const { proofs } = assess(evidence, KNOWLEDGE, NOW);
  return vouchedFor(proofs).map(({ credential }) => credential);
}

const unbacked = shown("platform", { uvInitialized: false });
const another = (more = {}) => shown("hardware key", { credential: "two", ...more });

describe("R43 B2: user verification that appeared later counts once another factor vouched for it", () => {
  test.each<[string, Evidence]>([
    ["a password", password()],
    ["another passkey that verified its user", another()],
  ])("%s vouches", (_, other) => {
    expect(vouched(unbacked, other)).toEqual(["one"]);
    expect(vouched(other, unbacked)).toEqual(["one"]);
  });

  test.each<[string, readonly Evidence[]]>([
    ["nothing", []],
    ["a mail code", [mail()]],
    // "Equivalent to user verification": it takes something that is known or inherent.
    ["a one-time password", [totp()]],
    ["a text message", [sms()]],
    ["a saved code", [savedCode()]],
    ["an operator's word", [external("approval")]],
    ["the passkey itself", [unbacked]],
    ["the password of somebody else", [password({ account: BEN })]],
    ["another passkey that may be the thief's as well", [another({ uvInitialized: false })]],
    ["another key that he only touched", [another({ userVerified: false })]],
    [
      "a passkey that was created just now",
      [enrolment({ ...PASSKEYS.platform, credential: "new" })],
    ],
    ["a password that was set just now", [password({ ceremony: "enrol" })]],
  ])("%s does not", (_, others) => {
    expect(vouched(unbacked, ...others)).toEqual([]);
  });

  test("one in the same vault does not", () => {
    const kept = shown("vault", { uvInitialized: false });
    expect(vouched(kept, shown("vault", { credential: "two" }))).toEqual([]);
    expect(vouched(kept, password())).toEqual(["one"]);
  });

  test("only where user verification was asked for and set", () => {
    const without = { uvInitialized: false, userVerified: false };
    expect(vouched(shown("platform", without), password())).toEqual([]);
    expect(
      vouched(shown("platform", { uvInitialized: false, asked: "preferred" }), password()),
    ).toEqual([]);
    expect(vouched(shown("platform"), password())).toEqual([]);
  });
});
