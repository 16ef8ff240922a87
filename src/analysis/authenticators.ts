import { AssayFault } from "../base/fault.ts";
import { about, expandClauses } from "./clauses.ts";
import type { AuthenticatorFormula, FormulaSet } from "./formulas.ts";
import { DEVICES, type World } from "./world.ts";

/** One authenticator: a kind that the formulas know, and which one of that kind it is. */
export interface Authenticator {
  /** A key of `FormulaSet.authenticators`, such as `pk:key-pin:K`. */
  readonly kind: string;
  /** What its parameter stands for: a key, a device or an address; empty: the only one. */
  readonly which: string;
}

/** What defeats it, each as the names that have to hold together. */
export function fallsTo(
  authenticator: Authenticator,
  formulas: FormulaSet,
  world: World,
): readonly (readonly string[])[] {
  return readOnce(falling, authenticator, formulas, world, ({ falls }) => falls);
}

/** What its owner must have kept to use it, in the same form, over things that can be lost. */
export function keptBy(
  authenticator: Authenticator,
  formulas: FormulaSet,
  world: World,
): readonly (readonly string[])[] {
  const missing = DEVICES.filter((device) => !world.sets.devices.includes(device));
  const all = readOnce(keeping, authenticator, formulas, world, (formula) => formula.kept);
  return all.filter((things) => !missing.some((device) => things.includes(device)));
}

type Bodies = readonly (readonly string[])[];

/** What was read before, in one world by one set of formulas: few authenticators, asked of often. */
type Read = WeakMap<World, WeakMap<FormulaSet, Map<string, Bodies>>>;

const falling: Read = new WeakMap();
const keeping: Read = new WeakMap();

function readOnce(
  read: Read,
  authenticator: Authenticator,
  formulas: FormulaSet,
  world: World,
  choose: (formula: AuthenticatorFormula) => readonly string[],
): Bodies {
  const inWorld = read.get(world) ?? new WeakMap<FormulaSet, Map<string, Bodies>>();
  read.set(world, inWorld);
  const known = inWorld.get(formulas) ?? new Map<string, Bodies>();
  inWorld.set(formulas, known);
  const key = `${authenticator.kind} ${authenticator.which}`;
  const bodies = known.get(key) ?? clausesOf(authenticator, formulas, world, choose);
  known.set(key, bodies);
  return bodies;
}

function clausesOf(
  { kind, which }: Authenticator,
  { authenticators }: FormulaSet,
  world: World,
  choose: (formula: AuthenticatorFormula) => readonly string[],
): readonly (readonly string[])[] {
  const formula = authenticators[kind];
  if (formula === undefined) {
    throw new AssayFault("ASSAY_FORMULAS", `nothing says what defeats ${kind}`);
  }
  const [, parameter = ""] = /:([A-Z])$/.exec(kind) ?? [];
  const clauses = choose(formula);
  return expandClauses(about(clauses, parameter === "" ? "A" : parameter, which), world);
}
