import { describe, expect, test } from "vitest";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import { verdictOn } from "../../src/policy/verdict.ts";
import { used } from "../assurance/graded.ts";
import { account } from "./accounts.ts";
import { action, ask, balancedWith, codesOf, presetNamed, shown } from "./ask.ts";
import { enrolment, NOW } from "./evidence.ts";
import { AAGUIDS, KNOWLEDGE, model, withMetadata, PASSKEYS } from "./knowledge.ts";
import { password } from "./others.ts";

type Answer = "enough" | "refused";

const MDS = withMetadata();
const two = account({ passkeys: ["platform", "hardware key"], knowledge: MDS });

function verdict(name: string, knowledge: Knowledge) {
  const asked = { policy: presetNamed(name), action: action("sign-in"), account: two, now: NOW };
  return verdictOn(asked, used("FIPS key", {}, knowledge)).verdict;
}

describe("R19 B17: a passkey whose model turned out adverse", () => {
  const statuses: readonly (readonly [string, Answer, Answer, Answer])[] = [
    ["REVOKED", "refused", "refused", "refused"],
    ["USER_KEY_REMOTE_COMPROMISE", "refused", "refused", "refused"],
    ["USER_VERIFICATION_BYPASS", "refused", "refused", "refused"],
    ["USER_KEY_PHYSICAL_COMPROMISE", "refused", "refused", "refused"],
    ["SOMETHING_NEW", "refused", "refused", "refused"],
    ["ATTESTATION_KEY_COMPROMISE", "enough", "enough", "refused"],
    ["UPDATE_AVAILABLE", "enough", "enough", "enough"],
    ["RETIRED", "enough", "enough", "enough"],
  ];

  test.each(statuses)("%s", (status, ...answers) => {
    const knowledge = withMetadata({ [AAGUIDS.fipsKey]: model("FIPS140_CERTIFIED_L1", status) });
    ["balanced", "strict", "regulated"].forEach((name, index) => {
      expect(verdict(name, knowledge)).toBe(answers[index]);
    });
  });

  test("says so with the answer, whatever else is shown", () => {
    const knowledge = withMetadata({ [AAGUIDS.fipsKey]: model("REVOKED") });
    const evidence = [shown("FIPS key"), password()];
    const decision = ask("sign-in", evidence, { knowledge });
    expect(decision.answer).toBe("refuse");
    expect(codesOf(decision)).toContain("model_revoked");
  });

  test("is not enrolled either, in no preset", () => {
    const created = enrolment({ ...PASSKEYS["FIPS key"], credential: "new" });
    for (const status of ["REVOKED", "USER_KEY_REMOTE_COMPROMISE", "SOMETHING_NEW"]) {
      const knowledge = withMetadata({ [AAGUIDS.fipsKey]: model("FIPS140_CERTIFIED_L1", status) });
      for (const [policy, kind] of [
        ["balanced", "platform"],
        ["strict", "platform"],
        ["regulated", "FIDO L2 key"],
      ] as const) {
        const who = account({ passkeys: [kind, "hardware key"], channels: 2, knowledge });
        const enrol = (known: Knowledge) =>
          ask("enrol:passkey", [shown(kind), created], { policy, knowledge: known, account: who });
        expect(enrol(MDS).answer).toBe("allow");
        expect(enrol(knowledge).answer).not.toBe("allow");
      }
    }
  });

  test("R20: is judged by today's knowledge, not by that of its enrolment", () => {
    expect(verdict("regulated", MDS)).toBe("enough");
    expect(verdict("regulated", KNOWLEDGE)).toBe("refused");
  });

  test("the worst two are refused whatever a policy says", () => {
    const policy = balancedWith({ refuses: [] });
    const answers = ["REVOKED", "USER_KEY_REMOTE_COMPROMISE", "SOMETHING_NEW"].map((status) => {
      const knowledge = withMetadata({ [AAGUIDS.fipsKey]: model(status) });
      return ask("sign-in", [shown("FIPS key")], { policy, knowledge }).answer;
    });
    expect(answers).toEqual(["refuse", "refuse", "allow"]);
  });
});
