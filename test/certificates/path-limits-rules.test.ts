import { describe, expect, test } from "vitest";
import { findTrustedPath } from "../../src/certificates/path.ts";
import { authority, basicConstraints, NOW } from "./authority.ts";
import { intermediate, judge, leafOf, read, root } from "./path-fixture.ts";

describe("RFC 5280 section 6.1.4 (l): each authority uses up one of those that were allowed", () => {
  const top = authority("Top", { extensions: [basicConstraints(true, 1)] });
  const first = authority("First", { parent: top });
  const second = authority("Second", { parent: first });
  const third = authority("Third", { parent: second });

  test("one below a pathLenConstraint of 1, not two", () => {
    expect(judge([leafOf(first), first.der], [top.der])).toBe("verified");
    expect(judge([leafOf(second), second.der, first.der], [top.der])).toBe("path_too_long");
  });

  test("two below a pathLenConstraint of 2, not three", () => {
    const wider = authority("Top", { keys: top, extensions: [basicConstraints(true, 2)] });
    expect(judge([leafOf(second), second.der, first.der], [wider.der])).toBe("verified");
    const chain = [leafOf(third), third.der, second.der, first.der];
    expect(judge(chain, [wider.der])).toBe("path_too_long");
  });
});

describe("a path ends in the anchor that it was verified up to", () => {
  const fingerprints = (chain: readonly Uint8Array[], anchors: readonly Uint8Array[]) => {
    const path = findTrustedPath(chain.map(read), anchors, NOW);
    return path.ok ? path.value.map(({ fingerprint }) => fingerprint) : path.code;
  };

  test("whatever stands above it, whether that would hold or not", () => {
    const leaf = leafOf(intermediate);
    const stranger = authority("Stranger");
    const expected = [leaf, intermediate.der].map((der) => read(der).fingerprint);
    for (const above of [root, stranger]) {
      const chain = [leaf, intermediate.der, above.der];
      expect(fingerprints(chain, [intermediate.der])).toEqual(expected);
    }
  });

  test("which may be any of several, the leaf itself among them", () => {
    const leaf = leafOf(root);
    expect(fingerprints([leaf], [authority("Other").der, leaf])).toEqual([read(leaf).fingerprint]);
    expect(fingerprints([leaf], [leaf, authority("Other").der])).toEqual([read(leaf).fingerprint]);
  });
});
