import { generatorsOf, idealOf, implied, type Implies, latticeOf, minimal } from "./lattice.ts";

type Sets = readonly (readonly string[])[];

/**
 * What defeats at least one of several accounts: the worst that a policy admits is the union of
 * what its ways come to, since an account is no more than the union of its own.
 */
export function unite(families: readonly Sets[], implies: Implies): Sets {
  const named = families.flat(2).flatMap((one) => [...implied(one, implies)]);
  const lattice = latticeOf(named, implies);
  const ideals = families.flat().map((set) => idealOf(lattice, set));
  return minimal(ideals).map((ideal) => generatorsOf(lattice, ideal));
}
