import { describe, expect, test } from "vitest";
import { ecKey, rsaKey } from "../../../certificates/authority.ts";
import { context, octetString, sequence } from "../../../certificates/der-writer.ts";
import { asMap, outcome, registration, root, type Statement } from "./fixture.ts";
import { appleStatement, nonceOf, nonceValue } from "./statements.ts";

const it = registration();

const apple = (statement: Statement, of = it, anchors = [root.der]) =>
  outcome("apple", asMap(statement), of, anchors);

describe("WebAuthn L3 section 8.8: apple", () => {
  test("verified by its path alone; without one it is worth nothing", () => {
    expect(apple(appleStatement(it))).toBe("verified");
    expect(apple(appleStatement(it), it, [])).toBe("untrusted");
  });

  test("the nonce binds it to this ceremony", () => {
    expect(
      apple(appleStatement(it), { ...it, input: { ...it.input, clientDataHash: nonceOf(it) } }),
    ).toBe("attestation_binding_invalid");
    expect(apple(appleStatement(it, nonceValue(Buffer.alloc(32))))).toBe(
      "attestation_binding_invalid",
    );
  });

  test.each([
    ["bare bytes", octetString(nonceOf(it))],
    ["another tag", sequence(context(2, octetString(nonceOf(it))))],
    [
      "two values",
      sequence(context(1, octetString(nonceOf(it))), context(1, octetString(nonceOf(it)))),
    ],
    ["two nonces", sequence(context(1, octetString(nonceOf(it)), octetString(nonceOf(it))))],
    ["nothing inside", sequence()],
    ["no DER", Buffer.of(0x30, 0x05)],
  ])("a nonce in another structure: %s", (_, value) => {
    expect(apple(appleStatement(it, value))).toBe("attestation_certificate_refused");
  });

  test("a certificate without a nonce", () => {
    const x5c = [root.issue({ publicKey: it.credential.publicKey })];
    expect(apple({ x5c })).toBe("attestation_certificate_refused");
  });

  test("the certificate must be the credential key's", () => {
    const nonce = nonceValue(nonceOf(it));
    for (const { publicKey } of [ecKey(), ecKey("P-384"), rsaKey(), ecKey("secp256k1")]) {
      expect(apple(appleStatement(it, nonce, publicKey))).toBe("attestation_key_mismatch");
    }
  });

  test("syntax: x5c, and the alg of older systems", () => {
    expect(apple({ ...appleStatement(it), alg: -7 })).toBe("verified");
    expect(apple({ ...appleStatement(it), sig: Buffer.of(1) })).toBe(
      "attestation_statement_malformed",
    );
    expect(apple({})).toBe("attestation_statement_malformed");
    expect(apple({ x5c: [] })).toBe("attestation_statement_malformed");
  });
});
