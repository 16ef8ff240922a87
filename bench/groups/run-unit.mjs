// A unit is measured in a process of its own: what others have made of the heap is no part of it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../dist.mjs";
import { Child } from "../http/children.mjs";

/**
 * @param {string} name under `bench/units/`
 * @param {readonly unknown[]} args
 * @returns {Promise<any>} for most the microseconds of each contender
 */
export async function runUnit(name, args = []) {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const child = new Child(
    `units/${name}.mjs`,
    args.map(String),
    join(root, ".cache", `bench-${name}.log`),
  );
  try {
    return (await child.next()).result;
  } finally {
    child.end();
  }
}
