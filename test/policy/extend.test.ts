import { describe, expect, test } from "vitest";
import { definePolicy, preset } from "../../src/policy/presets.ts";
import { PRESET_NAMES, presetSource } from "../../src/policy/presets/sources.ts";
import { type PolicyInput, policyJsonSchema } from "../../src/policy/schema.ts";
import { balancedWith, presetNamed } from "./ask.ts";
import { problems } from "./sources.ts";

const balanced = presetNamed("balanced");
const base: PolicyInput = { version: 1, name: "mine", extends: "balanced" };

describe("a policy that extends a preset", () => {
  test("is the preset, under its own name", () => {
    const mine = balancedWith({});
    expect({ ...mine.source, name: "balanced" }).toEqual(balanced.source);
    expect(mine.name).toBe("mine");
    expect(mine.version).not.toBe(balanced.version);
    expect(mine.source).not.toHaveProperty("extends");
  });

  test("replaces classes, actions and groups by name", () => {
    const pay = { anyOf: [{ allOf: [{ prove: "password" as const }] }] };
    const mine = balancedWith({
      passkeyClasses: { gold: { userVerification: "attested" } },
      actions: { pay },
      groups: { staff: {} },
    });
    expect([...mine.classes.keys()]).toEqual([...balanced.classes.keys(), "gold"]);
    expect([...mine.actions.keys()]).toEqual([...balanced.actions.keys(), "pay"]);
    expect([...mine.groups.keys()]).toEqual(["staff"]);
    const narrower = balancedWith({
      passkeyClasses: { platform: { userVerification: "attested", keepers: ["platform"] } },
    });
    expect(narrower.classes.get("platform")?.userVerification).toBe("attested");
  });

  test("replaces every other member as a whole", () => {
    const mine = balancedWith({
      session: { idleSeconds: 60, absoluteSeconds: 120 },
      algorithms: [-7],
      migration: { until: "2027-01-01" },
      counterWentBack: "refuse",
    });
    expect(mine.session).toEqual({ idleSeconds: 60, absoluteSeconds: 120 });
    expect(mine.algorithms).toEqual([-7]);
    expect(mine.counterWentBack).toBe("refuse");
    expect(mine.source.migration).toEqual({ until: "2027-01-01" });
  });

  test("is checked like anything that a developer writes", () => {
    expect(problems({ ...base, extends: "lax" })).toEqual([
      { path: "extends", expected: "the name of a preset" },
    ]);
    expect(problems({ ...base, extends: "constructor" })).toHaveLength(1);
    const weak = { platform: { userVerification: "none" } };
    const found = problems({ ...base, passkeyClasses: weak }).map(({ path }) => path);
    expect(found).toContain("actions.sign-in.anyOf[0]");
    expect(problems({ ...base, session: undefined }).map(({ path }) => path)).toEqual(["session"]);
  });
});

describe("what the preset claims is not given up by silence", () => {
  const fewer = { ...base, invariants: ["session-theft-gives-no-control"] };

  test("to leave an invariant out takes a key that begins with danger", () => {
    expect(problems(fewer).map(({ path }) => path)).toEqual(["invariants"]);
    expect(problems({ ...base, invariants: [] })).not.toEqual([]);
    const danger = { withoutInvariants: ["no-single-remote-takeover"] };
    expect(problems({ ...fewer, danger })).toEqual([]);
  });

  test("to claim more takes none", () => {
    const invariants = [...(presetNamed("balanced").source.invariants ?? []), "notice-independent"];
    expect(problems({ ...base, invariants })).toEqual([]);
  });

  test("what is not claimed is not in the policy, and said to be given up", () => {
    const danger = { withoutInvariants: ["no-single-remote-takeover" as const] };
    const mine = balancedWith({ danger });
    expect(mine.source.danger).toEqual(danger);
    expect(mine.source.invariants).not.toContain("no-single-remote-takeover");
  });
});

describe("presets", () => {
  test("are three, parse, and are frozen in no other shape than what they are written in", () => {
    expect(PRESET_NAMES).toEqual(["balanced", "strict", "regulated"]);
    for (const name of PRESET_NAMES) {
      expect(preset(name)?.name).toBe(name);
      expect(preset(name)?.source).toEqual(presetSource(name));
    }
    expect(preset("nothing")).toBe(undefined);
    expect(preset("constructor")).toBe(undefined);
  });

  test("a policy of one's own is checked as it is made, and every problem is said", () => {
    expect(definePolicy({ version: 1, name: "mine", extends: "strict" }).session.idleSeconds).toBe(
      3600,
    );
    const broken = () => definePolicy({ version: 1, name: "mine" });
    expect(broken).toThrow("ASSAY_POLICY");
    expect(broken).toThrow(/the policy mine:\nassumptions: expected .*\nattestation: expected /);
  });

  test("the shape of what one writes is served as a JSON Schema", () => {
    expect(policyJsonSchema()).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      required: ["version", "name"],
      additionalProperties: false,
      properties: { extends: { type: "string" } },
    });
  });
});
