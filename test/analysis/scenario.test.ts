import { describe, expect, test } from "vitest";
import { analyseScenario } from "../../src/analysis/scenario.ts";
import { compared, family, ORACLE, read } from "./scenarios.ts";

describe("every scenario of the oracle", () => {
  test.each(ORACLE.scenarios.map((one) => [one.id, one] as const))("%s", (_, worked) => {
    const found = analyseScenario(read(worked));
    expect(found.complete).toBe(true);
    expect(family(found.control)).toEqual(family(worked.expected.control));
    expect(family(found.access)).toEqual(family(worked.expected.access));
    expect(family(found.lockout)).toEqual(family(worked.lockout));
    expect(found.profile).toEqual(worked.profile);
    expect(found.phishable).toEqual(worked.phishable);
    expect(compared(found.versusBaseline.control)).toEqual(
      compared(worked.versusBaselineTotp.control),
    );
    expect(compared(found.versusBaseline.access)).toEqual(
      compared(worked.versusBaselineTotp.access),
    );
  });
});
