import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { GOOD, problems } from "./sources.ts";

describe("a policy that is written whole", () => {
  test("is parsed, with nothing left to be guessed", () => {
    const parsed = parsePolicy(GOOD);
    expect(parsed).toMatchObject({
      ok: true,
      policy: {
        name: "mine",
        assumptions: { honestClients: true, vaults: true },
        attestation: { ask: "never", unattested: "accept" },
        algorithms: [-7],
        counterWentBack: "record",
        session: { idleSeconds: 3600, absoluteSeconds: 86_400 },
        migrationEnds: null,
        source: GOOD,
      },
    });
    if (!parsed.ok) throw new TypeError("it parses");
    expect(parsed.policy.refuses).toEqual(new Set(["revoked", "key-compromised"]));
    const verified = {
      name: "verified",
      userVerification: "claimed",
      keepers: ["platform", "hardware-key", "vault", "unknown"],
      vaultSecondStep: false,
      attested: false,
      deviceBound: false,
      certified: null,
    };
    expect(parsed.policy.classes).toEqual(new Map([["verified", verified]]));
    expect(parsed.policy.actions.get("sign-in")).toEqual([
      {
        rule: "sign-in/1",
        terms: [
          {
            ceremony: "prove",
            method: "passkey",
            classes: [verified],
            assertion: null,
            maxAgeSeconds: null,
          },
        ],
        conditions: { unlessEverHad: [], passkeyKinds: 0, channels: 0, migrating: false },
        delaySeconds: 0,
        notices: 0,
        settleSeconds: 0,
      },
    ]);
  });

  test("keeps every word that was said", () => {
    const rich = {
      allOf: [
        { prove: "passkey", class: ["verified", "bound"], maxAgeSeconds: 60 },
        { prove: "external", assertion: "approval" },
        { enrol: "totp" },
      ],
      unlessEverHad: ["sms-code"],
      passkeyKinds: 2,
      channels: 3,
      migrating: true,
      delaySeconds: 60,
      notices: 2,
      settleSeconds: 120,
    };
    const bound = {
      userVerification: "attested",
      keepers: ["hardware-key"],
      vaultSecondStep: true,
      attested: true,
      deviceBound: true,
      certified: { fips: 2 },
    };
    const parsed = parsePolicy({
      ...GOOD,
      passkeyClasses: { ...GOOD.passkeyClasses, bound },
      actions: { ...GOOD.actions, pay: { anyOf: [rich] } },
      migration: { until: "2027-01-01" },
    });
    if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.problems));
    expect(parsed.policy.migrationEnds).toBe(Date.parse("2027-01-01T00:00:00Z"));
    expect(parsed.policy.classes.get("bound")).toEqual({
      ...bound,
      name: "bound",
      certified: { fips: 2, fido: null },
    });
    const [rule] = [...parsed.policy.actions.values()].at(-1) ?? [];
    expect(rule).toMatchObject({
      rule: "pay/1",
      conditions: { unlessEverHad: ["sms-code"], passkeyKinds: 2, channels: 3, migrating: true },
      delaySeconds: 60,
      notices: 2,
      settleSeconds: 120,
    });
    expect(rule?.terms.map(({ classes }) => classes.map(({ name }) => name))).toEqual([
      ["verified", "bound"],
      [],
      [],
    ]);
    expect(
      rule?.terms.map(({ assertion, ceremony, method, maxAgeSeconds }) => [
        ceremony,
        method,
        assertion,
        maxAgeSeconds,
      ]),
    ).toEqual([
      ["prove", "passkey", null, 60],
      ["prove", "external", "approval", null],
      ["enrol", "totp", null, null],
    ]);
  });

  test("has a version that changes with every word, and with none but words", () => {
    const version = (source: unknown) => {
      const parsed = parsePolicy(source);
      return parsed.ok ? parsed.policy.version : "";
    };
    const { name, version: one, ...rest } = GOOD;
    expect(version(GOOD)).toMatch(/^mine@[\w-]{12}$/);
    expect(version({ ...rest, version: one, name })).toBe(version(GOOD));
    expect(version({ ...GOOD, counterWentBack: "refuse" })).not.toBe(version(GOOD));
    expect(version({ ...GOOD, name: "other" })).not.toBe(version(GOOD));
  });
});

describe("an absent member is no value", () => {
  const members = Object.keys(GOOD).filter((key) => !["version", "name"].includes(key));

  test.each(members)("%s", (member) => {
    const { [member]: _, ...without } = { ...GOOD } as Record<string, unknown>;
    expect(problems(without).map(({ path }) => path)).toEqual([member]);
  });

  test("nor is one of a class or of a session", () => {
    const paths = (source: unknown) => problems(source).map(({ path }) => path);
    expect(paths({ ...GOOD, passkeyClasses: { verified: {} } })).toEqual([
      "passkeyClasses.verified.userVerification",
    ]);
    expect(paths({ ...GOOD, session: { idleSeconds: 60 } })).toEqual(["session.absoluteSeconds"]);
    expect(paths({ ...GOOD, assumptions: { vaults: true } })).toEqual([
      "assumptions.honestClients",
    ]);
    expect(paths({})).toEqual(expect.arrayContaining(["version", "name"]));
  });
});
