import { generateKeyPairSync } from "node:crypto";
import { encode } from "cborg";
import { describe, expect, test } from "vitest";
import { toBase64url } from "../../../src/base/bytes.ts";
import { credentialKey } from "../../../src/methods/passkey/credential-keys.ts";
import { coseLabels, PUBLIC_KEY } from "./make.ts";

const KNOWN = toBase64url(PUBLIC_KEY);

describe("a stored key", () => {
  test("is imported once", () => {
    const first = credentialKey(KNOWN);
    const second = credentialKey(KNOWN);
    expect(first.ok && second.ok && first.value === second.value).toBe(true);
  });

  test("that cannot be read is a failure each time", () => {
    for (const text of ["*", "", "AAAA", `${KNOWN}=`]) {
      expect(credentialKey(text)).toMatchObject({ ok: false, code: "key_malformed" });
      expect(credentialKey(text)).toMatchObject({ ok: false, code: "key_malformed" });
    }
  });

  test("is forgotten when enough others were used since, and not when it was used in between", () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const base = coseLabels(publicKey, -257);
    // RSA keys are cheap to vary: any odd exponent will do, and none is verified with.
    const other = (at: number) => {
      const e = new Uint8Array(4);
      new DataView(e.buffer).setUint32(0, 0x01000001 + at * 2);
      return toBase64url(encode(new Map(base).set(-2, e)));
    };
    const used = credentialKey(KNOWN);
    const idle = other(100_000);
    const before = credentialKey(idle);
    for (let at = 0; at < 4_096; at += 1) {
      expect(credentialKey(other(at)).ok).toBe(true);
      if (at % 1_000 === 0) credentialKey(KNOWN);
    }
    const still = credentialKey(KNOWN);
    const after = credentialKey(idle);
    expect(used.ok && still.ok && used.value === still.value).toBe(true);
    expect(before.ok && after.ok && before.value === after.value).toBe(false);
    expect(before.ok && after.ok && before.value.key.equals(after.value.key)).toBe(true);
  });
});
