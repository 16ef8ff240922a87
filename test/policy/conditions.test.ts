import { describe, expect, test } from "vitest";
import type { CombinationSource } from "../../src/policy/schema.ts";
import { account, type Holding } from "./accounts.ts";
import { ask, balancedWith, codesOf, optionsOf, shown } from "./ask.ts";
import { password, totp } from "./others.ts";

/** When a combination is open to an account, and what a group adds. */

function paying(rule: Omit<CombinationSource, "allOf">, holding: Holding | null) {
  const allOf = [{ prove: "password" as const }];
  const policy = balancedWith({ actions: { pay: { anyOf: [{ allOf, ...rule }] } } });
  if (holding === null) return ask("pay", [], { policy, account: null }).answer;
  const who = account({ secrets: ["password"], ...holding });
  return ask("pay", [password()], { policy, account: who }).answer;
}

describe("passkeyKinds", () => {
  test.each<[string, Holding, number]>([
    ["none", {}, 0],
    ["one", { passkeys: ["platform"] }, 1],
    ["two alike", { passkeys: ["platform", "platform with a UV issue"] }, 1],
    ["two vaults", { passkeys: ["vault", "another vault"] }, 1],
    ["two unknown", { passkeys: ["zero AAGUID", "unlisted AAGUID"] }, 1],
    ["two kinds", { passkeys: ["platform", "vault"] }, 2],
    ["a suspended one counts", { passkeys: ["platform", { kind: "vault", suspended: true }] }, 2],
    ["three kinds", { passkeys: ["platform", "vault", "hardware key"] }, 3],
    ["no secret is a kind", { passkeys: ["platform"], secrets: ["password", "totp"] }, 1],
  ])("%s", (_, holding, kinds) => {
    for (const asked of [1, 2, 3]) {
      const answer = paying({ passkeyKinds: asked }, holding);
      expect([asked, answer]).toEqual([asked, asked <= kinds ? "allow" : "refuse"]);
    }
  });

  test("of those who are believed: without honest clients all are of an unknown kind", () => {
    const rule = { allOf: [{ prove: "password" as const }], passkeyKinds: 2 };
    const policy = balancedWith({
      assumptions: { honestClients: false, vaults: true },
      actions: { pay: { anyOf: [rule] } },
    });
    const who = account({ passkeys: ["platform", "vault"], secrets: ["password"] });
    expect(ask("pay", [password()], { policy, account: who }).answer).toBe("refuse");
  });
});

describe("channels, and what an account ever had", () => {
  test("as many channels as are asked for", () => {
    expect(paying({ channels: 2 }, { channels: 1 })).toBe("refuse");
    expect(paying({ channels: 2 }, { channels: 2 })).toBe("allow");
    expect(paying({ channels: 2 }, { channels: 3 })).toBe("allow");
  });

  test("closed to whoever ever had one of these", () => {
    const rule = { unlessEverHad: ["passkey", "totp"] as ("passkey" | "totp")[] };
    expect(paying(rule, { everHad: ["password"] })).toBe("allow");
    expect(paying(rule, { everHad: ["passkey"] })).toBe("refuse");
    expect(paying(rule, { everHad: ["totp", "password"] })).toBe("refuse");
    expect(paying(rule, { everHad: [] })).toBe("allow");
  });

  test("whoever is not known is taken to have them: he is asked again when he is", () => {
    for (const rule of [
      { channels: 8 },
      { passkeyKinds: 4 },
      { unlessEverHad: ["password"] as "password"[] },
    ]) {
      expect(paying(rule, null)).toBe("need");
    }
  });
});

describe("groups: each of their members must meet both", () => {
  const staffRule = { anyOf: [{ allOf: [{ prove: "totp" as const }], settleSeconds: 60 }] };
  const policy = balancedWith({
    groups: {
      staff: {
        actions: { "sign-in": staffRule },
        session: { idleSeconds: 60, absoluteSeconds: 120 },
      },
      admins: {
        actions: {
          "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "hardware-key" }] }] },
        },
      },
      guests: {},
    },
    danger: { singleFactor: true },
  });
  const signIn = (groups: readonly string[], ...evidence: Parameters<typeof ask>[1]) => {
    const holding = { passkeys: ["platform", "hardware key"], secrets: ["totp"], groups } as const;
    return ask("sign-in", evidence, { policy, account: account(holding) });
  };
  const key = shown("hardware key", { credential: "two" });

  test("who is in none, or in one that asks nothing, meets the policy", () => {
    expect(signIn([], shown("platform")).answer).toBe("allow");
    expect(signIn(["guests", "nobody"], shown("platform")).answer).toBe("allow");
  });

  test("who is in one meets it too, and the rules are named together", () => {
    expect(optionsOf(signIn(["staff"], shown("platform")))).toEqual(["prove totp"]);
    expect(signIn(["staff"], totp()).answer).toBe("need");
    expect(signIn(["staff"], shown("platform"), totp())).toMatchObject({
      answer: "allow",
      rule: "sign-in/1 + staff:sign-in/1",
    });
  });

  test("who is in two meets three", () => {
    const both = ["staff", "admins"];
    expect(signIn(both, shown("platform"), totp()).answer).toBe("need");
    expect(signIn(both, key).answer).toBe("need");
    const decision = signIn(both, key, totp());
    expect(decision).toMatchObject({
      answer: "allow",
      rule: "sign-in/1 + staff:sign-in/1 + admins:sign-in/1",
    });
    // One proof serves several clauses, and is named once.
    expect(decision.answer === "allow" && decision.evidence.length).toBe(2);
  });

  test("the longest time to settle counts", () => {
    const decision = signIn(["staff"], shown("platform"), totp());
    expect(decision).toMatchObject({ grant: { settlesAt: 1_800_000_060_000 } });
  });

  test("where one cannot be met, nothing is asked for", () => {
    const who = account({ passkeys: ["platform"], groups: ["admins"] });
    const decision = ask("sign-in", [], { policy, account: who });
    expect(decision.answer).toBe("refuse");
    expect(codesOf(decision)).toEqual(["no_way_to_meet"]);
  });

  test("their session limits stand in the policy, or none", () => {
    expect(policy.groups.get("staff")?.session).toEqual({ idleSeconds: 60, absoluteSeconds: 120 });
    expect(policy.groups.get("admins")?.session).toBe(null);
    expect(policy.groups.get("guests")?.actions.size).toBe(0);
  });
});
