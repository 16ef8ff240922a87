import { describe, expect, test } from "vitest";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import { verdictOn } from "../../src/policy/verdict.ts";
import { used } from "../assurance/graded.ts";
import { account } from "./accounts.ts";
import { action, ask, balancedWith, presetNamed, shown } from "./ask.ts";
import { NOW, type Traits } from "./evidence.ts";
import { type PasskeyName, withMetadata } from "./knowledge.ts";
import { password, sms, totp } from "./others.ts";

type Answer = "enough" | "one-step" | "refused";
type Row = readonly [PasskeyName, Traits, Answer, Answer, Answer];

const MDS = withMetadata();
const attestation = { verdict: "none" } as const;

/** DESIGN section 4: each keeper class under each preset, for an account of two kinds of passkeys. */
const ROWS: readonly Row[] = [
  ["platform", {}, "enough", "enough", "refused"],
  ["hardware key", {}, "enough", "enough", "refused"],
  ["vault with a second step", {}, "enough", "enough", "refused"],
  ["vault", {}, "one-step", "one-step", "refused"],
  ["zero AAGUID", {}, "one-step", "one-step", "refused"],
  ["unlisted AAGUID", {}, "one-step", "one-step", "refused"],
  ["vault with a second step and a UV issue", {}, "one-step", "one-step", "refused"],
  ["platform with a UV issue", {}, "one-step", "refused", "refused"],
  ["FIPS key", {}, "enough", "enough", "enough"],
  ["FIDO L2 key", {}, "enough", "enough", "enough"],
  ["FIPS key", { attestation }, "enough", "enough", "refused"],
  ["FIPS key", { userVerified: false }, "one-step", "refused", "refused"],
  ["FIPS key", { asked: "preferred" }, "one-step", "refused", "refused"],
  ["FIPS key", { uvInitialized: false }, "one-step", "refused", "refused"],
  ["FIPS key", { synced: true, attestation }, "one-step", "one-step", "refused"],
  ["platform", { userVerified: false }, "one-step", "refused", "refused"],
  ["hardware key", { userVerified: false }, "one-step", "refused", "refused"],
  ["vault", { userVerified: false }, "one-step", "refused", "refused"],
];

const CASES = ["balanced", "strict", "regulated"].flatMap((name, index) =>
  ROWS.map((row) => ({
    name,
    kind: row[0],
    traits: row[1],
    how: JSON.stringify(row[1]),
    answer: row.slice(2)[index] as Answer,
  })),
);

const OTHERS = [
  { kind: "platform", id: "two" },
  { kind: "hardware key", id: "three" },
] as const;
const two = account({ passkeys: ["platform", "hardware key"], knowledge: MDS });

function verdict(name: string, kind: PasskeyName, traits: Traits, knowledge: Knowledge = MDS) {
  const asked = { policy: presetNamed(name), action: action("sign-in"), account: two, now: NOW };
  return verdictOn(asked, used(kind, traits, knowledge));
}

describe("R01 R14 B1: one passkey is enough, one of two steps, or refused", () => {
  test.each(CASES)("$name: $kind $how is $answer", ({ name, kind, traits, answer }) => {
    expect(verdict(name, kind, traits).verdict).toBe(answer);
    const given = { policy: name, knowledge: MDS };
    const holder = {
      ...two,
      credentials: [
        ...account({ passkeys: [{ kind, traits }], knowledge: MDS }).credentials,
        ...account({ passkeys: OTHERS }).credentials,
        ...account({ secrets: ["password", "totp", "sms-code"] }).credentials,
      ],
    };
    const alone = ask("sign-in", [shown(kind, traits)], { ...given, account: holder });
    expect(alone.answer === "allow").toBe(answer === "enough");
    const beside = [shown(kind, traits), password(), sms(), totp({ keptIn: "vault" })];
    const besideSecrets = ask("sign-in", beside, { ...given, account: holder });
    const helps = answer === "one-step" && name === "balanced";
    expect(besideSecrets.answer === "allow").toBe(answer === "enough" || helps);
  });

  test("the rule that takes it is named, and none where none does", () => {
    expect(verdict("balanced", "platform", {})).toEqual({ verdict: "enough", rule: "sign-in/1" });
    expect(verdict("balanced", "vault", {})).toEqual({ verdict: "one-step", rule: "sign-in/2" });
    expect(verdict("regulated", "platform", {})).toEqual({ verdict: "refused", rule: null });
  });
});

describe("a verdict", () => {
  test("is the least of what each clause says", () => {
    const rules = {
      anyOf: [
        { allOf: [{ prove: "passkey" as const, class: "staff" }, { prove: "totp" as const }] },
      ],
    };
    const policy = balancedWith({
      passkeyClasses: { staff: { userVerification: "claimed", keepers: ["hardware-key"] } },
      groups: { staff: { actions: { "sign-in": rules } } },
    });
    const of = (groups: readonly string[], kind: PasskeyName) =>
      verdictOn(
        { policy, action: action("sign-in"), account: account({ groups }), now: NOW },
        used(kind),
      );
    expect(of([], "hardware key")).toEqual({ verdict: "enough", rule: "sign-in/1" });
    expect(of(["staff"], "hardware key")).toEqual({
      verdict: "one-step",
      rule: "staff:sign-in/1",
    });
    expect(of(["staff"], "platform")).toEqual({ verdict: "refused", rule: null });
    expect(of(["others"], "platform").verdict).toBe("enough");
  });

  test("is not enough where there is still waiting, or more to prove", () => {
    const term = { prove: "passkey" as const, class: "any" };
    const rule = { allOf: [term], delaySeconds: 60, notices: 1 };
    const waiting = balancedWith({ actions: { pay: { anyOf: [rule] } } });
    const of = (policy: typeof waiting, name: string) =>
      verdictOn({ policy, action: action(name), account: null, now: NOW }, used("platform"));
    expect(of(waiting, "pay")).toEqual({ verdict: "one-step", rule: "pay/1" });
    // What is to be created beside it is no other proof.
    expect(of(waiting, "enrol:passkey")).toEqual({ verdict: "enough", rule: "enrol:passkey/1" });
    expect(of(waiting, "nothing")).toEqual({ verdict: "refused", rule: null });
  });
});
