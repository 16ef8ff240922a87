import { describe, expect, test } from "vitest";
import { diffSettings } from "../../src/policy/diff-settings.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { changed, rulesOf, small } from "./diff-world.ts";

function settings(change: (source: PolicyInput) => void, name?: string) {
  return diffSettings(small, changed(change, name));
}

describe("what is said beside the rules", () => {
  test("is no difference where it is the same, whatever the policy is called", () => {
    expect(diffSettings(small, small)).toEqual([]);
    expect(settings(() => {}, "another-name")).toEqual([]);
  });

  test("is not what is seen in the answers: actions, classes and those of groups", () => {
    const found = settings((source) => {
      source.passkeyClasses = { ...source.passkeyClasses, spare: { userVerification: "none" } };
      source.actions = { ...source.actions, pay: { anyOf: [{ allOf: [{ prove: "totp" }] }] } };
      source.groups = {
        admins: { actions: { "sign-in": { anyOf: rulesOf(source, "sign-in").slice(0, 1) } } },
      };
    });
    expect(found).toEqual([]);
  });

  test("is each by its path, in the order of the alphabet", () => {
    const found = settings((source) => {
      source.session = { idleSeconds: 60, absoluteSeconds: 61 };
      source.assumptions = { honestClients: false, vaults: true };
      source.migration = { until: "2030-01-01" };
    });
    expect(found).toEqual([
      { path: "assumptions.honestClients", before: true, after: false },
      { path: "migration.until", before: null, after: "2030-01-01" },
      { path: "session.absoluteSeconds", before: 86_400, after: 61 },
      { path: "session.idleSeconds", before: 3600, after: 60 },
    ]);
  });

  test("of a list it is the list as a whole", () => {
    const found = settings((source) => {
      source.algorithms = [-7, -8];
      source.refuses = ["status-unknown"];
    });
    expect(found).toEqual([
      { path: "algorithms", before: [-7], after: [-7, -8] },
      { path: "refuses", before: [], after: ["status-unknown"] },
    ]);
  });

  test("is what is there and was not, and what was there and is not", () => {
    const dangerous = changed((source) => {
      source.danger = { singleFactor: true, operatorAlone: true };
    });
    const path = "danger.operatorAlone";
    expect(diffSettings(small, dangerous)).toEqual([{ path, before: undefined, after: true }]);
    expect(diffSettings(dangerous, small)).toEqual([{ path, before: true, after: undefined }]);
  });

  test("is the session of a group, whatever the group is called", () => {
    const found = settings((source) => {
      source.groups = { actions: { session: { idleSeconds: 60, absoluteSeconds: 60 } } };
    });
    expect(found.map(({ path }) => path)).toEqual([
      "groups.actions.session.absoluteSeconds",
      "groups.actions.session.idleSeconds",
    ]);
  });
});
