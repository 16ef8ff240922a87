import {
  type Family,
  generatorsOf,
  idealOf,
  type Implies,
  implied,
  isMetBy,
  type Lattice,
  latticeOf,
} from "./lattice.ts";
import { COORDINATES, type Profile, profileOf } from "./profile.ts";

type Sets = readonly (readonly string[])[];

/** How one account stands beside another, with witnesses. */
export interface Comparison {
  /**
   * By the sets: `dominates` where whatever defeats it defeats the other one too, and not
   * conversely.
   */
  readonly exact: "dominates" | "equal" | "dominated" | "incomparable";
  /** Its own sets that do not defeat the other one. */
  readonly weakerAgainst: Sets;
  /** Sets of the other one that do not defeat it. */
  readonly strongerAgainst: Sets;
  /** By the numbers alone, coordinate by coordinate. */
  readonly byProfile: "stronger" | "equal" | "weaker" | "incomparable";
}

export function compare(own: Sets, other: Sets, implies: Implies): Comparison {
  const named = [...own, ...other].flat();
  const lattice = latticeOf(
    named.flatMap((one) => [...implied(one, implies)]),
    implies,
  );
  const ours = own.map((set) => idealOf(lattice, set));
  const theirs = other.map((set) => idealOf(lattice, set));
  const weakerAgainst = notMet(lattice, ours, theirs);
  const strongerAgainst = notMet(lattice, theirs, ours);
  return {
    exact: exactly(weakerAgainst.length, strongerAgainst.length),
    weakerAgainst,
    strongerAgainst,
    byProfile: byProfile(profileOf(own), profileOf(other)),
  };
}

function notMet(lattice: Lattice, sets: Family, by: Family): Sets {
  return sets.filter((ideal) => !isMetBy(by, ideal)).map((ideal) => generatorsOf(lattice, ideal));
}

function exactly(weaker: number, stronger: number): Comparison["exact"] {
  if (weaker > 0) return stronger > 0 ? "incomparable" : "dominated";
  return stronger > 0 ? "dominates" : "equal";
}

function byProfile(own: Profile, other: Profile): Comparison["byProfile"] {
  const differences = COORDINATES.map((name) => order(own[name]) - order(other[name])).filter(
    // Both impossible is no difference, though infinity less infinity is no number.
    (difference) => difference !== 0 && !Number.isNaN(difference),
  );
  const better = differences.some((difference) => difference > 0);
  const worse = differences.some((difference) => difference < 0);
  if (better && worse) return "incomparable";
  if (better) return "stronger";
  return worse ? "weaker" : "equal";
}

function order(count: number | null): number {
  return count ?? Number.POSITIVE_INFINITY;
}
