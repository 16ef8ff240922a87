import { AssayFault } from "../base/fault.ts";
import { chainingOn } from "./chaining.ts";
import type { Program } from "./horn.ts";
import { atomsIn, type Family, generatorsOf, type Lattice, weakenings } from "./lattice.ts";

/**
 * Holds a family to the rules that it is from, by forward chaining alone: every set of it makes the
 * goal so, and none that is one step weaker does. What it vouches for is soundness and minimality;
 * that no set is missing, truth tables say in tests.
 * @throws AssayFault `ASSAY_ANALYSIS` where the fixed point and the rules disagree: our fault.
 */
export function certify(program: Program, lattice: Lattice, goal: string, family: Family): void {
  const chaining = chainingOn(program);
  const reaches = (ideal: bigint) => chaining.reaches(atomsIn(lattice, ideal), goal);
  for (const ideal of family) {
    if (!reaches(ideal)) throw disagreement(goal, lattice, ideal, "does not reach it");
    for (const weaker of weakenings(lattice, ideal)) {
      if (reaches(weaker)) throw disagreement(goal, lattice, ideal, "asks for more than it takes");
    }
  }
}

function disagreement(goal: string, lattice: Lattice, ideal: bigint, why: string): AssayFault {
  const set = generatorsOf(lattice, ideal).join(" + ");
  return new AssayFault("ASSAY_ANALYSIS", `${goal}: the set ${set} ${why}`);
}
