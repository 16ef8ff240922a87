import { AssayFault } from "../base/fault.ts";
import { parsePolicy } from "./parse.ts";
import type { Policy } from "./policy.ts";
import { presetSource } from "./presets/sources.ts";
import type { PolicyInput } from "./schema.ts";

/** A preset by its name, or undefined where there is none. */
export function preset(name: string): Policy | undefined {
  const source = presetSource(name);
  return source === undefined ? undefined : definePolicy(source);
}

/**
 * A policy in TypeScript, checked by the compiler as it is written and by the parser as it is made.
 * @throws AssayFault `ASSAY_POLICY` that names every problem and where it stands.
 */
export function definePolicy(input: PolicyInput): Policy {
  const parsed = parsePolicy(input);
  if (parsed.ok) return parsed.policy;
  const problems = parsed.problems.map(({ path, expected }) => `${path}: expected ${expected}`);
  throw new AssayFault("ASSAY_POLICY", `the policy ${input.name}:\n${problems.join("\n")}`);
}
