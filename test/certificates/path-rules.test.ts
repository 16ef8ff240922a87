import { describe, expect, test } from "vitest";
import {
  authority,
  basicConstraints,
  daysFromNow,
  ecKey,
  keyUsage,
  LEAF,
  NOW,
  rsaKey,
  signatureAlgorithm,
  type Subject,
} from "./authority.ts";
import { octetString } from "./der-writer.ts";
import { endEntity, intermediate, judge, leafKey, leafOf, root } from "./path-fixture.ts";

const rsa = rsaKey();
const shortRsa = rsaKey(1024);
const lower = authority("Lower", { parent: intermediate });

describe("RFC 5280 section 6.1: paths that do not hold", () => {
  test("an issuer that is no authority", () => {
    const holder = ecKey();
    const genuine = intermediate.issue({ publicKey: holder.publicKey, extensions: endEntity });
    const forged = authority("x", { keys: holder }).issue({
      publicKey: leafKey.publicKey,
      issuer: LEAF,
      extensions: endEntity,
    });
    const chain = [forged, genuine, intermediate.der];
    expect(judge(chain, [root.der])).toBe("path_issuer_not_ca");
    expect(judge(chain, [genuine])).toBe("path_issuer_not_ca");
  });

  test("an authority without basic constraints, of version 3 or older", () => {
    const bare = authority("Bare", { parent: root, extensions: [] });
    const old = authority("Old", { parent: root, extensions: [], version: 1 });
    expect(judge([leafOf(bare), bare.der], [root.der])).toBe("path_issuer_not_ca");
    expect(judge([leafOf(old), old.der], [root.der])).toBe("path_issuer_not_ca");
  });

  test("an anchor that is one authenticator's certificate does not certify others", () => {
    const selfSigned = authority("Self", { extensions: [] });
    const denied = authority("Denied", { extensions: endEntity });
    const issued = authority("Issued", { parent: root, extensions: [], version: 1 });
    for (const anchor of [selfSigned, denied, issued]) {
      expect(judge([leafOf(anchor)], [anchor.der])).toBe("path_issuer_not_ca");
    }
  });

  test("past a pathLenConstraint, the anchor's own included", () => {
    const short = authority("Short", { parent: root, extensions: [basicConstraints(true, 0)] });
    const under = authority("Under", { parent: short });
    expect(judge([leafOf(under), under.der, short.der], [root.der])).toBe("path_too_long");
    expect(judge([leafOf(under), under.der], [short.der])).toBe("path_too_long");
    const loose = authority("Loose", { parent: short, extensions: [basicConstraints(true, 9)] });
    const deep = authority("Deep", { parent: loose });
    const chain = [leafOf(deep), deep.der, loose.der, short.der];
    expect(judge(chain, [root.der])).toBe("path_too_long");
  });

  test("dates of the leaf, of an intermediate, and of a leaf that is the anchor", () => {
    const past = { notBefore: daysFromNow(-9), notAfter: daysFromNow(-1) };
    const future = { notBefore: daysFromNow(1), notAfter: daysFromNow(9) };
    expect(judge([leafOf(root, past)], [root.der])).toBe("path_expired");
    expect(judge([leafOf(root, future)], [root.der])).toBe("path_not_yet_valid");
    const expired = authority("Expired", { parent: root, ...past });
    const early = authority("Early", { parent: root, ...future });
    expect(judge([leafOf(expired), expired.der], [root.der])).toBe("path_expired");
    expect(judge([leafOf(early), early.der], [root.der])).toBe("path_not_yet_valid");
    const leaf = leafOf(root, past);
    expect(judge([leaf], [leaf])).toBe("path_expired");
  });

  test("the instants of notBefore and notAfter are inside; no instant at all is outside", () => {
    const leaf = leafOf(root, { notBefore: NOW, notAfter: NOW });
    expect(judge([leaf], [root.der])).toBe("verified");
    expect(judge([leaf], [root.der], new Date(NOW.getTime() + 1))).toBe("path_expired");
    expect(judge([leaf], [root.der], new Date(NOW.getTime() - 1))).toBe("path_not_yet_valid");
    expect(judge([leaf], [root.der], new Date(Number.NaN))).toBe("path_not_yet_valid");
  });

  test("names that do not chain, though the signature does", () => {
    const leaf = leafOf(intermediate, { issuer: [["CN", "Somebody"]] satisfies Subject });
    expect(judge([leaf, intermediate.der], [intermediate.der])).toBe("path_name_mismatch");
  });

  test("certificates out of order", () => {
    const chain = [leafOf(lower), intermediate.der, lower.der];
    expect(judge(chain, [root.der])).toBe("path_name_mismatch");
  });

  test("a certificate that stands twice", () => {
    const chain = [leafOf(intermediate), intermediate.der, intermediate.der];
    expect(judge(chain, [root.der])).toBe("path_repeats");
  });

  test("two authorities that certify each other lead nowhere", () => {
    const left = authority("Left");
    const right = authority("Right");
    const leftByRight = right.issue({
      publicKey: left.publicKey,
      subject: left.subject,
      extensions: [basicConstraints(true)],
    });
    const rightByLeft = left.issue({
      publicKey: right.publicKey,
      subject: right.subject,
      extensions: [basicConstraints(true)],
    });
    const chain = [leafOf(left), leftByRight, rightByLeft];
    expect(judge(chain, [root.der])).toBe("path_not_anchored");
  });

  test("SHA-1 in the path, but not in the anchor's own signature", () => {
    expect(judge([leafOf(root, { hash: "sha1" })], [root.der])).toBe(
      "path_signature_algorithm_refused",
    );
    const weak = authority("Weak", { parent: root, hash: "sha1" });
    expect(judge([leafOf(weak), weak.der], [root.der])).toBe("path_signature_algorithm_refused");
    const old = authority("Old", { hash: "sha1" });
    expect(judge([leafOf(old)], [old.der])).toBe("verified");
  });

  test("a signature algorithm that is not of the issuer's key", () => {
    const namesake = authority("Root", { keys: rsa });
    expect(judge([leafOf(root)], [namesake.der])).toBe("path_signature_invalid");
  });

  test("a signature that is good, but of another algorithm than the one it names", () => {
    const leaf = leafOf(root, { algorithm: signatureAlgorithm("rsa", "sha256") });
    expect(judge([leaf], [root.der])).toBe("path_signature_invalid");
    const longer = leafOf(root, { algorithm: signatureAlgorithm("ec", "sha512") });
    expect(judge([longer], [root.der])).toBe("path_signature_invalid");
  });

  test("RSA keys that are too short", () => {
    const short = authority("Short", { keys: shortRsa });
    expect(judge([leafOf(short)], [short.der])).toBe("path_key_refused");
    const leaf = leafOf(root, { publicKey: shortRsa.publicKey });
    expect(judge([leaf], [root.der])).toBe("path_key_refused");
  });

  test("keys of a kind that is not used here", () => {
    const leaf = leafOf(root, { publicKey: ecKey("secp256k1").publicKey });
    expect(judge([leaf], [root.der])).toBe("path_key_refused");
  });

  test("key usage without keyCertSign above, without digitalSignature below", () => {
    const mute = authority("Mute", {
      parent: root,
      extensions: [basicConstraints(true), keyUsage(0, 6)],
    });
    expect(judge([leafOf(mute), mute.der], [root.der])).toBe("path_key_usage_refused");
    expect(judge([leafOf(mute)], [mute.der])).toBe("path_key_usage_refused");
    const leaf = leafOf(root, { extensions: [...endEntity, keyUsage(4)] });
    expect(judge([leaf], [root.der])).toBe("path_key_usage_refused");
  });

  test.each([
    ["an extension nobody knows", "1.2.3.4"],
    ["policy constraints", "2.5.29.36"],
    ["inhibit any policy", "2.5.29.54"],
    ["policy mappings", "2.5.29.33"],
  ])("critical: %s", (_, id) => {
    const unknown = { id, critical: true, value: octetString(Buffer.of(1)) };
    const leaf = leafOf(root, { extensions: [...endEntity, unknown] });
    expect(judge([leaf], [root.der])).toBe("path_critical_extension_unknown");
    expect(judge([leaf], [leaf])).toBe("path_critical_extension_unknown");
    const strange = authority("Strange", {
      parent: root,
      extensions: [basicConstraints(true), unknown],
    });
    expect(judge([leafOf(strange), strange.der], [root.der])).toBe(
      "path_critical_extension_unknown",
    );
    const lenient = leafOf(root, { extensions: [...endEntity, { ...unknown, critical: false }] });
    expect(judge([lenient], [root.der])).toBe("verified");
  });
});
