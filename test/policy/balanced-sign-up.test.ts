import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../src/base/time.ts";
import { account } from "./accounts.ts";
import { ask, optionsOf } from "./ask.ts";
import { enrolment, NOW, type Traits } from "./evidence.ts";
import { type PasskeyName, PASSKEYS } from "./knowledge.ts";
import { mail, password, totp } from "./others.ts";

/** DESIGN section 4, column `balanced`: signing in and signing up. */

function fresh(kind: PasskeyName, traits: Traits = {}) {
  return enrolment({ ...PASSKEYS[kind], ...traits });
}

describe("balanced: a new account ends with a way in", () => {
  const newPassword = password({ ceremony: "enrol" });
  const newTotp = totp({ ceremony: "enrol" });

  test("the address comes first, and nothing is created before it", () => {
    expect(optionsOf(ask("sign-up", []))).toEqual(["prove email-code"]);
    expect(optionsOf(ask("sign-up", [fresh("platform")]))).toEqual(["prove email-code"]);
  });

  test("then a passkey, or a passkey and something else", () => {
    expect(optionsOf(ask("sign-up", [mail()])).toSorted()).toEqual([
      "enrol passkey",
      "enrol passkey+passkey",
      "enrol passkey+password",
      "enrol passkey+totp",
    ]);
  });

  test.each<[PasskeyName]>([["platform"], ["hardware key"], ["vault with a second step"]])(
    "one passkey is enough: %s",
    (kind) => {
      expect(ask("sign-up", [mail(), fresh(kind)])).toMatchObject({
        answer: "allow",
        rule: "sign-up/1",
        grant: { settlesAt: null },
      });
    },
  );

  test("another vault's needs one more thing, that does not live there", () => {
    const begun = [mail(), fresh("vault")];
    expect(optionsOf(ask("sign-up", begun)).toSorted()).toEqual([
      "enrol passkey",
      "enrol password",
      "enrol totp",
    ]);
    const two = { credential: "two" };
    expect(ask("sign-up", [...begun, newPassword]).answer).toBe("allow");
    expect(ask("sign-up", [...begun, newTotp]).answer).toBe("allow");
    expect(ask("sign-up", [...begun, fresh("another vault", two)]).answer).toBe("allow");
    expect(ask("sign-up", [...begun, fresh("vault", two)]).answer).toBe("need");
    const hidden = totp({ ceremony: "enrol", keptIn: "unknown" });
    expect(ask("sign-up", [...begun, hidden]).answer).toBe("need");
    // An existing password is none that was set here.
    expect(ask("sign-up", [...begun, password()]).answer).toBe("need");
  });

  test("a password that the proved mailbox resets is still a second step of the new account", () => {
    const resettable = password({ ceremony: "enrol", resetBy: [mail().address] });
    expect(ask("sign-up", [mail(), fresh("vault"), resettable]).answer).toBe("allow");
  });

  test("B41: an address that has an account makes no other", () => {
    const decision = ask("sign-up", [mail(), fresh("platform")], {
      account: account({ passkeys: ["platform"] }),
    });
    expect(decision).toEqual({
      answer: "refuse",
      reasons: [{ rule: "sign-up", code: "account_exists", evidence: null }],
    });
  });

  test("a mail code to sign up is shown once, and signs nobody in", () => {
    const late = mail({ at: plusSeconds(NOW, -3600) });
    expect(ask("sign-up", [late, fresh("platform")]).answer).toBe("allow");
    expect(ask("sign-in", [mail()]).answer).not.toBe("allow");
  });
});
