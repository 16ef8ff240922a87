import { idealOf, implied, type Implies, isMetBy, latticeOf } from "./lattice.ts";

type Sets = readonly (readonly string[])[];

/** The sets of one family that meet nothing of another. */
export function withstood(sets: Sets, by: Sets, implies: Implies): Sets {
  const named = [...sets, ...by].flat().flatMap((one) => [...implied(one, implies)]);
  const lattice = latticeOf(named, implies);
  const family = by.map((set) => idealOf(lattice, set));
  return sets.filter((set) => !isMetBy(family, idealOf(lattice, set)));
}
