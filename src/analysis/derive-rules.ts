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
      all.push(...instancesOf(fact, formulas, world));
    }
  }
  return { atoms: [...atoms], rules: all };
}

const schemas = new WeakMap<FormulaSet["facts"], Schemas>();

function schemasOf({ facts }: FormulaSet): Schemas {
  const known = schemas.get(facts) ?? readSchemas(facts);
  schemas.set(facts, known);
  return known;
}

function readSchemas(facts: FormulaSet["facts"]): Schemas {
  return new Map(
    Object.entries(facts).map(([head, clauses]) => {
      const { name, index } = partsOf(head);
      return [name, { parameter: index, clauses }];
    }),
  );
}

/** What a fact of the formulas rests on in one world, read once. */
const instances = new WeakMap<World, WeakMap<FormulaSet, Map<string, readonly Rule[]>>>();

function instancesOf(fact: string, formulas: FormulaSet, world: World): readonly Rule[] {
  const inWorld = instances.get(world) ?? new WeakMap<FormulaSet, Map<string, readonly Rule[]>>();
  instances.set(world, inWorld);
  const known = inWorld.get(formulas) ?? new Map<string, readonly Rule[]>();
  inWorld.set(formulas, known);
  // What the rules of an account conclude nowhere is simply never so.
  if (partsOf(fact).name.includes(":")) return [];
  const rules = known.get(fact) ?? readInstances(fact, formulas, world);
  known.set(fact, rules);
  return rules;
}

function readInstances(fact: string, formulas: FormulaSet, world: World): readonly Rule[] {
  const { name, index } = partsOf(fact);
  const schema = schemasOf(formulas).get(name);
  if (schema === undefined) {
    throw new AssayFault("ASSAY_FORMULAS", `nothing says when ${fact} is so`);
  }
  const clauses = about(schema.clauses, schema.parameter, index);
  return expandClauses(clauses, world).map((body) => ({ head: fact, body }));
}

/** Rules that say the same are one. */
function once(rules: readonly Rule[]): Rule[] {
  const each = [...new Set(rules)];
  return [
    ...new Map(each.map((rule) => [`${rule.head} if ${rule.body.join(" & ")}`, rule])).values(),
  ];
}
