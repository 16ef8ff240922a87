import { describe, expect, test } from "vitest";
import { answersOf } from "../../src/policy/answers.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { KIND_NAMES } from "../../src/policy/suppositions-kinds.ts";
import { presetNamed } from "./ask.ts";
import { NOW } from "./evidence.ts";
import { SHIPPED, check, found, type Actions, small, withActions } from "./check-world.ts";

describe("what a policy says of itself", () => {
  test("each danger key is a warning", () => {
    const danger = {
      singleFactor: true,
      operatorAlone: true,
      withoutInvariants: ["no-single-remote-takeover", "notice-independent"],
    } as const;
    const policy = small({
      danger: { ...danger, withoutInvariants: [...danger.withoutInvariants] },
    });
    const warnings = check(policy).filter(({ severity }) => severity === "warning");
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ["danger_single_factor", "danger.singleFactor"],
      ["danger_operator_alone", "danger.operatorAlone"],
      ["danger_without_invariants", "danger.withoutInvariants"],
    ]);
    expect(warnings[2]?.params).toEqual({
      invariants: "no-single-remote-takeover, notice-independent",
    });
  });

  test.each([
    [null, "migration_without_end", {}],
    ["2100-01-01", "migration_ends", { day: "2100-01-01" }],
    ["2020-01-01", "migration_over", { day: "2020-01-01" }],
  ] as const)("a migration until %s is %s", (until, code, params) => {
    const pay: Actions[string] = { anyOf: [{ allOf: [{ prove: "totp" }], migrating: true }] };
    const policy = withActions({ pay }, { migration: { until } });
    expect(found(policy, code)).toMatchObject([{ severity: "note", rules: ["pay/1"], params }]);
    expect(found(small({ migration: { until } }), code)).toEqual([]);
  });

  test("assumptions are printed, and what is not assumed as well", () => {
    const policy = small({ assumptions: { honestClients: false, vaults: false } });
    const codes = check(policy).map(({ code }) => code);
    expect(codes).toContain("assumes_no_honest_clients");
    expect(codes).toContain("assumes_no_vaults");
    expect(codes).toContain("assumes_endpoints");
  });

  test("the worst is said first", () => {
    const kinds: Actions[string] = {
      anyOf: [{ allOf: [{ prove: "passkey", class: "verified" }], passkeyKinds: 2 }],
    };
    const policy = withActions({ "sign-in": kinds }, { danger: { singleFactor: true } });
    const severities = check(policy).map(({ severity }) => severity);
    const order = ["error", "warning", "note"];
    expect(severities).toEqual(severities.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(severities).size).toBe(3);
  });
});

describe("the answers about one passkey", () => {
  function answers(policy: Policy, knowledge = SHIPPED) {
    return Object.fromEntries(
      answersOf(policy, knowledge, NOW).map((one) => [one.kind, one] as const),
    );
  }

  function verdicts(name: string) {
    const all = answersOf(presetNamed(name), SHIPPED, NOW);
    const of = (verdict: string) =>
      all.filter((one) => one.verdict === verdict).map(({ kind }) => kind);
    return { enough: of("enough"), oneStep: of("one-step"), refused: of("refused") };
  }

  const OWN = [
    "hardware-key-certified",
    "hardware-key-attested",
    "hardware-key",
    "platform-attested",
    "platform-bound",
    "platform-synced",
    "vault-second-step",
  ];
  const BROKEN = ["model-uv-bypassed", "model-revoked"];
  const OTHERS = ["vault", "vault-second-step-uv-issue", "vault-uv-issue", "unknown"];

  test("are those of the table of presets", () => {
    expect(verdicts("balanced")).toEqual({
      enough: OWN,
      oneStep: [...OTHERS, "hardware-key-without-uv"],
      refused: BROKEN,
    });
    expect(verdicts("strict")).toEqual({
      enough: OWN,
      oneStep: OTHERS,
      refused: ["hardware-key-without-uv", ...BROKEN],
    });
    expect(verdicts("regulated")).toEqual({
      enough: ["hardware-key-certified"],
      oneStep: [],
      refused: KIND_NAMES.filter((kind) => kind !== "hardware-key-certified"),
    });
  });

  test("name the rule, when it is open, and why it is not more", () => {
    expect(answers(presetNamed("strict"))["platform-synced"]).toMatchObject({
      rule: "sign-in/1",
      conditions: { passkeyKinds: 2 },
      because: null,
    });
    const balanced = answers(presetNamed("balanced"));
    expect(balanced["vault"]).toMatchObject({
      rule: "sign-in/2",
      because: { code: "not-in-class", class: "vault-with-second-step", lacks: "vaultSecondStep" },
    });
    expect(balanced["vault"]?.reasons).toContain("vault_second_step_unknown");
    expect(balanced["vault-uv-issue"]?.because).toMatchObject({ lacks: "userVerification" });
    expect(balanced["model-revoked"]).toMatchObject({
      rule: null,
      conditions: null,
      because: { code: "refused", by: ["revoked"] },
    });
  });

  test("name providers of the list that are such", () => {
    const balanced = answers(presetNamed("balanced"));
    expect(balanced["vault-second-step-uv-issue"]).toMatchObject({
      examples: ["1Password"],
      known: 1,
    });
    expect(balanced["vault-second-step"]).toMatchObject({ examples: [], known: 0 });
    expect(balanced["hardware-key-attested"]).toMatchObject({ known: 0 });
    expect(balanced["platform-synced"]?.examples).toHaveLength(3);
  });
});
