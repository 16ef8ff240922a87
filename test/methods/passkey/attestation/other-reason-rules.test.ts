import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ecKey } from "../../../certificates/authority.ts";
import { context, nothing } from "../../../certificates/der-writer.ts";
import { asMap, registration, root, type Statement } from "./fixture.ts";
import { malformed, reason, refused, unbound } from "./reason.ts";
import {
  androidStatement,
  appleStatement,
  type Description,
  GENUINE,
  keyDescription,
  nonceValue,
  origin,
  purpose,
  u2fStatement,
} from "./statements.ts";

const it = registration();
const odd = ecKey("secp256k1").publicKey;

describe("android-key says which rule was broken", () => {
  const changed = (more: Statement) =>
    reason("android-key", asMap({ ...androidStatement(it), ...more }), it);
  const described = (options: Description) =>
    reason("android-key", asMap(androidStatement(it, keyDescription(it, options))), it);
  const properties = (what: string) => `attestation_key_properties_refused: ${what}`;

  test("of the syntax and the certificate", () => {
    expect(changed({ ver: "1" })).toBe(malformed("members"));
    const bare = root.issue({ publicKey: it.credential.publicKey });
    expect(changed({ x5c: [bare] })).toBe(refused("no readable key description"));
    const unusable = androidStatement(it, keyDescription(it), odd);
    expect(reason("android-key", asMap(unusable), it)).toBe(refused("key"));
    const [leaf] = androidStatement(it)["x5c"] as [Uint8Array];
    const above = root.issue({ publicKey: odd, extensions: [keyDescription(it)] });
    expect(changed({ x5c: [leaf, above] })).toBe(refused("key description above the leaf"));
  });

  test("of the key description", () => {
    expect(described({ challenge: Buffer.alloc(32) })).toBe(unbound("attestationChallenge"));
    expect(described({ software: [context(600, nothing())] })).toBe(
      properties("allApplications is present"),
    );
    expect(described({ hardware: [purpose(2), origin(1)] })).toBe(
      properties("origin is not generated"),
    );
    expect(described({ hardware: [...GENUINE.slice(1), purpose(3)] })).toBe(
      properties("purpose is not to sign"),
    );
  });
});

describe("the other formats say which rule was broken", () => {
  test("apple", () => {
    const apple = (more: Statement) =>
      reason("apple", asMap({ ...appleStatement(it), ...more }), it);
    expect(apple({ ver: "1" })).toBe(malformed("members"));
    const bare = root.issue({ publicKey: it.credential.publicKey });
    expect(apple({ x5c: [bare] })).toBe(refused("nonce is missing"));
    const other = nonceValue(createHash("sha256").digest());
    expect(apple(appleStatement(it, other))).toBe(unbound("nonce differs"));
  });

  test("fido-u2f", () => {
    const u2f = (more: Statement) =>
      reason("fido-u2f", asMap({ ...u2fStatement(it), ...more }), it);
    expect(u2f({ ver: "1" })).toBe(malformed("members"));
    expect(u2f({ sig: null })).toBe(malformed("members"));
    const [leaf] = u2fStatement(it)["x5c"] as [Uint8Array];
    expect(u2f({ x5c: [leaf, leaf] })).toBe(malformed("x5c holds more than one certificate"));
    expect(u2f(u2fStatement(it, ecKey("P-384")))).toBe(refused("key is not on P-256"));
    const wide = registration(ecKey("P-384"));
    expect(reason("fido-u2f", asMap(u2fStatement(wide)), wide)).toBe(
      "attestation_key_mismatch: key is not ES256",
    );
  });

  test("none, compound, android-safetynet", () => {
    expect(reason("none", asMap({ alg: -7 }), it)).toBe(malformed("attStmt is not empty"));
    expect(reason("android-safetynet", asMap({}), it)).toBe(
      "attestation_format_refused: android-safetynet",
    );
    const none = asMap({ fmt: "none", attStmt: new Map() });
    expect(reason("compound", asMap({}), it)).toBe(malformed("compound is not an array"));
    expect(reason("compound", [none], it)).toBe(
      malformed("compound holds too few or too many statements"),
    );
    expect(reason("compound", [none, asMap({ fmt: 1, attStmt: new Map() })], it)).toBe(
      malformed("compound fmt"),
    );
  });
});
