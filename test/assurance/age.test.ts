import { describe, expect, test } from "vitest";
import { aged } from "../../src/assurance/age.ts";
import { assess } from "../../src/assurance/assess.ts";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { shown } from "../policy/ask.ts";
import { NOW } from "../policy/evidence.ts";
import { withMetadata } from "../policy/knowledge.ts";
import { mail, password, totp } from "../policy/others.ts";

const HOUR = 3600;
const MDS = withMetadata();

function after(seconds: number, ...evidence: readonly Evidence[]) {
  return aged(assess(evidence, MDS, NOW), plusSeconds(NOW, seconds));
}

describe("NIST SP 800-63B-4 sections 2.2.3 and 2.3.3: how long a session is of its level", () => {
  test.each([
    [0, 3, "phrh"],
    [12 * HOUR, 3, "phrh"],
    [12 * HOUR + 1, 2, "phrh"],
    [24 * HOUR, 2, "phrh"],
    [24 * HOUR + 1, 1, "urn:assay:aal:1"],
    [30 * 24 * HOUR, 1, "urn:assay:aal:1"],
  ])("after %i s, one of AAL3 is AAL%i", (seconds, aal, acr) => {
    expect(after(seconds, shown("FIPS key"))).toMatchObject({ aal, acr });
  });

  test("one of AAL2 is so for a day", () => {
    expect(after(24 * HOUR, shown("platform"))).toMatchObject({ aal: 2, acr: "phr" });
    const old = after(24 * HOUR + 1, shown("platform"));
    expect(old).toMatchObject({ aal: 1, acr: "urn:assay:aal:1" });
  });

  test("each factor by its own age", () => {
    const early = { at: plusSeconds(NOW, -2 * HOUR) };
    expect(after(22 * HOUR, password(early), totp()).aal).toBe(2);
    expect(after(22 * HOUR + 1, password(early), totp()).aal).toBe(1);
    expect(
      after(48 * HOUR, password(early), shown("platform", { at: plusSeconds(NOW, 0) })).aal,
    ).toBe(1);
  });

  test("an old key does not make a fresh weak proof more than it is", () => {
    const old = shown("FIPS key", { at: plusSeconds(NOW, -13 * HOUR) });
    expect(after(0, old, password()).aal).toBe(2);
  });

  test("what proves nothing ages to nothing", () => {
    expect(after(48 * HOUR, mail())).toMatchObject({ aal: 0, acr: "urn:assay:aal:0" });
  });

  test("the rest of it stays what was proved, and of a fresh one everything", () => {
    const fresh = assess([password(), totp()], MDS, NOW);
    expect(aged(fresh, NOW)).toEqual(fresh);
    const old = after(25 * HOUR, password(), totp());
    expect(old).toEqual({ ...fresh, aal: 1, acr: "urn:assay:aal:1", amr: old.amr });
  });

  test("R48: a session that is not of AAL2 any more says `mfa` no more", () => {
    expect(after(25 * HOUR, password(), totp()).amr).not.toContain("mfa");
  });
});
