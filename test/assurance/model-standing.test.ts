import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Adversity, modelStanding } from "../../src/assurance/model-standing.ts";
import type { StatusReport } from "../../src/assurance/knowledge.ts";
import { plusSeconds } from "../../src/base/time.ts";
import { NOW } from "../policy/evidence.ts";
import { model, report } from "../policy/knowledge.ts";

function standing(...reports: readonly (StatusReport | string)[]) {
  return modelStanding(model(...reports), ["leaf", "root"], NOW);
}

const NOTHING = {
  description: "A model",
  adverse: new Set(),
  fido: "none",
  fips: 0,
  retired: false,
  updateAvailable: false,
  hardware: true,
};

describe("R19: every status of the FIDO metadata is read for what it says", () => {
  test.each<[string, object]>([
    ["REVOKED", { adverse: new Set(["revoked"]) }],
    ["USER_KEY_REMOTE_COMPROMISE", { adverse: new Set(["key-compromised"]) }],
    ["USER_VERIFICATION_BYPASS", { adverse: new Set(["user-verification-bypassed"]) }],
    ["USER_KEY_PHYSICAL_COMPROMISE", { adverse: new Set(["key-extractable"]) }],
    ["ATTESTATION_KEY_COMPROMISE", { adverse: new Set(["attestation-compromised"]) }],
    ["UPDATE_AVAILABLE", { updateAvailable: true }],
    ["RETIRED", { retired: true }],
    ["NOT_FIDO_CERTIFIED", {}],
    ["SELF_ASSERTION_SUBMITTED", {}],
    ["FIDO_CERTIFIED", {}],
    ["FIDO_CERTIFIED_L1", { fido: "L1" }],
    ["FIDO_CERTIFIED_L1plus", { fido: "L1plus" }],
    ["FIDO_CERTIFIED_L2", { fido: "L2" }],
    ["FIDO_CERTIFIED_L2plus", { fido: "L2plus" }],
    ["FIDO_CERTIFIED_L3", { fido: "L3" }],
    ["FIDO_CERTIFIED_L3plus", { fido: "L3plus" }],
    ["FIPS140_CERTIFIED_L1", { fips: 1 }],
    ["FIPS140_CERTIFIED_L2", { fips: 2 }],
    ["FIPS140_CERTIFIED_L3", { fips: 3 }],
    ["FIPS140_CERTIFIED_L4", { fips: 4 }],
  ])("%s", (status, said) => {
    expect(standing(status)).toEqual({ ...NOTHING, ...said });
  });

  test.each([
    "",
    "SOMETHING_NEW",
    "revoked",
    "FIDO_CERTIFIED_",
    "FIDO_CERTIFIED_none",
    "FIDO_CERTIFIED_L4",
    "XFIDO_CERTIFIED_L2",
    "FIPS140_CERTIFIED_L0",
    "FIPS140_CERTIFIED_L5",
    "FIPS140_CERTIFIED_L11",
    "XFIPS140_CERTIFIED_L1",
    "constructor",
    "__proto__",
  ])("MDS-07: a status that nobody knows is adverse: %j", (status) => {
    expect(standing(status)).toEqual({ ...NOTHING, adverse: new Set(["status-unknown"]) });
  });

  test("no reports say nothing, and no entry is no model", () => {
    expect(standing()).toEqual(NOTHING);
    expect(modelStanding(null, [], NOW)).toEqual({
      ...NOTHING,
      description: null,
      hardware: false,
    });
  });
});

describe("R19: a report counts by its date, and in no order", () => {
  const later = plusSeconds(NOW, 1);

  test("one that is dated in the future does not hold yet", () => {
    expect(standing(report("REVOKED", { from: later }))).toEqual(NOTHING);
    expect(standing(report("FIDO_CERTIFIED_L2", { from: later }))).toEqual(NOTHING);
    expect(standing(report("REVOKED", { from: NOW })).adverse).toEqual(new Set(["revoked"]));
  });

  test("a certificate ends with its sunset, and an adverse report never", () => {
    expect(standing(report("FIDO_CERTIFIED_L2", { until: NOW })).fido).toBe("none");
    expect(standing(report("FIDO_CERTIFIED_L2", { until: later })).fido).toBe("L2");
    expect(standing(report("FIPS140_CERTIFIED_L1", { until: NOW })).fips).toBe(0);
    expect(standing(report("REVOKED", { until: NOW })).adverse).toEqual(new Set(["revoked"]));
  });

  test("the best certificate that holds counts, of either kind", () => {
    const reports = ["FIDO_CERTIFIED_L1", "FIDO_CERTIFIED_L3", "FIDO_CERTIFIED_L2plus"];
    const ended = report("FIDO_CERTIFIED_L3plus", { until: NOW });
    const found = standing(ended, ...reports, "FIPS140_CERTIFIED_L2", "FIPS140_CERTIFIED_L1");
    expect(found).toMatchObject({ fido: "L3", fips: 2 });
  });

  test("what was adverse once stays so, whatever was certified later", () => {
    const before = report("USER_KEY_REMOTE_COMPROMISE", { from: plusSeconds(NOW, -100) });
    const after = report("FIDO_CERTIFIED_L3", { from: plusSeconds(NOW, -1) });
    expect(standing(before, after)).toMatchObject({
      adverse: new Set(["key-compromised"]),
      fido: "L3",
    });
  });

  const statuses = [
    "REVOKED",
    "ATTESTATION_KEY_COMPROMISE",
    "FIDO_CERTIFIED_L1",
    "FIDO_CERTIFIED_L2",
    "FIPS140_CERTIFIED_L1",
    "UPDATE_AVAILABLE",
    "RETIRED",
    "NEW",
  ];
  const reports = fc.array(
    fc.record({
      status: fc.constantFrom(...statuses),
      from: fc.integer({ min: -2, max: 2 }).map((seconds) => plusSeconds(NOW, seconds)),
      until: fc.constantFrom(null, NOW, later),
      certificate: fc.constantFrom(null, "leaf", "another"),
    }),
    { maxLength: 8 },
  );

  test("every order says the same", () => {
    const shuffled = reports.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(standing(...one)).toEqual(standing(...other));
      }),
    );
  });

  test("one more report takes no adversity away", () => {
    fc.assert(
      fc.property(reports, reports, (some, more) => {
        const without = standing(...some).adverse;
        const { adverse } = standing(...more, ...some);
        expect([...without].every((one: Adversity) => adverse.has(one))).toBe(true);
      }),
    );
  });
});

describe("a report that names a certificate", () => {
  test("is about those that it attested, where it is the attestation key that was lost", () => {
    const lost = (certificate: string | null) =>
      standing(report("ATTESTATION_KEY_COMPROMISE", { certificate })).adverse;
    expect(lost("leaf")).toEqual(new Set(["attestation-compromised"]));
    expect(lost("root")).toEqual(new Set(["attestation-compromised"]));
    expect(lost(null)).toEqual(new Set(["attestation-compromised"]));
    expect(lost("another")).toEqual(new Set());
  });

  test("is about the model in every other case", () => {
    expect(standing(report("REVOKED", { certificate: "another" })).adverse).toEqual(
      new Set(["revoked"]),
    );
  });
});
