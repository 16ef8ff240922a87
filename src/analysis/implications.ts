import { about, expandClauses } from "./clauses.ts";
import { partsOf } from "./compromises.ts";
import type { FormulaSet } from "./formulas.ts";
import type { Implies } from "./lattice.ts";
import type { World } from "./world.ts";

/** The order of capabilities in one world, from the formulas. */
export function impliesIn({ order }: Pick<FormulaSet, "order">, world: World): Implies {
  const found = new Map<string, string[]>();
  const anyIndex = new Map<string, { readonly parameter: string; readonly implies: string }[]>();
  for (const { stronger, implies } of order) {
    const { name, index } = partsOf(stronger);
    if (/^[A-Z]$/.test(index)) {
      anyIndex.set(name, [...(anyIndex.get(name) ?? []), { parameter: index, implies }]);
      continue;
    }
    for (const [one = ""] of expandClauses([stronger], world)) {
      found.set(one, [...(found.get(one) ?? []), implies]);
    }
  }
  return (compromise) => {
    const { name, index } = partsOf(compromise);
    const general = (anyIndex.get(name) ?? []).flatMap(({ parameter, implies }) =>
      about([implies], parameter, index),
    );
    return [...(found.get(compromise) ?? []), ...general];
  };
}
