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
      trustAnchors: () => [root.der],
    });
    expect(result).toEqual({
      ok: true,
      value: {
        verdict: "verified",
        path: [leaf, root.der].map((der) => parseCertificate(der)?.fingerprint),
        keyId: parseCertificate(leaf)?.keyId,
        coversAuthenticatorData: true,
      },
    });
  });

  test("anchors are asked for by model: AAGUID and attestation key", () => {
    const asked: unknown[] = [];
    const trustAnchors = (model: unknown) => {
      asked.push(model);
      return [root.der];
    };
    const statement = packedStatement(it);
    const [leaf] = statement["x5c"] as [Uint8Array];
    const { keyId } = parseCertificate(leaf) ?? expect.fail("no certificate");
    verifyStatement({ ...input, statement: asMap(statement), trustAnchors });
    verifyStatement({ ...input, format: "none", statement: new Map(), trustAnchors });
    verifyStatement({ ...input, statement: self.get("attStmt"), trustAnchors });
    expect(asked).toEqual([{ aaguid: "00112233-4455-6677-8899-aabbccddeeff", keyId }]);
  });

  test("of a U2F statement by its key alone, whatever AAGUID is written beside it (8.6)", () => {
    const asked: unknown[] = [];
    const statement = asMap(u2fStatement(it));
    const trustAnchors = (model: { readonly aaguid: string }) => {
      asked.push(model.aaguid);
      return [];
    };
    verifyStatement({ ...input, format: "fido-u2f", statement, trustAnchors });
    verifyStatement({
      ...input,
      format: "compound",
      statement: [item("fido-u2f", statement), verified()],
      trustAnchors,
    });
    const zero = "00000000-0000-0000-0000-000000000000";
    expect(asked).toEqual([zero, zero, "00112233-4455-6677-8899-aabbccddeeff"]);
  });

  test("why a statement is untrusted, and the certificates that came", () => {
    const statement = packedStatement(it);
    const [leaf] = statement["x5c"] as [Uint8Array];
    const result = verifyStatement({
      ...input,
      statement: asMap(statement),
      trustAnchors: () => [],
    });
    expect(result).toEqual({
      ok: true,
      value: {
        verdict: "untrusted",
        path: [parseCertificate(leaf)?.fingerprint],
        keyId: parseCertificate(leaf)?.keyId,
        coversAuthenticatorData: true,
        untrustedBecause: "path_no_anchors",
      },
    });
  });

  test("self is vouched for by the credential key, none by nobody", () => {
    const judge = (format: string, statement: unknown) =>
      verifyStatement({ ...input, format, statement, trustAnchors: () => [] });
    expect(judge("packed", self.get("attStmt"))).toEqual({
      ok: true,
      value: { verdict: "self", path: [], keyId: null, coversAuthenticatorData: true },
    });
    expect(judge("none", new Map())).toEqual({
      ok: true,
      value: { verdict: "none", path: [], keyId: null, coversAuthenticatorData: false },
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

  test("tells why, and names every certificate once, and the first attestation key", () => {
    const both = verified();
    const input = { ...it.input, format: "compound", trustAnchors: () => [root.der] };
    const result = verifyStatement({ ...input, statement: [both, both] });
    expect(result.ok && result.value.path.length).toBe(2);
    const [leaf] = (both.get("attStmt") as Map<string, [Uint8Array]>).get("x5c") ?? [];
    const { keyId } = parseCertificate(leaf ?? new Uint8Array()) ?? expect.fail("no certificate");
    for (const statement of [
      [self, both],
      [both, untrusted],
    ]) {
      expect(verifyStatement({ ...input, statement })).toMatchObject({ value: { keyId } });
    }
    expect(verifyStatement({ ...input, statement: [none, self] })).toMatchObject({
      value: { keyId: null, path: [] },
    });
    const mixed = verifyStatement({ ...input, statement: [both, untrusted] });
    expect(mixed).toMatchObject({
      value: { untrustedBecause: "path_not_anchored", coversAuthenticatorData: true },
    });
  });

  test("covers the authenticator data where one of its statements does", () => {
    const android = item("android-key", asMap(androidStatement(it)));
    const u2f = item("fido-u2f", asMap(u2fStatement(it)));
    const input = { ...it.input, format: "compound", trustAnchors: () => [root.der] };
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

  test("never nested, at any depth", () => {
    const nested = item("compound", [verified(), verified()]);
    expect(compound(verified(), nested)).toBe(MALFORMED);
    expect(compound(nested, nested)).toBe(MALFORMED);
    expect(compound(verified(), verified(), item("compound", []))).toBe(MALFORMED);
  });

  test("each by the anchors of its own: a U2F key's do not help a model with an AAGUID", () => {
    const u2f = item("fido-u2f", asMap(u2fStatement(it)));
    const zero = "00000000-0000-0000-0000-000000000000";
    const judged = (trusts: (aaguid: string) => boolean) =>
      verifyStatement({
        ...it.input,
        format: "compound",
        statement: [u2f, verified()],
        trustAnchors: ({ aaguid }) => (trusts(aaguid) ? [root.der] : []),
      });
    expect(judged(() => true)).toMatchObject({ value: { verdict: "verified" } });
    expect(judged((aaguid) => aaguid === zero)).toMatchObject({ value: { verdict: "untrusted" } });
    expect(judged((aaguid) => aaguid !== zero)).toMatchObject({ value: { verdict: "untrusted" } });
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
