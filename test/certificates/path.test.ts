import { describe, expect, test } from "vitest";
import { findTrustedPath } from "../../src/certificates/path.ts";
import {
  authority,
  basicConstraints,
  daysFromNow,
  ecKey,
  keyUsage,
  NOW,
  rsaKey,
} from "./authority.ts";
import { sequence } from "./der-writer.ts";
import { endEntity, intermediate, judge, leafOf, read, root } from "./path-fixture.ts";

const rsa = rsaKey();

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
      { keys: rsa, hash: "sha256" },
      { keys: rsa, hash: "sha384" },
      { keys: rsa, hash: "sha512" },
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
