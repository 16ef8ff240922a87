import { describe, expect, test } from "vitest";
import { account } from "./accounts.ts";
import { ask, balancedWith, codesOf, optionsOf, presetNamed, shown } from "./ask.ts";
import { type PasskeyName, withMetadata } from "./knowledge.ts";
import { mail, OTHER_ADDRESS, password, sms, totp } from "./others.ts";

/** DESIGN section 4, column `balanced`: signing in and signing up. */

describe("balanced: what it stands on", () => {
  const policy = presetNamed("balanced");

  test("assumptions, attestation, sessions and claims", () => {
    expect(policy.assumptions).toEqual({ honestClients: true, vaults: true });
    expect(policy.attestation).toEqual({ ask: "security-keys", unattested: "accept" });
    expect(policy.session).toEqual({ idleSeconds: 7 * 86_400, absoluteSeconds: 30 * 86_400 });
    expect(policy.source.invariants).toEqual([
      "no-single-remote-takeover",
      "session-theft-gives-no-control",
    ]);
    expect(policy.source.danger).toEqual({});
    expect(policy.counterWentBack).toBe("one-step");
  });

  test("without honest clients every unattested passkey is one in an unknown vault", () => {
    const doubting = balancedWith({ assumptions: { honestClients: false, vaults: true } });
    for (const kind of ["platform", "hardware key", "vault with a second step"] as const) {
      expect(ask("sign-in", [shown(kind)]).answer).toBe("allow");
      expect(ask("sign-in", [shown(kind)], { policy: doubting }).answer).not.toBe("allow");
      const beside = [shown(kind), totp({ keptIn: "unknown" })];
      expect(ask("sign-in", beside, { policy: doubting }).answer).not.toBe("allow");
      const known = [shown(kind), totp({ keptIn: "own-app" })];
      expect(ask("sign-in", known, { policy: doubting }).answer).toBe("allow");
    }
    const attested = { policy: doubting, knowledge: withMetadata() };
    expect(ask("sign-in", [shown("FIPS key")], attested).answer).toBe("allow");
  });

  test("without known vaults no vault has a second step", () => {
    const policy2 = balancedWith({ assumptions: { honestClients: true, vaults: false } });
    const kind = "vault with a second step";
    expect(ask("sign-in", [shown(kind)], { policy: policy2 }).answer).not.toBe("allow");
    expect(ask("sign-in", [shown("platform")], { policy: policy2 }).answer).toBe("allow");
  });
});

describe("balanced: one of two steps", () => {
  const other = (kind: PasskeyName) => shown(kind, { credential: "two" });
  const app = (keptIn: "own-app" | "hardware-token" | "vault" | "unknown") => totp({ keptIn });

  test.each([
    ["a password", password()],
    ["a text message", sms()],
    ["a one-time password in an app of its own", app("own-app")],
    ["a hardware token", app("hardware-token")],
    ["a passkey in another vault", other("another vault")],
    [
      "a platform passkey without UV",
      shown("platform", { credential: "two", userVerified: false }),
    ],
  ])("a passkey in a vault beside %s", (_, beside) => {
    expect(ask("sign-in", [shown("vault"), beside]).answer).toBe("allow");
  });

  test.each([
    ["a one-time password in that vault", app("vault")],
    ["a one-time password that nobody can place", app("unknown")],
    ["another passkey in that vault", other("vault")],
    ["a passkey of a keeper that nobody knows", other("zero AAGUID")],
    ["itself", shown("vault")],
    ["a mail code", mail()],
  ])("a passkey in a vault beside %s is still one", (_, beside) => {
    expect(ask("sign-in", [shown("vault"), beside]).answer).not.toBe("allow");
  });

  test("a UV claim with a known issue is never enough, whatever its vault demands", () => {
    const kind = "vault with a second step and a UV issue";
    const decision = ask("sign-in", [shown(kind)], {
      account: account({ passkeys: [kind], secrets: ["password"] }),
    });
    expect(decision.answer).toBe("need");
    expect(optionsOf(decision)).toEqual(["prove password"]);
    expect(codesOf(decision)).toContain("user_verification_known_issue");
    expect(ask("sign-in", [shown(kind), password()]).answer).toBe("allow");
  });

  test("a key without user verification beside a password", () => {
    const key = shown("hardware key", { userVerified: false });
    expect(ask("sign-in", [key, password()]).answer).toBe("allow");
    expect(ask("sign-in", [key]).answer).not.toBe("allow");
  });

  test.each([
    ["a password", [password()]],
    ["a password and a text message", [password(), sms()]],
    ["a password and a mail code", [password(), mail()]],
    ["two mail codes", [mail(), mail({ address: OTHER_ADDRESS })]],
    ["a text message and a one-time password", [sms(), totp()]],
  ])("%s is no way in", (_, evidence) => {
    const everHad = [] as const;
    const secrets = ["password", "totp", "sms-code"] as const;
    const holder = account({ secrets, everHad });
    expect(ask("sign-in", evidence, { account: holder }).answer).not.toBe("allow");
  });
});
