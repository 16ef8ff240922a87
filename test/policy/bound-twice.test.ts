import { describe, expect, test } from "vitest";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { account } from "./accounts.ts";
import { ask, shown } from "./ask.ts";
import { enrolment } from "./evidence.ts";
import { PASSKEYS } from "./knowledge.ts";
import { newNumber, NUMBER, password, savedCode, sms, totp } from "./others.ts";

/** Nothing is bound twice: what an account has already is nothing new, whoever says that it was created. */

const holder = account({
  passkeys: ["platform", "hardware key"],
  secrets: ["password", "totp", "sms-code", "recovery-code"],
});

const created = (credential: string) => enrolment({ ...PASSKEYS["hardware key"], credential });

describe("enrolling what the account has already, beside a good passkey", () => {
  test.each<[string, Evidence, Evidence]>([
    ["enrol:passkey", created("two"), created("new")],
    [
      "enrol:password",
      password({ ceremony: "enrol", credential: "password" }),
      password({ ceremony: "enrol" }),
    ],
    [
      "enrol:totp",
      totp({ ceremony: "enrol", credential: "totp" }),
      totp({ ceremony: "enrol", credential: "new" }),
    ],
    ["enrol:sms-code", sms({ ceremony: "enrol", number: NUMBER }), newNumber()],
    [
      "enrol:recovery-code",
      savedCode({ ceremony: "enrol", credential: "codes" }),
      savedCode({ ceremony: "enrol", credential: "new" }),
    ],
  ])("%s: is asked for something new", (name, had, fresh) => {
    const answerTo = (piece: Evidence) =>
      ask(name, [shown("platform"), piece], { account: holder }).answer;
    expect([answerTo(had), answerTo(fresh)]).toEqual(["need", "allow"]);
  });

  test("nor is one that is suspended new: it is lifted, or removed first", () => {
    const views = holder.credentials.map((view) =>
      view.id === "two" ? { ...view, state: "suspended" as const } : view,
    );
    const owner = account({ credentials: views });
    const evidence = [shown("platform"), created("two")];
    expect(ask("enrol:passkey", evidence, { account: owner }).answer).toBe("need");
  });
});
