import { describe, expect, test } from "vitest";
import { resolveConfig, resolveOperatorConfig } from "../../src/config/resolve.ts";

const surroundings = { env: {}, cwd: "/srv/site", dev: false };

describe("what an operator's commands are configured with", () => {
  test("needs none of what a site needs, and a site still needs it", () => {
    expect(resolveOperatorConfig({ policy: "strict" }, surroundings)).toMatchObject({
      dev: false,
      policy: "strict",
      database: { path: "/srv/site/data/assay.db" },
    });
    expect(() => resolveConfig({ policy: "strict" }, surroundings)).toThrow(/3 problems/);
  });

  test("is not refused for keys that nobody named", () => {
    expect(() => resolveOperatorConfig({ dataDir: "." }, surroundings)).not.toThrow();
  });

  test.each([
    [{ keysFile: "data/keys.json" }, "keysFile: expected another place"],
    [{ keysFile: "keys.json", keys: "{}" }, "either keys or keysFile"],
    [{ origin: "https://a.example", rpId: "b.example" }, "rpId: expected"],
    [{ origin: "http://a.example" }, "origin: expected"],
    [{ mdsUrl: "http://mds.example/" }, "mdsUrl: expected an https address"],
    [{ polcy: "strict" }, "did you mean policy"],
  ])("is refused where it is wrong all the same: %j", (config, problem) => {
    expect(() => resolveOperatorConfig(config, surroundings)).toThrow(problem);
  });
});
