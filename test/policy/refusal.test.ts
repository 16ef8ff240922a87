import { describe, expect, test } from "vitest";
import type { Offered } from "../../src/policy/reachable.ts";
import { account } from "./accounts.ts";
import { ask, balancedWith, codesOf, EVERYTHING, shown } from "./ask.ts";
import { password } from "./others.ts";

const holder = account({ passkeys: ["platform", "vault"], secrets: ["password", "totp"] });

describe("a refusal", () => {
  const disabled = { ...holder, state: "disabled" } as const;

  test("B20: of a disabled account, whatever is shown", () => {
    expect(ask("sign-in", [shown("platform")], { account: disabled })).toEqual({
      answer: "refuse",
      reasons: [{ rule: "sign-in", code: "account_disabled", evidence: null }],
    });
  });

  test("of an action that the policy does not know, and of everything else that is wrong", () => {
    expect(codesOf(ask("pay", [shown("platform")]))).toEqual(["action_not_offered"]);
    const params = { credential: "nobody's" };
    const evidence = [shown("platform")];
    const decision = ask("remove:external", evidence, { account: disabled, params });
    expect(codesOf(decision)).toEqual([
      "action_not_offered",
      "account_disabled",
      "credential_unknown",
    ]);
  });

  test("where nothing that the account has could be the other step", () => {
    const who = account({ passkeys: ["vault"] });
    const decision = ask("sign-in", [shown("vault")], { account: who });
    expect(decision).toMatchObject({ answer: "refuse" });
    expect(decision.reasons[0]).toEqual({
      rule: "sign-in",
      code: "no_way_to_meet",
      evidence: null,
    });
    expect(codesOf(decision)).toContain("vault_second_step_unknown");
  });

  test("where this deployment does not offer what is missing", () => {
    const offered: Offered = new Set(["prove:passkey"]);
    const vault = shown("vault", { credential: "two" });
    expect(ask("sign-in", [vault], { account: holder, offered }).answer).toBe("need");
    const few: Offered = new Set(["prove:totp"]);
    expect(ask("sign-in", [], { account: holder, offered: few }).answer).toBe("refuse");
    const enrol = new Set([...EVERYTHING].filter((one) => one !== "enrol:passkey"));
    expect(ask("enrol:passkey", [], { account: holder, offered: enrol }).answer).toBe("refuse");
  });

  test("where it would have to wait and this deployment cannot", () => {
    const rule = { allOf: [{ prove: "password" as const }], delaySeconds: 60, notices: 1 };
    const policy = balancedWith({ actions: { pay: { anyOf: [rule] } } });
    const offered = new Set([...EVERYTHING].filter((one) => one !== "wait"));
    expect(ask("pay", [password()], { policy }).answer).toBe("wait");
    expect(ask("pay", [password()], { policy, offered }).answer).toBe("refuse");
    expect(ask("pay", [], { policy, account: holder }).answer).toBe("need");
    expect(ask("pay", [], { policy, account: holder, offered }).answer).toBe("refuse");
  });
});
