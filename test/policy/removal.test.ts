import { describe, expect, test } from "vitest";
import type { Offered } from "../../src/policy/reachable.ts";
import { hasWayIn } from "../../src/policy/requirement.ts";
import { account, type Holding } from "./accounts.ts";
import { ask, balancedWith, codesOf, EVERYTHING, presetNamed, shown } from "./ask.ts";
import { NOW } from "./evidence.ts";

/** R45: a person is never locked out by his own hand; B18: nor by that of somebody else. */

function remove(name: string, credential: string, holding: Holding, policy = "balanced") {
  const kind = policy === "strict" ? "hardware key" : "platform";
  const evidence = [shown(kind, { credential: "one" })];
  return ask(name, evidence, { policy, account: account(holding), params: { credential } });
}

describe("R45: the last way in is not removed", () => {
  test.each<[string, string, string, Holding, boolean]>([
    ["the only passkey", "remove:passkey", "one", { passkeys: ["platform"] }, false],
    ["one of two", "remove:passkey", "two", { passkeys: ["platform", "hardware key"] }, true],
    ["the good one of two", "remove:passkey", "one", { passkeys: ["platform", "vault"] }, false],
    ["the weak one of two", "remove:passkey", "two", { passkeys: ["platform", "vault"] }, true],
    [
      "the good one, where a password is left",
      "remove:passkey",
      "one",
      { passkeys: ["platform", "vault"], secrets: ["password"] },
      true,
    ],
    [
      "the password that a weak one needs",
      "remove:password",
      "password",
      { passkeys: ["vault"], secrets: ["password"] },
      false,
    ],
    [
      "the password beside a good one",
      "remove:password",
      "password",
      { passkeys: ["platform"], secrets: ["password"] },
      true,
    ],
    [
      "the good one, where the other is suspended",
      "remove:passkey",
      "one",
      { passkeys: ["platform", { kind: "hardware key", suspended: true }] },
      false,
    ],
    [
      "the last passkey, where the old ways are closed",
      "remove:passkey",
      "one",
      { passkeys: ["platform"], secrets: ["password", "totp"] },
      false,
    ],
  ])("%s", (_, name, credential, holding, goes) => {
    const codes = codesOf(remove(name, credential, holding));
    expect(codes.includes("last_way_in")).toBe(!goes);
  });

  test("strict: of two kinds neither", () => {
    const two = { passkeys: ["hardware key", "platform"] } as const;
    expect(codesOf(remove("remove:passkey", "two", two, "strict"))).toEqual(["last_way_in"]);
    const three = { passkeys: ["hardware key", "platform", "vault"] } as const;
    expect(remove("remove:passkey", "three", three, "strict").answer).toBe("allow");
    expect(remove("remove:passkey", "two", three, "strict").answer).toBe("allow");
  });

  test("in every group that the account is in", () => {
    const only = { anyOf: [{ allOf: [{ prove: "passkey" as const, class: "hardware-key" }] }] };
    const policy = balancedWith({ groups: { staff: { actions: { "sign-in": only } } } });
    const removing = (groups: readonly string[]) => {
      const who = account({ passkeys: ["platform", "hardware key"], groups });
      const params = { credential: "two" };
      return codesOf(ask("remove:passkey", [shown("platform")], { policy, account: who, params }));
    };
    expect(removing([])).not.toContain("last_way_in");
    expect(removing(["staff"])).toEqual(["last_way_in"]);
  });

  test("a way in is one that is offered here", () => {
    const who = account({ passkeys: ["vault"], secrets: ["password"] });
    const asked = { policy: presetNamed("balanced"), now: NOW };
    expect(hasWayIn({ ...asked, offered: EVERYTHING }, who)).toBe(true);
    const few: Offered = new Set(["prove:passkey"]);
    expect(hasWayIn({ ...asked, offered: few }, who)).toBe(false);
  });
});

describe("B18: only what the account has", () => {
  const two = { passkeys: ["platform", "hardware key"], secrets: ["totp"] } as const;

  test("nobody else's passkey is removed, and none that is not named", () => {
    expect(codesOf(remove("remove:passkey", "three", two))).toEqual(["credential_unknown"]);
    const who = account(two);
    const unnamed = ask("remove:passkey", [shown("platform")], { account: who, params: {} });
    expect(codesOf(unnamed)).toEqual(["credential_unknown"]);
  });

  test("what an action names is of the method that it names", () => {
    expect(codesOf(remove("remove:totp", "two", two))).toEqual(["credential_unknown"]);
    expect(codesOf(remove("remove:passkey", "totp", two))).toEqual(["credential_unknown"]);
  });

  test.each(["suspend:passkey", "lift:passkey", "rename:passkey"])("nor for %s", (name) => {
    expect(codesOf(remove(name, "three", two))).toEqual(["credential_unknown"]);
    expect(remove(name, "two", two).answer).toBe("allow");
  });

  test("where no account is known, there is nothing to say yet", () => {
    const decision = ask("remove:passkey", [], { account: null, subject: null });
    expect(codesOf(decision)).not.toContain("credential_unknown");
  });
});
