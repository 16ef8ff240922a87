import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { basicConstraints, ecKey, rsaKey } from "./authority.ts";
import { context, octetString, sequence } from "./der-writer.ts";
import {
  asMap,
  outcome,
  type Registration,
  registration,
  root,
  type Statement,
} from "./fixture.ts";

const it = registration();

const nonceOf = ({ signedData }: Registration) => createHash("sha256").update(signedData).digest();
const nonceValue = (nonce: Uint8Array) => sequence(context(1, octetString(nonce)));

function appleStatement(value = nonceValue(nonceOf(it)), publicKey = it.credential.publicKey) {
  const nonce = { id: "1.2.840.113635.100.8.2", value };
  return { x5c: [root.issue({ publicKey, extensions: [basicConstraints(false), nonce] })] };
}

const apple = (statement: Statement, of = it, anchors = [root.der]) =>
  outcome("apple", asMap(statement), of, anchors);

describe("WebAuthn L3 section 8.8: apple", () => {
  test("verified by its path alone; without one it is worth nothing", () => {
    expect(apple(appleStatement())).toBe("verified");
    expect(apple(appleStatement(), it, [])).toBe("untrusted");
  });

  test("the nonce binds it to this ceremony", () => {
    expect(
      apple(appleStatement(), { ...it, input: { ...it.input, clientDataHash: nonceOf(it) } }),
    ).toBe("attestation_binding_invalid");
    expect(apple(appleStatement(nonceValue(Buffer.alloc(32))))).toBe("attestation_binding_invalid");
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
    expect(apple(appleStatement(value))).toBe("attestation_certificate_refused");
  });

  test("a certificate without a nonce", () => {
    const x5c = [root.issue({ publicKey: it.credential.publicKey })];
    expect(apple({ x5c })).toBe("attestation_certificate_refused");
  });

  test("the certificate must be the credential key's", () => {
    const nonce = nonceValue(nonceOf(it));
    for (const { publicKey } of [ecKey(), ecKey("P-384"), rsaKey(), ecKey("secp256k1")]) {
      expect(apple(appleStatement(nonce, publicKey))).toBe("attestation_key_mismatch");
    }
  });

  test("syntax: x5c, and the alg of older systems", () => {
    expect(apple({ ...appleStatement(), alg: -7 })).toBe("verified");
    expect(apple({ ...appleStatement(), sig: Buffer.of(1) })).toBe(
      "attestation_statement_malformed",
    );
    expect(apple({})).toBe("attestation_statement_malformed");
    expect(apple({ x5c: [] })).toBe("attestation_statement_malformed");
  });
});
