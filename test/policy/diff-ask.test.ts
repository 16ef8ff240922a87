import { describe, expect, test } from "vitest";
import { askPolicy, canShow, type DiffAccount } from "../../src/policy/diff-ask.ts";
import { supposer } from "../../src/policy/diff-suppose.ts";
import type { EvidenceSet } from "../../src/policy/diff-space.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { PASSKEY_KINDS } from "../../src/policy/suppositions-kinds.ts";
import { action, EVERYTHING } from "./ask.ts";
import { changed, rulesOf, small } from "./diff-world.ts";
import { NOW } from "./evidence.ts";
import { KNOWLEDGE } from "./knowledge.ts";

const suppose = supposer(KNOWLEDGE, NOW);
const platform = { prove: "passkey", ...PASSKEY_KINDS["platform-synced"] } as const;
const totp = { prove: "totp", keptIn: "own-app" } as const;

function asked(
  name: string,
  evidence: EvidenceSet,
  { policy = small, account = "two-kinds" }: { policy?: Policy; account?: DiffAccount } = {},
) {
  const about = { action: action(name), params: {}, offered: EVERYTHING };
  return askPolicy(policy, { ...suppose(account, evidence), ...about });
}

describe("an answer, as far as it can be told from another one", () => {
  const nothing = { delaySeconds: 0, notices: 0, settleSeconds: 0 };

  test("is what `decide` answers, by which rules", () => {
    expect(asked("sign-in", [platform])).toEqual({
      answer: { answer: "allow", ...nothing },
      rules: ["sign-in/1"],
    });
    expect(asked("sign-in", [totp])).toEqual({ answer: { answer: "need", ...nothing }, rules: [] });
    expect(asked("pay", [totp])).toEqual({ answer: { answer: "refuse", ...nothing }, rules: [] });
  });

  test("says how long to wait, and how many are to be told in all", () => {
    const waiting = changed((source) => {
      const [rule] = rulesOf(source, "recover");
      if (rule !== undefined) Object.assign(rule, { notices: 2, delaySeconds: 90 });
    });
    const evidence = [
      { prove: "recovery-code" },
      { fact: "begun" },
      { fact: "notified", channel: "notices@example.net" },
    ] as const;
    expect(asked("recover", evidence, { policy: waiting })).toEqual({
      answer: { answer: "wait", delaySeconds: 90, notices: 2, settleSeconds: 0 },
      rules: ["recover/1"],
    });
  });

  test("names the rule of each clause, and takes the most that one of them asks", () => {
    const policy = changed((source) => {
      const [first] = rulesOf(source, "sign-in");
      if (first !== undefined) Object.assign(first, { notices: 1, settleSeconds: 90 });
      const own = { allOf: [totp], notices: 3, settleSeconds: 60 };
      const anyOf = [{ ...own, allOf: [{ prove: "totp" as const }] }];
      source.groups = { admins: { actions: { "sign-in": { anyOf } } } };
    });
    const account = "group:admins" as const;
    expect(asked("sign-in", [platform, totp], { policy, account })).toEqual({
      answer: { answer: "allow", delaySeconds: 0, notices: 3, settleSeconds: 90 },
      rules: ["sign-in/1", "admins:sign-in/1"],
    });
    expect(asked("sign-in", [platform], { policy })).toMatchObject({
      answer: { answer: "allow", notices: 1, settleSeconds: 90 },
    });
  });
});

describe("an evidence can be somebody's", () => {
  const password = { prove: "password" } as const;
  test.each<[DiffAccount, string, EvidenceSet, boolean]>([
    ["nobody", "sign-up", [platform], true],
    ["nobody", "sign-up", [], true],
    ["one-passkey", "sign-up", [], false],
    ["nobody", "sign-in", [], true],
    ["nobody", "sign-in", [password], false],
    ["without-passkey", "sign-in", [], true],
    ["without-passkey", "sign-in", [password], true],
    ["without-passkey", "sign-in", [password, platform], false],
    ["without-passkey", "enrol:passkey", [password, { enrol: "passkey" }], true],
    ["one-passkey", "sign-in", [password, platform], true],
    ["group:admins", "sign-in", [platform], true],
  ])("%s, who does %s with %j: %s", (account, name, evidence, can) => {
    expect(canShow(account, action(name), evidence)).toBe(can);
  });
});

describe("whom it is asked about", () => {
  const methods = (account: DiffAccount, evidence: EvidenceSet = []) =>
    suppose(account, evidence).account?.credentials.map(({ id }) => id);
  const others = ["password", "totp", "sms-code", "recovery-code"];

  test("has what it is called after, and every other method", () => {
    expect(suppose("nobody", [])).toMatchObject({ account: null, subject: "somebody", now: NOW });
    expect(methods("without-passkey")).toEqual(others);
    expect(methods("one-passkey")).toEqual(["kept-one", ...others]);
    expect(methods("two-kinds")).toEqual(["kept-one", "kept-other", ...others]);
    const keepers = suppose("two-kinds", []).account?.credentials.map(({ best }) =>
      best.method === "passkey" ? best.keeper : null,
    );
    expect(keepers).toEqual(["platform", "hardware-key", null, null, null, null]);
  });

  test("has three channels, and is of the group that is asked about and of no other", () => {
    for (const account of ["without-passkey", "one-passkey", "two-kinds"] as const) {
      expect(suppose(account, []).account).toMatchObject({ channels: 3, groups: [] });
    }
    const member = suppose("group:admins", []).account;
    expect(member).toMatchObject({ channels: 3, groups: ["admins"] });
    expect(methods("group:admins")).toEqual(methods("two-kinds"));
  });

  test("has what it shows as well", () => {
    const shown = { ...platform, credential: "shown" };
    expect(methods("without-passkey", [shown])).toEqual(["shown", ...others]);
    expect(suppose("without-passkey", [shown]).account?.everHad).toContain("passkey");
    expect(suppose("nobody", [shown]).account).toBeNull();
    const { assurance } = suppose("one-passkey", [totp, shown]);
    expect(assurance).toMatchObject({ standing: "supposed", knowledge: "test+supposed" });
    expect(assurance.proofs.map(({ method }) => method)).toEqual(["totp", "passkey"]);
  });
});
