import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { PRESET_NAMES, preset } from "../../src/policy/presets.ts";

const good = {
  version: 1,
  name: "mine",
  passkeyClasses: { verified: { userVerification: "claimed" } },
  actions: { "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "verified" }] }] } },
  session: { idleSeconds: 3600, absoluteSeconds: 86_400 },
};

function problems(source: unknown) {
  const parsed = parsePolicy(source);
  return parsed.ok ? [] : parsed.problems;
}

describe("parsePolicy", () => {
  test("takes a policy, and every preset parses", () => {
    expect(parsePolicy(good).ok).toBe(true);
    for (const name of PRESET_NAMES) expect(preset(name)?.name).toBe(name);
    expect(preset("nothing")).toBeUndefined();
  });

  test("names the path of what is wrong", () => {
    const unknownClass = structuredClone(good);
    unknownClass.actions["sign-in"].anyOf[0]?.allOf.push({ prove: "passkey", class: "none" });
    expect(problems(unknownClass)).toEqual([
      {
        path: "actions.sign-in.anyOf[0].allOf[1].class",
        expected: "one of passkeyClasses: verified",
      },
    ]);
    expect(problems({ ...good, colour: "red" })).toEqual([
      { path: "colour", expected: "no such key" },
    ]);
    expect(problems({ ...good, session: { ...good.session, idleSeconds: 0 } })[0]?.path).toBe(
      "session.idleSeconds",
    );
  });

  test("an absent field is no value", () => {
    const { session: _, ...without } = good;
    expect(problems(without).map(({ path }) => path)).toEqual(["session"]);
    expect(problems({ ...good, passkeyClasses: { verified: {} } })[0]?.path).toBe(
      "passkeyClasses.verified.userVerification",
    );
  });

  test("signing in creates nothing, and actions have known names", () => {
    const enrols = { "sign-in": { anyOf: [{ allOf: [{ enrol: "passkey", class: "verified" }] }] } };
    expect(problems({ ...good, actions: enrols })[0]?.path).toBe(
      "actions.sign-in.anyOf[0].allOf[0]",
    );
    const named = { "steal:passkey": good.actions["sign-in"] };
    expect(problems({ ...good, actions: named })[0]?.path).toBe("actions.steal:passkey");
  });

  test("takes anything without throwing", () => {
    fc.assert(fc.property(fc.anything(), (source) => !parsePolicy(source).ok));
  });
});
