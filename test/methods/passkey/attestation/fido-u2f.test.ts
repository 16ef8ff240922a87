import { describe, expect, test } from "vitest";
import { verifyStatement } from "../../../../src/methods/passkey/attestation/statement.ts";
import { ecKey, rsaKey } from "../../../certificates/authority.ts";
import {
  asMap,
  outcome,
  type Registration,
  registration,
  root,
  type Statement,
} from "./fixture.ts";
import { u2fData, u2fStatement } from "./statements.ts";

const it = registration();
const key = ecKey();

const u2f = (statement: Statement, of = it) => outcome("fido-u2f", asMap(statement), of);

describe("WebAuthn L3 section 8.6: fido-u2f", () => {
  test("verified over key, RP ID and client data, which is not the authenticator data", () => {
    const input = { ...it.input, format: "fido-u2f", statement: asMap(u2fStatement(it, key)) };
    const result = verifyStatement({ ...input, trustAnchors: () => [root.der] });
    expect(result).toMatchObject({
      ok: true,
      value: { verdict: "verified", coversAuthenticatorData: false },
    });
  });

  test("exactly one certificate", () => {
    const statement = u2fStatement(it, key);
    const [leaf] = statement["x5c"] as [Uint8Array];
    expect(u2f({ ...statement, x5c: [leaf, root.der] })).toBe("attestation_statement_malformed");
    expect(u2f({ ...statement, x5c: [] })).toBe("attestation_statement_malformed");
  });

  test("a key on P-256 in the certificate", () => {
    const wide = ecKey("P-384");
    for (const pair of [wide, rsaKey(), ecKey("secp256k1")]) {
      expect(u2f(u2fStatement(it, pair))).toBe("attestation_certificate_refused");
    }
  });

  test("an ES256 credential key", () => {
    const wide = registration(ecKey("P-384"));
    expect(u2f(u2fStatement(wide), wide)).toBe("attestation_key_mismatch");
    const rsa = registration(rsaKey());
    expect(u2f(u2fStatement(rsa), rsa)).toBe("attestation_key_mismatch");
    const { credentialKey } = it.input;
    const relabelled = {
      ...it,
      input: { ...it.input, credentialKey: { ...credentialKey, algorithm: -9 } },
    };
    expect(u2f(u2fStatement(it, key), relabelled)).toBe("attestation_key_mismatch");
  });

  test("coordinates of 32 bytes", () => {
    const { credentialKey } = it.input;
    for (const part of ["x", "y"] as const) {
      const short = { ...credentialKey, [part]: credentialKey[part]?.subarray(1) };
      const odd = { ...it, input: { ...it.input, credentialKey: short } };
      expect(u2f(u2fStatement(odd), odd)).toBe("attestation_key_mismatch");
    }
  });

  test("each part of what is signed", () => {
    const other = registration();
    const parts: Partial<Registration["input"]>[] = [
      { rpIdHash: Buffer.alloc(32) },
      { clientDataHash: other.input.clientDataHash },
      { credentialId: other.input.credentialId },
      { credentialKey: other.input.credentialKey },
    ];
    for (const part of parts) {
      const changed = { ...it, input: { ...it.input, ...part } };
      expect(u2f(u2fStatement(it, key), changed)).toBe("attestation_signature_invalid");
    }
    const unprefixed = u2fStatement(it, key, u2fData(it).subarray(1));
    expect(u2f(unprefixed)).toBe("attestation_signature_invalid");
  });

  test("syntax", () => {
    const { x5c } = u2fStatement(it, key);
    expect(u2f({ x5c })).toBe("attestation_statement_malformed");
    expect(u2f({ ...u2fStatement(it, key), alg: -7 })).toBe("attestation_statement_malformed");
    expect(u2f({ ...u2fStatement(it, key), sig: "text" })).toBe("attestation_statement_malformed");
    expect(u2f({ ...u2fStatement(it, key), x5c: [Buffer.of(1)] })).toBe(
      "attestation_certificate_malformed",
    );
  });
});
