import { type Family, minimal } from "./lattice.ts";

/**
 * The minimal sets that meet every member of a family (Berge's algorithm): what has to be lost so
 * that no way is left. Of a family that asks for nothing there is none; of an empty one the empty
 * set.
 */
export function transversals(family: Family): Family {
  let found: Family = [0n];
  for (const member of family) {
    const elements = bitsOf(member);
    found = minimal(
      found.flatMap((one) => ((one & member) === 0n ? elements.map((bit) => one | bit) : [one])),
    );
  }
  return found;
}

function bitsOf(set: bigint): readonly bigint[] {
  const bits: bigint[] = [];
  for (let left = set; left > 0n; left &= left - 1n) bits.push(left & -left);
  return bits;
}
