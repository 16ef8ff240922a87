// A unit is measured in a process of its own: what others have made of the heap is no part of it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../dist.mjs";
import { Child } from "../http/children.mjs";

/**
 * @param {string} name under `bench/units/`
 * @returns {Promise<Record<string, number[]>>}
 */
export async function runUnit(name) {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const child = new Child(`units/${name}.mjs`, [], join(root, ".cache", `bench-${name}.log`));
  try {
    return (await child.next()).result;
  } finally {
    child.end();
  }
}
