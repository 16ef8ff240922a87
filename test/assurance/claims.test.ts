import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assess } from "../../src/assurance/assess.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { shown } from "../policy/ask.ts";
import { NOW } from "../policy/evidence.ts";
import { pieces } from "../policy/generate-evidence.ts";
import { AAGUIDS, model, withMetadata } from "../policy/knowledge.ts";
import { external, link, mail, password, savedCode, sms, totp } from "../policy/others.ts";

const MDS = withMetadata();

function said(...evidence: readonly Evidence[]) {
  return assess(evidence, MDS, NOW);
}

describe("R48: amr and acr are true to the evidence", () => {
  test.each<[string, readonly Evidence[], readonly string[], string]>([
    ["nothing", [], [], "urn:assay:aal:0"],
    ["a synced passkey", [shown("platform")], ["pop", "user", "mfa"], "phr"],
    ["one without UV", [shown("platform", { userVerified: false })], ["pop", "user"], "phr"],
    ["an unattested key", [shown("hardware key")], ["pop", "user", "mfa"], "phr"],
    ["an attested FIPS key", [shown("FIPS key")], ["pop", "hwk", "user", "mfa"], "phrh"],
    ["an attested FIDO L2 key", [shown("FIDO L2 key")], ["pop", "hwk", "user", "mfa"], "phrh"],
    [
      "R17: an attested key that can be synced",
      [shown("FIPS key", { synced: true })],
      ["pop", "user", "mfa"],
      "phr",
    ],
    [
      "a key that was used without touch",
      [shown("platform", { userPresent: false })],
      ["pop", "mfa"],
      "phr",
    ],
    ["a password", [password()], ["pwd"], "urn:assay:aal:1"],
    [
      "a password and a one-time password",
      [password(), totp()],
      ["pwd", "otp", "mfa"],
      "urn:assay:aal:2",
    ],
    [
      "a password and a text message",
      [password(), sms()],
      ["pwd", "sms", "mfa"],
      "urn:assay:aal:2",
    ],
    ["a link", [link()], [], "urn:assay:aal:0"],
    ["a saved code", [savedCode()], [], "urn:assay:aal:0"],
    ["an operator's word", [external("proofing")], [], "urn:assay:aal:0"],
    [
      "a password and a passkey",
      [password(), shown("platform")],
      ["pwd", "pop", "user", "mfa"],
      "phr",
    ],
  ])("%s", (_, evidence, amr, acr) => {
    expect(said(...evidence)).toMatchObject({ amr, acr, phishingResistant: acr.startsWith("phr") });
  });

  test("a code by mail is no one-time password (RFC 8176 `otp` is RFC 4226 or RFC 6238)", () => {
    expect(said(mail()).amr).toEqual([]);
  });

  test("a revoked key lends nothing: not its method, not its hardware", () => {
    const knowledge = withMetadata({ [AAGUIDS.fipsKey]: model("REVOKED") });
    const alone = assess([shown("FIPS key")], knowledge, NOW);
    expect(alone).toMatchObject({ amr: [], acr: "urn:assay:aal:0", phishingResistant: false });
    const beside = [shown("FIPS key"), shown("platform", { credential: "b" })];
    expect(assess(beside, knowledge, NOW).acr).toBe("phr");
  });

  test("whatever is shown: never `swk`, `hwk` and `phrh` only of an attested key that stays, `mfa` only at AAL2", () => {
    fc.assert(
      fc.property(pieces, (evidence) => {
        const { amr, acr, aal, proofs } = said(...evidence);
        const bound = proofs.some(
          (proof) =>
            proof.method === "passkey" &&
            proof.attested &&
            proof.exportable === "no" &&
            proof.phishingResistant,
        );
        expect(amr).not.toContain("swk");
        if (!bound) expect([...amr, acr]).not.toContain("hwk");
        if (!bound) expect(acr).not.toBe("phrh");
        expect(amr.includes("mfa")).toBe(aal >= 2);
        if (aal === 3) expect(acr).toBe("phrh");
        expect(new Set(amr).size).toBe(amr.length);
      }),
    );
  });
});
