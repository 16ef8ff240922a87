import { describe, expect, test } from "vitest";
import {
  type Certificate,
  parseCertificate,
} from "../../../../src/methods/passkey/attestation/certificate.ts";
import { findTrustedPath } from "../../../../src/methods/passkey/attestation/path.ts";
import {
  type Authority,
  authority,
  basicConstraints,
  daysFromNow,
  ecKey,
  keyUsage,
  LEAF,
  NOW,
  rsaKey,
  type Subject,
} from "./authority.ts";
import { octetString, sequence } from "./der-writer.ts";

const leafKey = ecKey();
const root = authority("Root");
const intermediate = authority("Intermediate", { parent: root });
const lower = authority("Lower", { parent: intermediate });
const endEntity = [basicConstraints(false)];

function read(der: Uint8Array): Certificate {
  const certificate = parseCertificate(der);
  if (certificate === undefined) throw new Error("a certificate that should be readable is not");
  return certificate;
}

function leafOf(issuer: Authority, options: Parameters<Authority["issue"]>[0] | object = {}) {
  return issuer.issue({ publicKey: leafKey.publicKey, extensions: endEntity, ...options });
}

/** `verified`, or the problem. */
function judge(chain: readonly Uint8Array[], anchors: readonly Uint8Array[], now = NOW): string {
  const path = findTrustedPath(chain.map(read), anchors, now);
  return path.ok ? "verified" : path.code;
}

describe("paths that hold", () => {
  test("leaf, intermediate, and root as anchor", () => {
    const chain = [leafOf(intermediate), intermediate.der];
    const path = findTrustedPath(chain.map(read), [root.der], NOW);
    expect(path.ok && path.value.map(({ fingerprint }) => fingerprint)).toEqual(
      [...chain, root.der].map((der) => read(der).fingerprint),
    );
  });

  test("a root sent along", () => {
    expect(judge([leafOf(root), root.der], [root.der])).toBe("verified");
  });

  test("an intermediate as anchor, sent along or not, whatever follows it", () => {
    expect(judge([leafOf(intermediate)], [intermediate.der])).toBe("verified");
    expect(judge([leafOf(intermediate), intermediate.der], [intermediate.der])).toBe("verified");
    const chain = [leafOf(intermediate), intermediate.der, root.der];
    expect(judge(chain, [intermediate.der])).toBe("verified");
  });

  test("the exact leaf as anchor", () => {
    const leaf = leafOf(root);
    const path = findTrustedPath([read(leaf)], [leaf], NOW);
    expect(path.ok && path.value.length).toBe(1);
  });

  test("the second of two anchors with one name", () => {
    const namesake = authority("Root");
    expect(judge([leafOf(root)], [namesake.der, root.der])).toBe("verified");
  });

  test("every signature algorithm", () => {
    const keys = [
      { keys: ecKey("P-256"), hash: "sha512" },
      { keys: ecKey("P-384"), hash: "sha384" },
      { keys: ecKey("P-521"), hash: "sha256" },
      { keys: rsaKey(), hash: "sha256" },
      { keys: rsaKey(), hash: "sha384" },
      { keys: rsaKey(), hash: "sha512" },
    ] as const;
    for (const { keys: pair, hash } of keys) {
      const issuer = authority("Issuer", { keys: pair, hash });
      expect(judge([leafOf(issuer, { hash })], [issuer.der])).toBe("verified");
    }
  });

  test("a trust anchor past its own dates: the list of anchors is what has a date", () => {
    const old = authority("Old", { notBefore: daysFromNow(-20), notAfter: daysFromNow(-10) });
    expect(judge([leafOf(old)], [old.der])).toBe("verified");
    expect(judge([leafOf(old), old.der], [old.der])).toBe("verified");
  });

  test("a root from before extensions", () => {
    const ancient = authority("Ancient", { version: 1, extensions: [] });
    expect(judge([leafOf(ancient)], [ancient.der])).toBe("verified");
  });

  test("pathLenConstraint that is just kept, self-issued certificates not counted", () => {
    const top = authority("Top", { extensions: [basicConstraints(true, 1)] });
    const middle = authority("Middle", { parent: top });
    const rollover = authority("Top", { parent: top });
    expect(judge([leafOf(middle), middle.der], [top.der])).toBe("verified");
    const below = authority("Below", { parent: rollover });
    expect(judge([leafOf(below), below.der, rollover.der], [top.der])).toBe("verified");
  });

  test("critical extensions that are understood", () => {
    const policies = { id: "2.5.29.32", critical: true, value: sequence() };
    const usages = { id: "2.5.29.37", critical: true, value: sequence() };
    const leaf = leafOf(root, { extensions: [...endEntity, keyUsage(0), policies, usages] });
    expect(judge([leaf], [root.der])).toBe("verified");
  });
});

describe("whom nobody vouches for", () => {
  test("no anchors: nothing is trusted, not even a complete chain", () => {
    expect(judge([leafOf(root), root.der], [])).toBe("path_no_anchors");
  });

  test("anchors of others", () => {
    expect(judge([leafOf(root), root.der], [authority("Other").der])).toBe("path_not_anchored");
    expect(judge([leafOf(intermediate)], [root.der])).toBe("path_not_anchored");
  });

  test("an anchor that cannot be read trusts nobody", () => {
    const leaf = leafOf(root);
    const garbage = Buffer.concat([root.der, Buffer.of(0)]);
    expect(judge([leaf], [garbage, new Uint8Array()])).toBe("path_not_anchored");
    expect(judge([leaf], [garbage, root.der])).toBe("verified");
  });

  test("an unknown root with the trusted root's name, sent along or not", () => {
    const namesake = authority("Root");
    expect(judge([leafOf(namesake)], [root.der])).toBe("path_signature_invalid");
    expect(judge([leafOf(namesake), namesake.der], [root.der])).toBe("path_signature_invalid");
  });

  test("a trusted root that is sent along but certified nothing", () => {
    const stranger = authority("Stranger");
    expect(judge([leafOf(stranger), root.der], [root.der])).toBe("path_name_mismatch");
    const forged = leafOf(stranger, { issuer: root.subject });
    expect(judge([forged, root.der], [root.der])).toBe("path_signature_invalid");
  });
});

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
    const rsa = authority("Root", { keys: rsaKey() });
    expect(judge([leafOf(root)], [rsa.der])).toBe("path_signature_invalid");
  });

  test("RSA keys that are too short", () => {
    const short = authority("Short", { keys: rsaKey(1024) });
    expect(judge([leafOf(short)], [short.der])).toBe("path_key_refused");
    const leaf = leafOf(root, { publicKey: rsaKey(1024).publicKey });
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
