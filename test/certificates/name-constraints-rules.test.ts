import { describe, expect, test } from "vitest";
import { authority, basicConstraints, LEAF, name, type Subject } from "./authority.ts";
import { context, sequence, tlv } from "./der-writer.ts";
import { endEntity, judge, leafOf, root } from "./path-fixture.ts";

const VIOLATED = "path_name_constraint_violated";

const subtree = (subject: Subject, ...distance: Uint8Array[]) =>
  sequence(context(4, name(subject)), ...distance);
const minimum = (value: number) => tlv(0x80, Buffer.of(value));
const maximum = (value: number) => tlv(0x81, Buffer.of(value));

const TEST: Subject = LEAF.slice(0, 2);
const COUNTRY: Subject = LEAF.slice(0, 1);

/** A leaf with this subject under an authority that permits these subtrees. */
function under(subtrees: readonly Uint8Array[], subject: Subject = LEAF): string {
  const value = sequence(context(0, ...subtrees));
  const constraints = { id: "2.5.29.30", critical: true, value };
  const constrained = authority("Constrained", {
    parent: root,
    extensions: [basicConstraints(true), constraints],
  });
  const leaf = leafOf(constrained, { subject, extensions: endEntity });
  return judge([leaf, constrained.der], [root.der]);
}

describe("RFC 5280 section 4.2.1.10: no subtree has a distance", () => {
  test("neither a maximum nor a minimum, which would be understood as a whole subtree", () => {
    expect(under([subtree(TEST)])).toBe("verified");
    expect(under([subtree(TEST, maximum(9))])).toBe(VIOLATED);
    expect(under([subtree(TEST, minimum(1))])).toBe(VIOLATED);
  });

  test("not even one of several", () => {
    expect(under([subtree(TEST), subtree(COUNTRY)])).toBe("verified");
    expect(under([subtree(TEST), subtree(COUNTRY, minimum(1))])).toBe(VIOLATED);
    expect(under([subtree(COUNTRY, maximum(3)), subtree(TEST)])).toBe(VIOLATED);
  });
});

test("the whole of a permitted name counts, not a part of it", () => {
  const other: Subject = [...COUNTRY, ["O", "Other"]];
  expect(under([subtree(TEST)], other)).toBe(VIOLATED);
  expect(under([subtree(other)], TEST)).toBe(VIOLATED);
});
