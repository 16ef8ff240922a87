import { describe, expect, test } from "vitest";
import {
  newAccounts,
  openedBy,
  richAccount,
  withoutPasskeys,
} from "../../src/policy/check-accounts.ts";
import { type Checked, checkedWorld } from "../../src/policy/check-world.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { Offered } from "../../src/policy/reachable.ts";
import { EVERYTHING } from "./ask.ts";
import { type Actions, HERE, small, withActions } from "./check-world.ts";
import { NOW } from "./evidence.ts";
import { KNOWLEDGE } from "./knowledge.ts";

const world = (policy: Policy, offered: Offered = EVERYTHING): Checked =>
  checkedWorld({ policy, offered, knowledge: KNOWLEDGE, now: NOW });
const signUp = (...anyOf: Actions[string]["anyOf"]) => withActions({ "sign-up": { anyOf } });
const made = (policy: Policy, offered?: Offered) => newAccounts(world(policy, offered));

const newKey = { enrol: "passkey", class: "verified" } as const;
const mail = { prove: "email-code" } as const;

describe("the accounts that signing up makes", () => {
  test("have what was created, and as many channels as were proved", () => {
    const [first] = made(
      signUp({
        allOf: [mail, { prove: "sms-code" }, newKey, { enrol: "totp" }, { enrol: "password" }],
      }),
    );
    expect(first).toEqual({
      rule: "sign-up/1",
      passkeys: [{ provider: "Platform", synced: false }],
      account: {
        channels: 2,
        has: [
          { method: "passkey", id: "passkey-3", provider: "Platform", synced: false },
          { method: "totp", id: "totp-4", keptIn: "hardware-token" },
          { method: "password", id: "password" },
        ],
      },
    });
    expect(made(signUp({ allOf: [newKey] }))[0]?.account.channels).toBe(0);
    const links = made(signUp({ allOf: [{ prove: "magic-link" }, newKey] }));
    expect(links[0]?.account.channels).toBe(1);
  });

  test("by each rule, with every passkey that it takes in the place of the best", () => {
    const all = made(signUp({ allOf: [mail, newKey] }, { allOf: [mail, newKey, newKey] }));
    const takers = world(small()).inOneOf([...small().classes.values()]);
    expect(takers.length).toBeGreaterThan(5);
    const byRule = (rule: string) => all.filter((one) => one.rule === rule);
    expect(byRule("sign-up/1")).toHaveLength(1 + takers.length);
    for (const { traits } of takers) {
      expect(byRule("sign-up/1").map(({ passkeys }) => passkeys)).toContainEqual([traits]);
    }
    expect(byRule("sign-up/2").length).toBeGreaterThan(takers.length);
    const [best, other] = byRule("sign-up/2")[0]?.passkeys ?? [];
    for (const { passkeys } of byRule("sign-up/2")) {
      const same = [best, other].filter((one, index) => one === passkeys[index]);
      expect(same.length).toBeGreaterThanOrEqual(1);
    }
  });

  test("are none where somebody would have to show more, or to show what is not offered", () => {
    expect(made(small(), HERE)).not.toEqual([]);
    expect(made(small(), new Set(["prove:passkey", "enrol:passkey"]))).toEqual([]);
    expect(made(small(), new Set(["prove:email-code"]))).toEqual([]);
    expect(made(small(), new Set(["prove:email-code", "enrol:password"]))).toEqual([]);
    const both = [mail, { enrol: "passkey", class: "nobody" }] as const;
    const passkeyClasses = {
      verified: { userVerification: "claimed" },
      nobody: { userVerification: "attested", certified: { fips: 4 } },
    } as const;
    const actions = { "sign-up": { anyOf: [{ allOf: [...both] }] } };
    expect(made(withActions(actions, { passkeyClasses }))).toEqual([]);
  });

  test("are those of an attempt that waits as well", () => {
    const waiting = signUp({ allOf: [mail, newKey], delaySeconds: 60, notices: 1 });
    expect(made(waiting)).not.toEqual([]);
    expect(made(waiting, HERE)).toEqual([]);
  });
});

describe("one who has everything", () => {
  const rich = richAccount(world(small()));

  test("has passkeys of each keeper, one of each other method, and eight channels", () => {
    const methods = rich.has?.map(({ method }) => method) ?? [];
    expect(methods.slice(-4)).toEqual(["password", "totp", "sms-code", "recovery-code"]);
    expect(rich.has?.find(({ method }) => method === "totp")?.keptIn).toBe("own-app");
    expect(rich.channels).toBe(8);
    expect(rich.everHad).toEqual([]);
    const providers = rich.has?.map(({ provider }) => provider);
    for (const name of ["Platform", "Key"]) expect(providers).toContain(name);
    expect(new Set(rich.has?.map(({ id }) => id)).size).toBe(rich.has?.length);
    expect(rich.has?.[0]?.id).toBe("passkey-1");
  });

  test("has a dozen passkeys at most", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const passkeyClasses = Object.fromEntries(
      ["verified", ...names].map((name) => [name, { userVerification: "claimed" as const }]),
    );
    const { has = [] } = richAccount(world(small({ passkeyClasses })));
    expect(has.filter(({ method }) => method === "passkey")).toHaveLength(12);
    expect(has).toHaveLength(16);
  });

  test("without passkeys still had them", () => {
    const lost = withoutPasskeys({ has: [{ method: "passkey" }, { method: "totp" }], channels: 2 });
    expect(lost).toEqual({
      channels: 2,
      has: [{ method: "totp" }],
      everHad: ["passkey", "totp"],
    });
    expect(withoutPasskeys({ everHad: ["password"] })).toEqual({ everHad: ["password"], has: [] });
  });
});

describe("the methods that would open an action", () => {
  const bySaved = [{ prove: "recovery-code" }, newKey] as const;
  const byTotp = [{ prove: "totp" }, newKey] as const;
  const checked = world(
    withActions(
      { recover: { anyOf: [{ allOf: [...bySaved] }, { allOf: [...byTotp] }] } },
      { danger: { singleFactor: true } },
    ),
  );

  test("are each that a rule asks for, whatever else there is", () => {
    expect(openedBy(checked, "recover", {})).toEqual(["totp", "recovery-code"]);
    expect(openedBy(checked, "recover", { has: [{ method: "password" }] })).toEqual([
      "totp",
      "recovery-code",
    ]);
    expect(openedBy(checked, "sign-in", {})).toEqual([]);
  });

  test("are of use as they usually are, not as the account has them", () => {
    const has = [{ method: "totp", state: "suspended" }] as const;
    expect(openedBy(checked, "recover", { has: [...has] })).toContain("totp");
  });
});
