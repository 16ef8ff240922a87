import { describe, expect, test } from "vitest";
import { parseCertificate } from "../../../../src/certificates/certificate.ts";
import { verifyStatement } from "../../../../src/methods/passkey/attestation/statement.ts";
import { authority, ecKey } from "../../../certificates/authority.ts";
import { asMap, outcome, registration, root, signWith } from "./fixture.ts";
import { androidStatement, packedStatement, u2fStatement } from "./statements.ts";

const it = registration();
const item = (fmt: unknown, attStmt: unknown) => asMap({ fmt, attStmt });
const none = item("none", new Map());
const self = item(
  "packed",
  asMap({ alg: -7, sig: signWith(it.credential.privateKey, it.signedData) }),
);
const verified = () => item("packed", asMap(packedStatement(it)));
const untrusted = item("packed", asMap(foreignStatement()));
const MALFORMED = "attestation_statement_malformed";

/** A statement under an authority that nobody trusts. */
function foreignStatement() {
  const pair = ecKey();
  const other = authority("Elsewhere");
  return packedStatement(it, pair, {
    issuer: other.subject,
    signer: other.privateKey,
  });
}

const compound = (...items: unknown[]) => outcome("compound", items, it);

describe("WebAuthn L3 section 7.1 steps 21 and 22: the format", () => {
  test.each([
    "__proto__",
    "constructor",
    "toString",
    "None",
    "PACKED",
    "packed ",
    "",
    "tpm2",
    "compounds",
  ])("%j names no format", (format) => {
    for (const statement of [new Map(), packedStatement(it), undefined]) {
      expect(outcome(format, statement, it)).toBe("attestation_format_unknown");
    }
  });

  test("android-safetynet is known and refused, whatever it holds", () => {
    const statement = asMap({ ver: "1", response: Buffer.of(1) });
    expect(outcome("android-safetynet", statement, it)).toBe("attestation_format_refused");
  });

  test("none is an empty map and proves nothing", () => {
    expect(outcome("none", new Map(), it)).toBe("none");
    expect(outcome("none", asMap(packedStatement(it)), it)).toBe(MALFORMED);
    expect(outcome("none", new Map([[1, 2]]), it)).toBe(MALFORMED);
    for (const statement of [{}, [], null, undefined, "", 0]) {
      expect(outcome("none", statement, it)).toBe(MALFORMED);
    }
  });
});

describe("WebAuthn L3 section 7.1 steps 23 and 24: what the verdict tells", () => {
  const input = { ...it.input, format: "packed" };

  test("the path, leaf first and anchor last, and that the data is covered", () => {
    const statement = packedStatement(it);
    const [leaf] = statement["x5c"] as [Uint8Array];
    const result = verifyStatement({
      ...input,
      statement: asMap(statement),
      trustAnchors: [root.der],
    });
    expect(result).toEqual({
      ok: true,
      value: {
        verdict: "verified",
        path: [leaf, root.der].map((der) => parseCertificate(der)?.fingerprint),
        coversAuthenticatorData: true,
      },
    });
  });

  test("why a statement is untrusted, and the certificates that came", () => {
    const statement = packedStatement(it);
    const [leaf] = statement["x5c"] as [Uint8Array];
    const result = verifyStatement({ ...input, statement: asMap(statement), trustAnchors: [] });
    expect(result).toEqual({
      ok: true,
      value: {
        verdict: "untrusted",
        path: [parseCertificate(leaf)?.fingerprint],
        coversAuthenticatorData: true,
        untrustedBecause: "path_no_anchors",
      },
    });
  });

  test("self is vouched for by the credential key, none by nobody", () => {
    const judge = (format: string, statement: unknown) =>
      verifyStatement({ ...input, format, statement, trustAnchors: [] });
    expect(judge("packed", self.get("attStmt"))).toEqual({
      ok: true,
      value: { verdict: "self", path: [], coversAuthenticatorData: true },
    });
    expect(judge("none", new Map())).toEqual({
      ok: true,
      value: { verdict: "none", path: [], coversAuthenticatorData: false },
    });
  });
});

describe("WebAuthn L3 section 8.9: compound", () => {
  test("the weakest verdict is the verdict, in whatever order", () => {
    expect(compound(verified(), verified())).toBe("verified");
    expect(compound(verified(), untrusted)).toBe("untrusted");
    expect(compound(untrusted, verified())).toBe("untrusted");
    expect(compound(verified(), self, untrusted)).toBe("self");
    expect(compound(none, verified())).toBe("none");
    expect(compound(self, none)).toBe("none");
  });

  test("tells why, and names every certificate once", () => {
    const both = verified();
    const input = { ...it.input, format: "compound", trustAnchors: [root.der] };
    const result = verifyStatement({ ...input, statement: [both, both] });
    expect(result.ok && result.value.path.length).toBe(2);
    const mixed = verifyStatement({ ...input, statement: [both, untrusted] });
    expect(mixed).toMatchObject({
      value: { untrustedBecause: "path_not_anchored", coversAuthenticatorData: true },
    });
  });

  test("covers the authenticator data where one of its statements does", () => {
    const android = item("android-key", asMap(androidStatement(it)));
    const u2f = item("fido-u2f", asMap(u2fStatement(it)));
    const input = { ...it.input, format: "compound", trustAnchors: [root.der] };
    const both = verifyStatement({ ...input, statement: [android, verified()] });
    expect(both).toMatchObject({ value: { verdict: "verified", coversAuthenticatorData: true } });
    const neither = verifyStatement({ ...input, statement: [android, u2f] });
    expect(neither).toMatchObject({
      value: { verdict: "verified", coversAuthenticatorData: false },
    });
  });

  test("one false statement refuses them all", () => {
    const other = registration();
    const stray = item("packed", asMap(packedStatement(other)));
    expect(compound(verified(), stray)).toBe("attestation_signature_invalid");
    expect(compound(stray, verified())).toBe("attestation_signature_invalid");
    expect(compound(verified(), item("android-safetynet", new Map()))).toBe(
      "attestation_format_refused",
    );
    expect(compound(verified(), item("unheard-of", new Map()))).toBe("attestation_format_unknown");
  });

  test("two statements at least, and not many", () => {
    expect(compound()).toBe(MALFORMED);
    expect(compound(verified())).toBe(MALFORMED);
    expect(compound(none, none, none, none)).toBe("none");
    expect(compound(none, none, none, none, none)).toBe(MALFORMED);
  });

  test("never nested", () => {
    expect(compound(verified(), item("compound", [verified(), verified()]))).toBe(MALFORMED);
  });

  test.each([
    ["a map in place of the array", new Map()],
    ["items that are no maps", ["packed", "none"]],
    ["items without fmt", [asMap({ attStmt: new Map() }), none]],
    ["items without attStmt", [asMap({ fmt: "none" }), none]],
    ["items with more", [asMap({ fmt: "none", attStmt: new Map(), authData: 1 }), none]],
    ["fmt that is no text", [item(1, new Map()), none]],
    ["nothing", undefined],
  ])("%s", (_, statement) => {
    expect(outcome("compound", statement, it)).toBe(MALFORMED);
  });
});
