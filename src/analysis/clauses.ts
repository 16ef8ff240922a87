import { AssayFault } from "../base/fault.ts";
import { partsOf } from "./compromises.ts";
import { DEVICE_SETS, type DeviceSet, FLAGS, type Flag, type World } from "./world.ts";

const CLAUSE = /^(?:\[(not )?([A-Za-z0-9]+)\] )?(.+)$/;

/**
 * The clauses of a formula in one world, each as the names that have to hold together: conditions
 * are decided, sets of devices written out.
 * @throws AssayFault `ASSAY_FORMULAS` for what cannot be read.
 */
export function expandClauses(
  clauses: readonly string[],
  world: World,
): readonly (readonly string[])[] {
  return clauses.flatMap((clause) => {
    const [, not, flag, rest = ""] = CLAUSE.exec(clause) ?? [];
    if (flag !== undefined && world.flags[flagNamed(flag)] === (not !== undefined)) return [];
    const names = rest.split("&").map((name) => name.trim());
    return names.reduce<readonly (readonly string[])[]>(
      (expanded, name) =>
        expandName(name, world).flatMap((one) => expanded.map((body) => [...body, one])),
      [[]],
    );
  });
}

/**
 * `open(@inbox)`: one for each; `near(phone@circle)`: that one, if it is there; `mail()`: `mail`.
 */
function expandName(text: string, world: World): readonly string[] {
  const { name, index } = partsOf(text.replace(/\(\)$/, ""));
  const [only = "", set] = index.split("@");
  if (set === undefined) return [named(name, index)];
  const members: readonly string[] = world.sets[setNamed(set)];
  if (only === "") return members.map((member) => named(name, member));
  return members.includes(only) ? [named(name, only)] : [];
}

/** A name with its index, where it has one. */
export function named(name: string, index: string): string {
  return index === "" ? name : `${name}(${index})`;
}

/** The same clauses about one device, key or address. */
export function about(
  clauses: readonly string[],
  parameter: string,
  value: string,
): readonly string[] {
  if (parameter === "") return clauses;
  const alone = new RegExp(`\\b${parameter}\\b`, "g");
  return clauses.map((clause) => clause.replaceAll(alone, value).replaceAll("()", ""));
}

function flagNamed(text: string): Flag {
  const flag = FLAGS.find((one) => one === text);
  if (flag === undefined) throw new AssayFault("ASSAY_FORMULAS", `no condition is named ${text}`);
  return flag;
}

function setNamed(text: string): DeviceSet {
  const set = DEVICE_SETS.find((one) => one === text);
  if (set === undefined) throw new AssayFault("ASSAY_FORMULAS", `no devices are named ${text}`);
  return set;
}
