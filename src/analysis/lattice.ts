/**
 * Sets of capabilities, exactly. A capability stands for everything that it implies, so a set is
 * kept as the *ideal* that it generates (a bit for each atom in it or implied by it): one set is
 * weaker than another if its ideal is contained in the other's. A family is an antichain of ideals,
 * and means "at least one of these". Or is union, and is pairwise union, each followed by dropping
 * what is not minimal (`antichains.ts`); so the families of a program without negation are exact and
 * unique.
 */
export type Family = readonly bigint[];

/** Which atoms each atom implies by itself. */
export type Implies = (atom: string) => readonly string[];

export interface Lattice {
  readonly atoms: readonly string[];
  readonly ideals: ReadonlyMap<string, bigint>;
  readonly guard: Guard;
}

/** What holds back families that nobody could read, and says that it did. */
export interface Guard {
  readonly most: number;
  exceeded: boolean;
}

/** Real accounts stay below fifty; an antichain may have as many members as there are halves. */
const MOST_SETS = 5000;

export const NEVER: Family = [];

export function latticeOf(
  given: Iterable<string>,
  implies: Implies,
  most: number = MOST_SETS,
): Lattice {
  const atoms = [...new Set(given)].toSorted();
  const bits = new Map(atoms.map((atom, index) => [atom, 1n << BigInt(index)]));
  const ideals = new Map(
    atoms.map((atom) => [
      atom,
      [...implied(atom, implies)].reduce((ideal, one) => ideal | (bits.get(one) ?? 0n), 0n),
    ]),
  );
  return { atoms, ideals, guard: { most, exceeded: false } };
}

/** An atom and all that it implies, in however many steps. */
export function implied(atom: string, implies: Implies): ReadonlySet<string> {
  const found = new Set([atom]);
  for (const one of found) for (const next of implies(one)) found.add(next);
  return found;
}

/** The ideal that some atoms generate; atoms that the lattice does not have are left out. */
export function idealOf({ ideals }: Lattice, atoms: Iterable<string>): bigint {
  let ideal = 0n;
  for (const atom of atoms) ideal |= ideals.get(atom) ?? 0n;
  return ideal;
}

/** All atoms of an ideal. */
export function atomsIn({ atoms }: Pick<Lattice, "atoms">, ideal: bigint): readonly string[] {
  // The last digit is the first atom's.
  const digits = ideal.toString(2);
  return atoms.filter((_, index) => digits[digits.length - 1 - index] === "1");
}

/** The atoms of an ideal that no other one of it implies: how a set is written. */
export function generatorsOf({ atoms, ideals }: Lattice, ideal: bigint): readonly string[] {
  const inside = atomsIn({ atoms }, ideal);
  return inside.filter(
    (atom) =>
      !inside.some((other) => {
        const below = ideals.get(other) ?? 0n;
        return other !== atom && includes(below, ideals.get(atom) ?? 0n);
      }),
  );
}

/**
 * The sets that are one step weaker: each without one of its generators, and with what that
 * implies.
 */
export function weakenings(lattice: Lattice, ideal: bigint): readonly bigint[] {
  return generatorsOf(lattice, ideal).map((atom) => ideal & ~(1n << bitOf(lattice, atom)));
}

function bitOf({ atoms }: Lattice, atom: string): bigint {
  return BigInt(atoms.indexOf(atom));
}

function includes(stronger: bigint, weaker: bigint): boolean {
  return (stronger & weaker) === weaker;
}

/** Whether somebody who has this ideal has what the family asks for. */
export function isMetBy(family: Family, ideal: bigint): boolean {
  return family.some((one) => includes(ideal, one));
}

/** Without those that contain another one, and each once. */
export function minimal(family: Iterable<bigint>): Family {
  const sorted = [...new Set(family)].toSorted((a, b) => (a < b ? -1 : 1));
  const kept: bigint[] = [];
  // A subset is never the greater number, so whatever lies below comes first.
  for (const one of sorted) if (!kept.some((other) => includes(one, other))) kept.push(one);
  return kept;
}
