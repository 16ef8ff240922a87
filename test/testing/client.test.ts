import { describe, expect, test } from "vitest";
import {
  type AuthenticatorOptions,
  createAuthenticator,
  type CreationOptions,
} from "../../src/testing/public.ts";
import {
  creationOptions,
  membersOf,
  ORIGIN,
  readAssertion,
  readRegistration,
  requestOptions,
  RP_ID,
} from "./fixtures.ts";

/** The name of the error that a browser would give, or `none`. */
function errorOf(act: () => unknown): string {
  try {
    act();
    return "none";
  } catch (error) {
    return error instanceof DOMException ? error.name : String(error);
  }
}

const required = { userVerification: "required" };

describe("create refuses what a browser refuses", () => {
  const cases: readonly [string, string, AuthenticatorOptions, CreationOptions, string][] = [
    ["an RP ID of another site", "SecurityError", {}, creationOptions(), "https://evil.example"],
    ["a page without TLS", "SecurityError", {}, creationOptions(), "http://accounts.example"],
    ["what is no origin", "SecurityError", {}, creationOptions(), "accounts"],
    [
      "user verification that it cannot do",
      "NotAllowedError",
      { kind: "security-key-without-uv" },
      creationOptions(required),
      ORIGIN,
    ],
    [
      "a discoverable credential that it cannot keep",
      "NotAllowedError",
      { kind: "security-key-without-uv" },
      creationOptions({ residentKey: "required" }),
      ORIGIN,
    ],
    [
      "the same, asked in the old way",
      "NotAllowedError",
      { kind: "security-key-without-uv" },
      creationOptions({ requireResidentKey: true }),
      ORIGIN,
    ],
    [
      "another attachment",
      "NotAllowedError",
      {},
      creationOptions({ authenticatorAttachment: "cross-platform" }),
      ORIGIN,
    ],
    [
      "algorithms that it does not know",
      "NotSupportedError",
      { algorithm: "RS256" },
      creationOptions({}, { pubKeyCredParams: [{ type: "public-key", alg: -7 }] }),
      ORIGIN,
    ],
  ];
  for (const [what, name, traits, options, origin] of cases) {
    test(`such as ${what}`, () => {
      const authenticator = createAuthenticator(traits);
      expect(errorOf(() => authenticator.create(options, { origin }))).toBe(name);
      expect(authenticator.credentials()).toEqual([]);
      const lie = { unruly: true };
      expect(errorOf(() => authenticator.create(options, { origin, lie }))).toBe("none");
    });
  }

  test("an excluded credential", () => {
    const authenticator = createAuthenticator();
    const { id } = authenticator.create(creationOptions(), { origin: ORIGIN });
    const excluding = creationOptions({}, { excludeCredentials: [{ type: "public-key", id }] });
    const again = () => authenticator.create(excluding, { origin: ORIGIN });
    expect(errorOf(again)).toBe("InvalidStateError");
  });
});

describe("get refuses what a browser refuses", () => {
  test("when there is no credential, none of this site, or none of the list", () => {
    const authenticator = createAuthenticator();
    const get = (options = requestOptions(), origin = ORIGIN) =>
      errorOf(() => authenticator.get(options, { origin }));
    expect(get()).toBe("NotAllowedError");
    authenticator.create(creationOptions(), { origin: ORIGIN });
    expect(get()).toBe("none");
    const elsewhere = requestOptions({ rpId: "evil.example" });
    expect(get(elsewhere, "https://evil.example")).toBe("NotAllowedError");
    const list = [{ type: "public-key", id: "AAAA" }];
    expect(get(requestOptions({ allowCredentials: list }))).toBe("NotAllowedError");
    expect(get(requestOptions(), "https://evil.example")).toBe("SecurityError");
  });

  test("when it does not verify its user and must", () => {
    const authenticator = createAuthenticator();
    authenticator.create(creationOptions(required), { origin: ORIGIN });
    authenticator.setUserVerified(false);
    const must = () => authenticator.get(requestOptions(required), { origin: ORIGIN });
    expect(errorOf(must)).toBe("NotAllowedError");
    expect(readAssertion(authenticator.get(requestOptions(), { origin: ORIGIN })).flags.UV).toBe(
      false,
    );
  });

  test("when the credential is not discoverable and nobody names it", () => {
    const authenticator = createAuthenticator({ kind: "security-key-without-uv" });
    const { id } = authenticator.create(creationOptions(), { origin: ORIGIN });
    expect(errorOf(() => authenticator.get(requestOptions(), { origin: ORIGIN }))).toBe(
      "NotAllowedError",
    );
    const naming = requestOptions({ allowCredentials: [{ type: "public-key", id }] });
    const answer = authenticator.get(naming, { origin: ORIGIN });
    expect(answer.id).toBe(id);
    expect(answer.response).not.toHaveProperty("userHandle");
  });
});

describe("what a browser does besides", () => {
  test("gives attestation and a security key's AAGUID only where they are asked for", () => {
    const traits = { kind: "security-key", attestation: "packed" } as const;
    const authenticator = createAuthenticator(traits);
    const hidden = readRegistration(authenticator.create(creationOptions(), { origin: ORIGIN }));
    expect(hidden).toMatchObject({ fmt: "none", attStmt: {}, aaguid: "0".repeat(32) });
    const direct = creationOptions({}, { attestation: "direct" });
    const { fmt, aaguid } = readRegistration(authenticator.create(direct, { origin: ORIGIN }));
    expect(fmt).toBe("packed");
    expect(aaguid).toBe(authenticator.traits.aaguid.replaceAll("-", ""));
  });

  test("conditional create has UP=0 and UV=0", () => {
    const circumstances = { origin: ORIGIN, mediation: "conditional" } as const;
    const answer = createAuthenticator().create(creationOptions(), circumstances);
    expect(readRegistration(answer).flags).toMatchObject({ UP: false, UV: false, AT: true });
  });

  test("an embedded page says so", () => {
    const circumstances = { origin: ORIGIN, topOrigin: "https://shop.example" };
    const answer = createAuthenticator().create(creationOptions(), circumstances);
    const { topOrigin } = circumstances;
    expect(membersOf(readRegistration(answer))).toMatchObject({ crossOrigin: true, topOrigin });
  });

  test("takes the RP ID from the page where none is named", () => {
    const { rp: _, ...rest } = creationOptions();
    const authenticator = createAuthenticator();
    authenticator.create({ ...rest, rp: { name: "Accounts" } }, { origin: ORIGIN });
    expect(authenticator.credentials()).toMatchObject([{ rpId: RP_ID }]);
  });

  test("says whether the credential is discoverable only when it is asked", () => {
    const authenticator = createAuthenticator({ kind: "security-key" });
    const make = (residentKey: string, credProps: boolean) =>
      authenticator.create(creationOptions({ residentKey }, { extensions: { credProps } }), {
        origin: ORIGIN,
      }).clientExtensionResults;
    expect(make("discouraged", true)).toEqual({ credProps: { rk: false } });
    expect(make("preferred", true)).toEqual({ credProps: { rk: true } });
    expect(make("required", false)).toEqual({});
  });
});
