import { about, expandClauses } from "./clauses.ts";
import { partsOf } from "./compromises.ts";
import type { FormulaSet } from "./formulas.ts";
import type { Implies } from "./lattice.ts";
import type { World } from "./world.ts";

/** The order of capabilities in one world, from the formulas. */
export function impliesIn({ order }: Pick<FormulaSet, "order">, world: World): Implies {
  const inWorld = orders.get(world) ?? new WeakMap<FormulaSet["order"], Implies>();
  orders.set(world, inWorld);
  const known = inWorld.get(order) ?? orderIn(order, world);
  inWorld.set(order, known);
  return known;
}

/** It is read once, and asked of every set. */
const orders = new WeakMap<World, WeakMap<FormulaSet["order"], Implies>>();

function orderIn(order: FormulaSet["order"], world: World): Implies {
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
  const answers = new Map<string, readonly string[]>();
  const answer = (compromise: string) => {
    const { name, index } = partsOf(compromise);
    const general = (anyIndex.get(name) ?? []).flatMap(({ parameter, implies }) =>
      about([implies], parameter, index),
    );
    return [...(found.get(compromise) ?? []), ...general];
  };
  return (compromise) => {
    const known = answers.get(compromise) ?? answer(compromise);
    answers.set(compromise, known);
    return known;
  };
}
