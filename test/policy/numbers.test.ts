import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { account } from "./accounts.ts";
import { ask, balancedWith, optionsOf, shown } from "./ask.ts";
import { enrolment, NOW } from "./evidence.ts";
import { PASSKEYS } from "./knowledge.ts";
import { newNumber, sms } from "./others.ts";

/** A telephone number is a second step (NIST SP 800-63B-4 section 3.2.9), and so a new one is a binding. */

const newKey = () => enrolment({ ...PASSKEYS.platform, credential: "new" });
const holder = account({ passkeys: ["platform"], secrets: ["sms-code"] });

function change(name: string, evidence: readonly Evidence[], who = holder) {
  return ask(name, evidence, { account: who });
}

describe("a new number", () => {
  test("a number is proved, by whoever has none yet as well", () => {
    const keyOnly = account({ passkeys: ["platform"] });
    for (const who of [keyOnly, holder]) {
      const begun = change("enrol:sms-code", [shown("platform")], who);
      expect(optionsOf(begun).length).toBeGreaterThan(0);
      expect(change("enrol:sms-code", [shown("platform"), newNumber()], who).answer).toBe("allow");
    }
  });

  test("a number that the account has already is no new one", () => {
    expect(change("enrol:sms-code", [shown("platform"), sms()]).answer).toBe("need");
  });

  test("of two new numbers the one that is fresh counts, whichever was shown first", () => {
    const fresh = { enrol: "sms-code" as const, maxAgeSeconds: 60 };
    const rule = { allOf: [{ prove: "passkey" as const, class: "platform" }, fresh] };
    const policy = balancedWith({ actions: { "enrol:sms-code": { anyOf: [rule] } } });
    const enrol = (...evidence: readonly Evidence[]) =>
      ask("enrol:sms-code", [shown("platform"), ...evidence], { policy, account: holder }).answer;
    const stale = newNumber("1", plusSeconds(NOW, -61));
    expect(enrol(newNumber("2"))).toBe("allow");
    expect(enrol(newNumber("2"), stale)).toBe("allow");
    expect(enrol(stale, newNumber("2"))).toBe("allow");
  });

  test("B51: a number that the account has not yet is no second step towards itself", () => {
    const weak = account({ passkeys: ["vault"], secrets: ["sms-code"] });
    for (const name of ["enrol:sms-code", "change:number", "change:email", "enrol:passkey"]) {
      const evidence = [shown("vault"), newNumber("1"), newNumber("2"), newKey()];
      expect([name, change(name, evidence, weak).answer]).not.toEqual([name, "allow"]);
    }
    const both = [shown("vault"), sms(), newNumber(), newKey()];
    expect(change("enrol:sms-code", both, weak).answer).toBe("allow");
  });
});
