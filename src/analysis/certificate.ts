import { AssayFault } from "../base/fault.ts";
import { consequences, type Program } from "./horn.ts";
import { type Family, generatorsOf, type Lattice, weakenings } from "./lattice.ts";

/**
 * Holds a family to the rules that it is from, by forward chaining alone: every set of it makes the
 * goal so, and none that is one step weaker does. What it vouches for is soundness and minimality;
 * that no set is missing, truth tables say in tests.
 * @throws AssayFault `ASSAY_ANALYSIS` where the fixed point and the rules disagree: our fault.
 */
export function certify(program: Program, lattice: Lattice, goal: string, family: Family): void {
  for (const ideal of family) {
    if (!reaches(program, lattice, goal, ideal)) {
      throw disagreement(goal, lattice, ideal, "does not reach it");
    }
    for (const weaker of weakenings(lattice, ideal)) {
      if (reaches(program, lattice, goal, weaker)) {
        throw disagreement(goal, lattice, ideal, "asks for more than it takes");
      }
    }
  }
}

function reaches(program: Program, { atoms }: Lattice, goal: string, ideal: bigint): boolean {
  const given = atoms.filter((_, index) => ((ideal >> BigInt(index)) & 1n) === 1n);
  return consequences(program, given).has(goal);
}

function disagreement(goal: string, lattice: Lattice, ideal: bigint, why: string): AssayFault {
  const set = generatorsOf(lattice, ideal).join(" + ");
  return new AssayFault("ASSAY_ANALYSIS", `${goal}: the set ${set} ${why}`);
}
