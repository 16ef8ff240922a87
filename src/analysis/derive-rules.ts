import { AssayFault } from "../base/fault.ts";
import { about, expandClauses } from "./clauses.ts";
import { isCompromise, partsOf } from "./compromises.ts";
import type { FormulaSet } from "./formulas.ts";
import type { Program, Rule } from "./horn.ts";
import type { World } from "./world.ts";

/** Heads of `facts` by their names: what they are about, and the clauses. */
type Schemas = ReadonlyMap<
  string,
  { readonly parameter: string; readonly clauses: readonly string[] }
>;

/**
 * Rules together with all that they rest on: whatever a body names is a compromise, a fact of the
 * formulas (whose rules are added, and theirs in turn), or the head of another rule.
 * @throws AssayFault `ASSAY_FORMULAS` where a name is none of these.
 */
export function programOf(rules: readonly Rule[], formulas: FormulaSet, world: World): Program {
  const schemas = schemasOf(formulas);
  const all = once(rules);
  const known = new Set(rules.map(({ head }) => head));
  const atoms = new Set<string>();
  for (const { body } of all) {
    for (const fact of body) {
      if (known.has(fact) || atoms.has(fact)) continue;
      if (isCompromise(fact)) {
        atoms.add(fact);
        continue;
      }
      known.add(fact);
      all.push(...instancesOf(fact, schemas, world));
    }
  }
  return { atoms: [...atoms], rules: all };
}

function schemasOf({ facts }: FormulaSet): Schemas {
  return new Map(
    Object.entries(facts).map(([head, clauses]) => {
      const { name, index } = partsOf(head);
      return [name, { parameter: index, clauses }];
    }),
  );
}

function instancesOf(fact: string, schemas: Schemas, world: World): readonly Rule[] {
  const { name, index } = partsOf(fact);
  const schema = schemas.get(name);
  if (schema === undefined) {
    // What the rules of an account conclude nowhere is simply never so.
    if (name.includes(":")) return [];
    throw new AssayFault("ASSAY_FORMULAS", `nothing says when ${fact} is so`);
  }
  const clauses = about(schema.clauses, schema.parameter, index);
  return expandClauses(clauses, world).map((body) => ({ head: fact, body }));
}

/** Rules that say the same are one. */
function once(rules: readonly Rule[]): Rule[] {
  return [
    ...new Map(rules.map((rule) => [`${rule.head} if ${rule.body.join(" & ")}`, rule])).values(),
  ];
}
