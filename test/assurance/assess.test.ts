import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assess } from "../../src/assurance/assess.ts";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { shown } from "../policy/ask.ts";
import { enrolment, NOW, proofFacts, supposed } from "../policy/evidence.ts";
import { pieces } from "../policy/generate-evidence.ts";
import { PASSKEYS, withMetadata } from "../policy/knowledge.ts";
import {
  begun,
  external,
  mail,
  MAIL_CHANNEL,
  notified,
  password,
  savedCode,
  sms,
  totp,
  vetoed,
} from "../policy/others.ts";

const MDS = withMetadata();

function said(...evidence: readonly Evidence[]) {
  return assess(evidence, MDS, NOW);
}

describe("an assurance", () => {
  test("says which factors were shown, each once", () => {
    expect(said(password(), totp(), sms()).factors).toEqual(["know", "have"]);
    expect(said(shown("platform"), password()).factors).toEqual(["have", "know-or-are", "know"]);
    expect(said(mail(), external("approval"), savedCode()).factors).toEqual([]);
  });

  test("says that it rests on a restricted authenticator (NIST SP 800-63B-4 section 3.2.9)", () => {
    expect(said(password(), sms()).restricted).toBe(true);
    expect(said(password(), totp()).restricted).toBe(false);
  });

  test("keeps what happened apart from what was shown, and leaves out what is yet to come", () => {
    const later = plusSeconds(NOW, 1);
    const around = [begun(), notified(MAIL_CHANNEL), vetoed()];
    const found = said(
      ...around,
      password(),
      totp({ at: later }),
      begun({ at: later }),
      password({ at: later }),
    );
    expect(found.circumstances).toEqual(around);
    expect(found.proofs.map(({ method }) => method)).toEqual(["password"]);
  });

  test("a veto counts even of a clock that went back", () => {
    const veto = vetoed({ at: plusSeconds(NOW, 1) });
    expect(said(veto).circumstances).toEqual([veto]);
  });

  test("is supposed as soon as one piece is, and knows its version", () => {
    expect(said(password())).toMatchObject({ standing: "seen", knowledge: "test-mds" });
    expect(said(password(), ...supposed(totp())).standing).toBe("supposed");
    expect(said(...supposed(begun())).standing).toBe("supposed");
  });

  test("is made of nothing that nobody vouches for", () => {
    expect(() => said(password(), proofFacts())).toThrow("ASSAY_EVIDENCE_FORGED");
  });

  test("counts what was created as what it is", () => {
    const found = said(enrolment(PASSKEYS["FIPS key"]));
    expect(found).toMatchObject({ aal: 3, acr: "phrh" });
    expect(found.proofs[0]).toMatchObject({ ceremony: "enrol", settled: true });
  });

  test("is the same in every order", () => {
    const shuffled = pieces.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const { aal, acr, amr, factors } = said(...one);
        const again = said(...other);
        expect({ aal, acr }).toEqual({ aal: again.aal, acr: again.acr });
        expect(new Set(amr)).toEqual(new Set(again.amr));
        expect(new Set(factors)).toEqual(new Set(again.factors));
      }),
    );
  });
});
