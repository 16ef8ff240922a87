import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../src/base/time.ts";
import { standingOf, withEnrolment } from "../../src/evidence/evidence.ts";
import { fact } from "../../src/evidence/provenance.ts";
import { suppose, supposeProof } from "../../src/evidence/suppose.ts";
import { BEN, enrolment, enrolmentFacts, NOW, proof, proofFacts } from "../policy/evidence.ts";
import { PASSKEYS } from "../policy/knowledge.ts";

describe("evidence is what a verifier or the store made", () => {
  test("a literal of the same shape is refused, and a copy too", () => {
    expect(() => standingOf(proofFacts())).toThrow("ASSAY_EVIDENCE_FORGED");
    expect(() => standingOf({ ...proof() })).toThrow("ASSAY_EVIDENCE_FORGED");
    expect(standingOf(proof())).toBe("seen");
    expect(standingOf(proof({ standing: "supposed" }))).toBe("supposed");
  });

  test("it is not changed afterwards", () => {
    const piece = proof();
    expect(() => Object.assign(piece, { uvInitialized: false })).toThrow(TypeError);
  });

  test("nor is a fact in it", () => {
    const piece = proof({ userVerified: false });
    expect(() => Object.assign(piece.userVerified, { value: true })).toThrow(TypeError);
    const created = enrolment();
    expect(() => Object.assign(created.attestation, { verdict: "verified" })).toThrow(TypeError);
  });

  test("a fact is a value and where it is from", () => {
    expect(fact(1, "claimed")).toEqual({ value: 1, from: "claimed" });
  });
});

describe("a proof with the enrolment as it is judged today", () => {
  const judged = enrolment({ attestation: { verdict: "unchecked" } });

  test("says what the record says now, and is otherwise the same", () => {
    const before = proof({ uvInitialized: false });
    const after = withEnrolment(before, judged);
    expect(after).toEqual({ ...before, enrolment: judged });
    expect(standingOf(after)).toBe("seen");
  });

  test("no more is vouched for than before", () => {
    expect(standingOf(withEnrolment(proof({ standing: "supposed" }), judged))).toBe("supposed");
    expect(() => withEnrolment(proofFacts(), judged)).toThrow("ASSAY_EVIDENCE_FORGED");
    expect(() => withEnrolment(proof(), enrolmentFacts())).toThrow("ASSAY_EVIDENCE_FORGED");
  });

  test("what is only supposed of the enrolment makes the whole a supposition", () => {
    const imagined = enrolment({ attestation: { verdict: "verified" }, standing: "supposed" });
    expect(standingOf(withEnrolment(proof(), imagined))).toBe("supposed");
  });

  test("the enrolment of another passkey or of another account is a fault", () => {
    const another = enrolment({ credential: "two" });
    expect(() => withEnrolment(proof(), another)).toThrow("ASSAY_");
    const others = enrolment({ account: BEN });
    expect(() => withEnrolment(proof(), others)).toThrow("ASSAY_");
  });
});

describe("a supposition", () => {
  test("is never taken for what was seen", () => {
    expect(standingOf(suppose(proofFacts()))).toBe("supposed");
  });

  test("leaves what was seen as it was", () => {
    const seen = proof();
    suppose(seen);
    expect(standingOf(seen)).toBe("seen");
  });

  test("of a stored passkey is its best proof: verified, now, and as its record says", () => {
    const created = enrolment({ ...PASSKEYS["FIPS key"], credential: "two", userVerified: false });
    const settlesAt = plusSeconds(NOW, 60);
    const best = supposeProof(created, { uvInitialized: false, settlesAt }, plusSeconds(NOW, 5));
    expect(standingOf(best)).toBe("supposed");
    expect(best).toEqual({
      ...proofFacts({
        ...PASSKEYS["FIPS key"],
        credential: "two",
        uvInitialized: false,
        settlesAt,
      }),
      at: plusSeconds(NOW, 5),
      enrolment: created,
      // What nobody has seen is of no provenance.
      userPresent: fact(true, "unknown"),
      userVerified: fact(true, "unknown"),
      backupEligible: created.backupEligible,
      backedUp: created.backedUp,
      signCount: created.signCount,
      authenticatorExtensions: created.authenticatorExtensions,
    });
  });
});
