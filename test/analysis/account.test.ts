import { describe, expect, test } from "vitest";
import { accountShape, analyseAccount, whatIf } from "../../src/analysis/account.ts";
import { FORMULAS } from "../../src/analysis/formulas.ts";
import { impliesIn } from "../../src/analysis/implications.ts";
import { REFERENCE_WORLD } from "../../src/analysis/world.ts";
import { walk } from "../../src/analysis/walk.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import { presetNamed } from "../policy/ask.ts";
import { accountWith, MAIL, NUMBER, OTHER_MAIL } from "./accounts.ts";
import { family, worked } from "./scenarios.ts";

const SYNCED = { method: "passkey", id: "synced", keeper: "platform" } as const;
const KEY = { method: "passkey", id: "key", keeper: "hardware-key", attested: true } as const;
const VAULT = { method: "passkey", id: "vault", keeper: "vault" } as const;
const PASSWORD = { method: "password", id: "password" } as const;
const TOTP = { method: "totp", id: "totp", keptIn: "own-app" } as const;
const CODES = { method: "recovery-code", id: "codes" } as const;

const implies = impliesIn(FORMULAS, REFERENCE_WORLD);

describe("an account under balanced", () => {
  test("with one synced passkey falls as its scenario does, and by a fooled operator", () => {
    const { control } = analyseAccount(accountWith({ has: [SYNCED] }));
    expect(family(control)).toEqual(
      family([
        ...worked("PK_SYNC").expected.control,
        // An operator's link, with the passkey as one factor, unseen since the mail is open there.
        ["fools-helpdesk", "takes-unlocked(phone)"],
        ["fools-helpdesk", "takes-unlocked(laptop)"],
        ["coaches-user", "takes-unlocked(phone)"],
        ["coaches-user", "takes-unlocked(laptop)"],
      ]),
    );
  });

  test("is never taken over by a session that is copied, and only used", () => {
    for (const has of [[SYNCED], [KEY, PASSWORD], [PASSWORD, TOTP], [VAULT, PASSWORD, CODES]]) {
      const { control, access } = analyseAccount(accountWith({ has }));
      expect(family(access)).toContain("steals-session");
      expect(family(control)).not.toContain("steals-session");
      expect(family(control)).not.toContain("infostealer(laptop)");
    }
  });

  test("that comes from before falls to a lure, until it has a passkey", () => {
    const before = accountWith({ has: [PASSWORD, TOTP] });
    expect(family(analyseAccount(before).control)).toContain("phishes-live");
    const after = accountWith({ has: [PASSWORD, TOTP, SYNCED] });
    expect(family(analyseAccount(after).control)).not.toContain("phishes-live");
    const { broken, opened } = whatIf(analyseAccount(before), after);
    expect(family(broken)).toContain("phishes-live");
    expect(family(opened)).toContain("enters-provider + knows-escrow");
  });

  test("has its saved codes and link as a way back with two channels only", () => {
    const one = analyseAccount(accountWith({ has: [SYNCED, CODES] }));
    const two = analyseAccount(accountWith({ has: [SYNCED, CODES], channels: [MAIL, OTHER_MAIL] }));
    expect(family(one.lockout)).toContain("laptop + operator + phone + provider-login");
    expect(family(two.lockout)).toContain(
      "inbox(1) + inbox(2) + laptop + operator + phone + provider-login",
    );
    expect(family(two.control)).toContain(
      "controls-email(1) + has-recovery-code + user-unresponsive",
    );
  });

  test("has a passkey of a vault as one of two steps", () => {
    const { control } = analyseAccount(accountWith({ has: [VAULT, PASSWORD] }));
    expect(family(control)).toContain("knows-master + learns-password");
    expect(family(control)).not.toContain("knows-master");
  });

  test("takes a vault's second step for what is known of it", () => {
    const known = accountWith({ has: [{ ...VAULT, secondStep: true }] });
    expect(family(analyseAccount(known).control)).toContain("knows-master + passes-vault-2fa");
  });

  test("tells a key that is bound from one that only says so", () => {
    const attested = { ...SYNCED, synced: false, attested: true, format: "tpm" } as const;
    const said = { ...SYNCED, synced: false } as const;
    const provider = "enters-provider + knows-escrow";
    expect(family(analyseAccount(accountWith({ has: [attested] })).control)).not.toContain(
      provider,
    );
    expect(family(analyseAccount(accountWith({ has: [said] })).control)).toContain(provider);
  });

  test("that resets its password by mail falls with the mailbox, whichever it is", () => {
    const has = [VAULT, { ...PASSWORD, resetBy: [OTHER_MAIL.address] }];
    const { control } = analyseAccount(accountWith({ has, channels: [MAIL, OTHER_MAIL] }));
    expect(family(control)).toContain("controls-email(2) + knows-master");
    expect(family(control)).not.toContain("controls-email(1) + knows-master");
  });
});

test("what is spent cannot be shown again, by nobody", () => {
  const has = [SYNCED, CODES];
  const input = accountWith({ has, channels: [MAIL, OTHER_MAIL] });
  const credentials = input.account.credentials.map((one) =>
    one.id === "codes" ? { ...one, state: "spent" as const } : one,
  );
  const spent = analyseAccount({ ...input, account: { ...input.account, credentials } });
  expect(family(spent.control).join()).not.toContain("has-recovery-code");
  expect(family(spent.lockout).join()).not.toContain("recovery-codes");
});

describe("what can be made of an account", () => {
  const weak = (actions: PolicyInput["actions"]) =>
    definePolicy({
      version: 1,
      name: "weak",
      extends: "balanced",
      actions: { ...actions },
      invariants: [],
      danger: {
        singleFactor: true,
        withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
      },
    });
  const has = [SYNCED, PASSWORD, TOTP];

  test("who may remove the last passkey opens what it closed", () => {
    const before = { allOf: [{ prove: "password" as const }, { prove: "totp" as const }] };
    const proofing = { prove: "external" as const, assertion: "proofing" as const };
    const signIn = [{ ...before, unlessEverHad: ["passkey" as const] }, { allOf: [proofing] }];
    const removing = { anyOf: [{ allOf: [{ prove: "password" as const }] }] };
    const strong = weak({ "sign-in": { anyOf: [...signIn] } });
    const open = weak({ "sign-in": { anyOf: [...signIn] }, "remove:passkey": removing });
    const taken = (policy: typeof strong) => analyseAccount(accountWith({ has, policy })).access;
    expect(family(taken(strong))).toContain("steals-session");
    const control = (policy: typeof strong) => analyseAccount(accountWith({ has, policy })).control;
    expect(family(control(strong))).not.toContain("phishes-live + steals-session");
    // A session, and the password for the removal; then password and code, as before.
    expect(family(control(open))).toContain("phishes-live + steals-session");
    // Where nothing else would let the owner in, the last passkey stays.
    const only = weak({ "remove:passkey": removing });
    expect(family(control(only))).not.toContain("phishes-live + steals-session");
  });

  test("who may lift what was suspended has it again", () => {
    const suspended = { ...KEY, state: "suspended" as const };
    const strict = presetNamed("strict");
    const channels = [MAIL, NUMBER];
    const held = analyseAccount(
      accountWith({ policy: strict, has: [SYNCED, suspended], channels }),
    );
    expect(family(held.control)).toContain("enters-provider + knows-escrow");
    expect(family(held.control)).not.toContain("knows-key-pin(k2) + takes-key(k2)");
    const lifts = weak({ "lift:passkey": { anyOf: [{ allOf: [{ prove: "password" }] }] } });
    const lifted = analyseAccount(
      accountWith({ policy: lifts, has: [{ ...suspended, id: "only" }, PASSWORD] }),
    );
    expect(family(lifted.control)).toContain("learns-password + steals-session + takes-key(k1)");
  });
});

test("a set is walked by the rules of the policy", () => {
  const analysis = analyseAccount(accountWith({ has: [SYNCED, CODES], channels: [MAIL, NUMBER] }));
  expect(walk(analysis, "control", ["enters-provider", "knows-escrow"], implies)).toEqual([
    { kind: "step", action: "recover", rule: "recover/1", shown: ["synced"], waits: false },
  ]);
  const [leg] = walk(
    analysis,
    "control",
    ["controls-email", "has-recovery-code", "user-unresponsive"],
    implies,
  );
  expect(leg).toMatchObject({ action: "recover", shown: ["codes", "magic-link"], waits: true });
  expect(walk(analysis, "control", ["learns-password"], implies)).toEqual([]);
  expect(walk(analysis, "access", ["steals-session"], implies)).toEqual([{ kind: "session" }]);
});

test("two operators are two compromises", () => {
  const has = [SYNCED, KEY];
  const policy = presetNamed("strict");
  const { entries } = analyseAccount(accountWith({ policy, has, channels: [MAIL, NUMBER] }));
  expect(family(entries.recover)).toContain(
    "fools-helpdesk(1) + fools-helpdesk(2) + user-unresponsive",
  );
  expect(accountShape(accountWith({ has })).ways.map(({ id }) => id)).not.toContain("approval:2");
});
