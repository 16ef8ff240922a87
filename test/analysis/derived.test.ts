import { describe, expect, test } from "vitest";
import { analyse } from "../../src/analysis/analyse.ts";
import { BASELINE } from "../../src/analysis/baseline.ts";
import { FORMULAS } from "../../src/analysis/formulas.ts";
import { impliesIn } from "../../src/analysis/implications.ts";
import { changesTo } from "../../src/analysis/changes.ts";
import { compare } from "../../src/analysis/compare.ts";
import { profileOf } from "../../src/analysis/profile.ts";
import { analyseScenario, scenarioShape } from "../../src/analysis/scenario.ts";
import type { Shape } from "../../src/analysis/shape.ts";
import { unite } from "../../src/analysis/unite.ts";
import { REFERENCE_WORLD } from "../../src/analysis/world.ts";
import { compared, family, ORACLE, read, worked } from "./scenarios.ts";

const implies = impliesIn(FORMULAS, REFERENCE_WORLD);

describe("the rules are those of the product", () => {
  const shape = scenarioShape(read(worked("PASSKEY_ADDED_TO_BASE")));
  const whole = analyse(shape);

  /** The same account under the policy with one rule less. */
  function without(rule: string): Shape {
    const actions = [...shape.policy.actions].map(
      ([action, rules]) => [action, rules.filter((one) => one.rule !== rule)] as const,
    );
    return { ...shape, policy: { ...shape.policy, actions: new Map(actions) } };
  }

  test("an account that is disabled is out of reach but for its sessions", () => {
    const disabled = { ...shape, account: { ...shape.account, state: "disabled" as const } };
    const found = analyse(disabled);
    expect(found.control).toEqual([]);
    expect(family(found.access)).toContain("steals-session");
    expect(family(found.access)).not.toContain("phishes-live");
  });

  test("what is suspended defeats nobody, and locks nobody in", () => {
    const credentials = shape.account.credentials.map((one) =>
      one.id === "totp:app" ? { ...one, state: "suspended" as const } : one,
    );
    const found = analyse({ ...shape, account: { ...shape.account, credentials } });
    expect(family(found.control)).not.toContain("takes-unlocked(phone)");
    expect(found.control.length).not.toBe(whole.control.length);
  });

  test("each rule that is taken away takes away what walked it", () => {
    for (const rule of ["sign-in/1", "sign-in/2", "recover/1", "enrol:passkey/1"]) {
      expect([rule, ...family(analyse(without(rule)).control)]).not.toEqual([
        rule,
        ...family(whole.control),
      ]);
    }
  });

  test("a condition that closes a rule closes its paths", () => {
    const actions = [...shape.policy.actions].map(
      ([action, rules]) =>
        [
          action,
          rules.map((one) => ({
            ...one,
            conditions: { ...one.conditions, unlessEverHad: ["password" as const] },
          })),
        ] as const,
    );
    const closed = analyse({ ...shape, policy: { ...shape.policy, actions: new Map(actions) } });
    expect(closed.control).toEqual([]);
  });

  test("proofs that fall together to the product's knowledge are one, and meet nothing", () => {
    const vault = scenarioShape(read(worked("PK_3P_AND_TOTP_SAME_VAULT")));
    expect(analyse(vault).control).not.toEqual([]);
    // What the scenario tells the product is that the seed is elsewhere; had it said where it is:
    const ways = vault.ways.map((way) => ({
      ...way,
      proof: { ...way.proof, roots: [...way.proof.roots, "vault:?"] },
    }));
    expect(analyse({ ...vault, ways }).control).toEqual([]);
  });
});

describe("what a policy admits", () => {
  test.each(ORACLE.policies.map((one) => [one.id, one] as const))("%s", (_, policy) => {
    const families = policy.paths.map((id) => analyseScenario(read(worked(id))).control);
    const united = unite(families, implies);
    expect(family(united)).toEqual(family(policy.expected.control));
    expect(profileOf(united)).toEqual(policy.profile);
    const baseline = analyseScenario(BASELINE).control;
    expect(compared(compare(united, baseline, implies))).toEqual(
      compared(policy.versusBaselineTotp),
    );
  });

  test("is no better than its richest account", () => {
    const richest = read({
      ...worked("PK_SYNC"),
      signIn: [["pk:sync"], ["pk:third-party"], ["pk:key-pin:k1"]],
    });
    const [any] = ORACLE.policies;
    expect(family(analyseScenario(richest).control)).toEqual(family(any?.expected.control ?? []));
  });
});

describe("beside the baseline", () => {
  test("a passkey that is bound to one device is stronger for every session", () => {
    const bound = analyseScenario(
      read({ ...worked("PK_SYNC"), signIn: [["pk:bound-laptop"]], title: "bound" }),
    );
    expect(bound.versusBaseline.access).toMatchObject({
      exact: "dominates",
      weakerAgainst: [],
      byProfile: "stronger",
    });
  });

  test("numbers can be better here and worse there", () => {
    const own = [["learns-password"], ["reads-server-db", "reads-server-keys", "phishes-live"]];
    const other = [["controls-email", "phishes-live"], ["reads-server-db"]];
    expect(compare(own, other, implies).byProfile).toBe("incomparable");
    expect(compare(other, own, implies).exact).toBe("incomparable");
    expect(compare([["learns-password"]], [], implies)).toMatchObject({
      exact: "dominated",
      byProfile: "weaker",
    });
  });
});

describe("one way given up", () => {
  const scenario = read(worked("PK_SYNC_REC_DELAYED"));
  const shape = scenarioShape(scenario);
  const before = analyse(shape);
  const changes = changesTo(shape, before);

  test("takes from an attacker what walked it, and says what it takes from the owner", () => {
    expect(changes.map(({ entry, shown }) => [entry, ...shown])).toEqual([
      ["sign-in", "pk:sync"],
      ["recover", "magic-link"],
    ]);
    const [, back] = changes;
    expect(family(back?.after.control ?? [])).toEqual(family(worked("PK_SYNC").expected.control));
    expect(back?.broken).toHaveLength(9);
    expect(family(back?.after.lockout ?? [])).toEqual(family(worked("PK_SYNC").lockout));
  });

  test("goes from stepping up as well", () => {
    const [front] = changes;
    expect(front?.rules).toEqual(["sign-in/1", "enrol:passkey/1"]);
    expect(family(front?.after.control ?? [])).toContain("coaches-user + user-unresponsive");
    expect(family(front?.after.control ?? [])).not.toContain("enters-provider + knows-escrow");
  });
});
