import { readFile } from "node:fs/promises";
import { AssayFault } from "../base/fault.ts";
import { parsePolicy } from "../policy/parse.ts";
import type { Policy } from "../policy/policy.ts";
import { definePolicy, preset } from "../policy/presets.ts";
import type { PolicyInput } from "../policy/schema.ts";
import { DEFAULT_PRESET, PRESET_NAMES } from "../policy/presets/sources.ts";

/**
 * A preset by its name, or the policy in a JSON file.
 * @throws AssayFault `ASSAY_POLICY` with every problem, each with its path.
 */
export async function loadPolicy(source: string | PolicyInput = DEFAULT_PRESET): Promise<Policy> {
  if (typeof source !== "string") return definePolicy(source);
  const known = preset(source);
  if (known !== undefined) return known;
  const parsed = parsePolicy(await readPolicy(source));
  if (parsed.ok) return parsed.policy;
  const problems = parsed.problems.map(({ path, expected }) => `  ${path}: expected ${expected}`);
  throw new AssayFault("ASSAY_POLICY", `${source}:\n${problems.join("\n")}`);
}

async function readPolicy(source: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(source, "utf8"));
  } catch (cause) {
    const expected = `the name of a preset (${PRESET_NAMES.join(", ")}) or a JSON file`;
    throw new AssayFault("ASSAY_POLICY", `${source}: expected ${expected}`, { cause });
  }
}
