import type { Family, Guard } from "./lattice.ts";

/**
 * Families as the fixed point works on them: words of 26 bits in one flat list, `width` of them a
 * set, the least significant first, sets in ascending order. They are what `lattice.ts` has as large
 * numbers, of which each `and` and `or` would make a new one.
 */
export type Antichain = readonly number[];

export const NEVER: Antichain = [];

const BITS = 26;
const WORD = (1n << BigInt(BITS)) - 1n;

/** How many words a set over so many atoms takes; at least one. */
export function widthOf(atoms: number): number {
  return Math.max(1, Math.ceil(atoms / BITS));
}

/** The family that asks for nothing. */
export function always(width: number): Antichain {
  return Array.from({ length: width }, () => 0);
}

export function fromFamily(family: Family, width: number): Antichain {
  return family.flatMap((ideal) =>
    Array.from({ length: width }, (_, index) => Number((ideal >> BigInt(index * BITS)) & WORD)),
  );
}

export function toFamily(sets: Antichain, width: number): Family {
  const family: bigint[] = [];
  for (let at = 0; at < sets.length; at += width) {
    let ideal = 0n;
    for (let word = width - 1; word >= 0; word -= 1) {
      ideal = (ideal << BigInt(BITS)) | BigInt(sets[at + word] ?? 0);
    }
    family.push(ideal);
  }
  return family;
}

/** Both: each set of one with each of the other. */
export function both(a: Antichain, b: Antichain, width: number, guard: Guard): Antichain {
  if (isAlways(a, width)) return b;
  if (isAlways(b, width)) return a;
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  // A product that could not be kept is not worked out either.
  const most = Math.max(1, Math.floor((guard.most * 50 * width) / Math.max(1, few.length)));
  const kept = many.length / width > most ? smallest(many, width, most, guard) : many;
  const product: number[] = [];
  for (let one = 0; one < few.length; one += width) {
    for (let other = 0; other < kept.length; other += width) {
      for (let word = 0; word < width; word += 1) {
        product.push((few[one + word] ?? 0) | (kept[other + word] ?? 0));
      }
    }
  }
  return bounded(minimal(product, width), width, guard);
}

/** Either: what one of them has and the other does not say already. The first where nothing is new. */
export function either(a: Antichain, b: Antichain, width: number, guard: Guard): Antichain {
  const more: number[] = [];
  for (let at = 0; at < b.length; at += width) {
    if (!holdsAMember(b, at, a, width))
      for (let word = 0; word < width; word += 1) more.push(b[at + word] ?? 0);
  }
  return more.length === 0 ? a : bounded(minimal([...a, ...more], width), width, guard);
}

function isAlways(sets: Antichain, width: number): boolean {
  return sets.length === width && sets.every((word) => word === 0);
}

/** Without those that contain another one, and each once. */
function minimal(sets: readonly number[], width: number): Antichain {
  const kept: number[] = [];
  // A subset is never the greater number, so whatever lies below comes first.
  for (const at of ascending(sets, width)) {
    if (holdsAMember(sets, at, kept, width)) continue;
    for (let word = 0; word < width; word += 1) kept.push(sets[at + word] ?? 0);
  }
  return kept;
}

/** Whether a set contains one of a family. */
function holdsAMember(
  sets: readonly number[],
  at: number,
  family: readonly number[],
  width: number,
): boolean {
  for (let member = 0; member < family.length; member += width) {
    let word = 0;
    while (word < width) {
      const below = family[member + word] ?? 0;
      if (((sets[at + word] ?? 0) & below) !== below) break;
      word += 1;
    }
    if (word === width) return true;
  }
  return false;
}

/** Where each set begins, the smaller numbers first. */
function ascending(sets: readonly number[], width: number): readonly number[] {
  const starts = Array.from({ length: sets.length / width }, (_, index) => index * width);
  return starts.toSorted((a, b) => {
    for (let word = width - 1; word >= 0; word -= 1) {
      const difference = (sets[a + word] ?? 0) - (sets[b + word] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function bounded(sets: Antichain, width: number, guard: Guard): Antichain {
  return sets.length / width <= guard.most ? sets : smallest(sets, width, guard.most, guard);
}

/** Those with the fewest atoms, and of them the smaller numbers. */
function smallest(sets: Antichain, width: number, count: number, guard: Guard): Antichain {
  guard.exceeded = true;
  const sized = ascending(sets, width).map((at) => ({ at, size: sizeOf(sets, at, width) }));
  // The sort is stable.
  const first = sized.toSorted((a, b) => a.size - b.size).slice(0, count);
  return first.flatMap(({ at }) => sets.slice(at, at + width));
}

function sizeOf(sets: Antichain, at: number, width: number): number {
  let size = 0;
  for (let word = 0; word < width; word += 1) {
    for (let left = sets[at + word] ?? 0; left !== 0; left &= left - 1) size += 1;
  }
  return size;
}
