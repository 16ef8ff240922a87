import type { Program } from "../../src/analysis/horn.ts";
import { implied, type Implies } from "../../src/analysis/lattice.ts";

/**
 * Every row of a truth table at once: a fact is a vector of one bit for each subset of the atoms,
 * and the rules are gone through until nothing changes. It knows nothing of antichains.
 */
export function truthTable({ atoms, rules }: Program, goal: string): (row: number) => boolean {
  const words = Math.max(1, 2 ** atoms.length / 32);
  const facts = new Map<string, Uint32Array>();
  for (const [index, atom] of atoms.entries()) facts.set(atom, column(index, words));
  for (let changed = true; changed; ) {
    changed = false;
    for (const { head, body } of rules) {
      const into = facts.get(head) ?? new Uint32Array(words);
      facts.set(head, into);
      const columns = body.map((fact) => facts.get(fact));
      if (columns.includes(undefined)) continue;
      if (addAll(into, columns)) changed = true;
    }
  }
  const found = facts.get(goal);
  return (row) => (((found?.[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
}

/** Adds the rows in which all of a body is so, thirty-two at a time; whether that made any new. */
function addAll(into: Uint32Array, columns: readonly (Uint32Array | undefined)[]): boolean {
  const all = new Uint32Array(into.length).fill(0xffff_ffff);
  for (const bits of columns) {
    for (let word = 0; word < all.length; word += 1) {
      all[word] = (all[word] ?? 0) & (bits?.[word] ?? 0);
    }
  }
  let changed = false;
  for (let word = 0; word < all.length; word += 1) {
    const next = ((into[word] ?? 0) | (all[word] ?? 0)) >>> 0;
    if (next !== into[word]) changed = true;
    into[word] = next;
  }
  return changed;
}

/** The rows in which an atom is so: below five it alternates within a word. */
function column(index: number, words: number): Uint32Array {
  const within = [0xaaaa_aaaa, 0xcccc_cccc, 0xf0f0_f0f0, 0xff00_ff00, 0xffff_0000];
  return Uint32Array.from({ length: words }, (_, word) =>
    index < 5 ? (within[index] ?? 0) : ((word >>> (index - 5)) & 1) === 1 ? 0xffff_ffff : 0,
  );
}

/** The row of a set of atoms and all that they imply. */
export function rowOf(atoms: readonly string[], set: Iterable<string>, implies: Implies): number {
  const all = new Set([...set].flatMap((one) => [...implied(one, implies)]));
  return atoms.reduce((row, atom, index) => (all.has(atom) ? row + 2 ** index : row), 0);
}

/**
 * The smallest rows that are so, among those that are closed under the order: by looking at all.
 */
export function minimalRows(
  atoms: readonly string[],
  isSo: (row: number) => boolean,
  implies: Implies,
): readonly number[] {
  const closures = atoms.map((atom) => rowOf(atoms, [atom], implies));
  const isClosed = (row: number) =>
    closures.every((closure, index) => ((row >>> index) & 1) === 0 || (row & closure) === closure);
  const found: number[] = [];
  for (let row = 0; row < 2 ** atoms.length; row += 1) {
    // A smaller set is a smaller number: whatever lies below was met before.
    if (!isSo(row) || !isClosed(row)) continue;
    if (!found.some((less) => (row & less) === less)) found.push(row);
  }
  return found;
}
