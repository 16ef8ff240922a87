import { describe, expect, test } from "vitest";
import type { Offered } from "../../src/policy/reachable.ts";
import { presetNamed } from "./ask.ts";
import { withMetadata } from "./knowledge.ts";
import {
  SHIPPED,
  HERE,
  check,
  found,
  errors,
  type Actions,
  type Classes,
  ACTIONS,
  small,
  withActions,
  without,
} from "./check-world.ts";

describe("the presets", () => {
  test.each(["balanced", "strict"])("%s has no error, here and with everything", (name) => {
    const policy = presetNamed(name);
    expect(errors(policy, { knowledge: SHIPPED })).toEqual([]);
    expect(errors(policy, { knowledge: SHIPPED, offered: HERE })).toEqual([]);
  });

  test("regulated admits nobody without metadata, and is sound with it", () => {
    const regulated = presetNamed("regulated");
    expect(errors(regulated, { knowledge: SHIPPED })).toEqual([
      "nobody_signs_up",
      "nobody_signs_in",
    ]);
    expect(found(regulated, "class_empty")).toMatchObject([
      { path: "passkeyClasses.certified", params: { class: "certified", lacks: "certified" } },
    ]);
    expect(errors(regulated, { knowledge: withMetadata() })).toEqual([]);
  });

  test("a small sound policy has nothing but what it assumes", () => {
    expect(check(small()).map(({ code }) => code)).toEqual([
      "assumes_honest_clients",
      "assumes_vaults",
      "assumes_endpoints",
    ]);
  });
});

describe("who is let in", () => {
  test("nobody signs up or in where there is no such action", () => {
    expect(found(without("sign-up"), "no_sign_up")).toMatchObject([{ severity: "warning" }]);
    expect(errors(without("sign-in"))).toEqual(["no_sign_in"]);
  });

  test("nobody signs up by what is not offered", () => {
    const offered: Offered = new Set(["prove:passkey", "enrol:passkey"]);
    expect(errors(small(), { offered })).toEqual(["nobody_signs_up"]);
  });

  test("nobody signs up by a rule that is closed", () => {
    const signUp: Actions[string] = {
      anyOf: [
        {
          allOf: [{ prove: "email-code" }, { enrol: "passkey", class: "verified" }],
          migrating: true,
        },
      ],
    };
    const policy = withActions({ "sign-up": signUp }, { migration: { until: "2020-01-01" } });
    expect(errors(policy)).toEqual(["nobody_signs_up"]);
  });

  test("nobody signs in by a class that nobody is in", () => {
    const policy = withActions(
      { "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "attested" }] }] } },
      {
        passkeyClasses: {
          verified: { userVerification: "claimed" },
          attested: { userVerification: "attested", attested: true },
        },
      },
    );
    expect(errors(policy)).toEqual(["nobody_signs_in"]);
    expect(errors(policy, { knowledge: withMetadata() })).not.toContain("nobody_signs_in");
  });

  test("a statement that nobody asks for attests nothing", () => {
    const policy = small({
      passkeyClasses: { verified: { userVerification: "attested", attested: true } },
      attestation: { ask: "never", unattested: "accept" },
    });
    expect(errors(policy, { knowledge: withMetadata() })).toEqual([
      "nobody_signs_up",
      "nobody_signs_in",
    ]);
  });

  test("who signs up and stays out is named: everybody, or with which passkeys", () => {
    const passkeyClasses: Classes = {
      verified: { userVerification: "claimed" },
      two: { userVerification: "claimed", keepers: ["platform", "hardware-key"] },
    };
    const kinds = withActions({
      "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "verified" }], passkeyKinds: 2 }] },
    });
    expect(found(kinds, "signs_up_and_stays_out")).toMatchObject([
      { severity: "error", rules: ["sign-up/1"], params: { who: "everybody", passkeys: "" } },
    ]);
    const some = withActions(
      { "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "two" }] }] } },
      { passkeyClasses },
    );
    expect(found(some, "signs_up_and_stays_out")).toMatchObject([
      { rules: ["sign-up/1"], params: { who: "some", passkeys: expect.stringContaining("Vault") } },
    ]);
  });
});

describe("who finds no way on, or back", () => {
  test("nobody enrols where there is no such action, or none that a new account meets", () => {
    expect(found(without("enrol:passkey"), "no_enrolment")).toMatchObject([
      { severity: "warning" },
    ]);
    const enrolment = [{ prove: "totp" }, { enrol: "passkey", class: "verified" }] as const;
    const policy = withActions({
      "enrol:passkey": {
        anyOf: [{ allOf: [{ prove: "passkey", class: "verified" }, ...enrolment] }],
      },
    });
    expect(found(policy, "nobody_enrols")).toMatchObject([{ severity: "error" }]);
  });

  test("there is no recovery where there is no such action, or none without a passkey", () => {
    expect(found(without("recover"), "no_recovery")).toMatchObject([{ severity: "warning" }]);
    const byPasskey = withActions({ recover: ACTIONS["enrol:passkey"] ?? { anyOf: [] } });
    expect(found(byPasskey, "no_recovery")).toHaveLength(1);
    expect(found(small(), "no_recovery", { offered: HERE })).toHaveLength(1);
    const certified = { userVerification: "attested", certified: { fips: 4 } } as const;
    const passkeyClasses = { verified: { userVerification: "claimed" }, certified } as const;
    const proofing = { prove: "external", assertion: "proofing" } as const;
    const byNobody = withActions(
      { recover: { anyOf: [{ allOf: [proofing, { enrol: "passkey", class: "certified" }] }] } },
      { passkeyClasses },
    );
    expect(found(byNobody, "no_recovery")).toHaveLength(1);
    expect(found(small(), "no_recovery")).toEqual([]);
  });

  test("a new account may have no way back until it has something more", () => {
    const recover: Actions[string] = {
      anyOf: [
        {
          allOf: [
            { prove: "recovery-code" },
            { prove: "magic-link" },
            { enrol: "passkey", class: "verified" },
          ],
          delaySeconds: 86_400,
          notices: 1,
        },
      ],
    };
    expect(found(withActions({ recover }), "no_way_back_at_first")).toMatchObject([
      { severity: "note", rules: ["sign-up/1"], params: { until: "recovery-code" } },
    ]);
  });

  test("an action that nobody can do: by the policy, or only here", () => {
    const pay = {
      anyOf: [{ allOf: [{ prove: "sms-code" as const }, { prove: "sms-code" as const }] }],
    };
    expect(found(withActions({ pay }), "nobody_can")).toMatchObject([
      { severity: "warning", path: "actions.pay" },
    ]);
    const bySms = withActions({ pay: { anyOf: [{ allOf: [{ prove: "sms-code" }] }] } });
    expect(found(bySms, "nobody_can")).toEqual([]);
    expect(found(bySms, "nobody_can_here", { offered: HERE })).toMatchObject([
      { severity: "note", params: { actions: "pay" } },
    ]);
    const byPasskey: Actions[string] = {
      anyOf: [{ allOf: [{ prove: "passkey", class: "verified" }] }],
    };
    const removal = withActions({ "remove:totp": byPasskey, "lift:passkey": byPasskey });
    expect(found(removal, "nobody_can")).toEqual([]);
  });

  test("a group whose members can never meet it", () => {
    const passkeyClasses = {
      verified: { userVerification: "claimed" },
      certified: { userVerification: "attested", certified: { fips: 4 } },
    } as const;
    const actions: Actions = {
      "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "certified" }] }] },
      recover: ACTIONS["recover"] ?? { anyOf: [] },
    };
    const policy = small({ passkeyClasses, groups: { admins: { actions } } });
    expect(found(policy, "group_never_meets")).toMatchObject([
      {
        severity: "error",
        path: "groups.admins.actions.sign-in",
        params: { group: "admins", action: "sign-in" },
      },
    ]);
  });
});
