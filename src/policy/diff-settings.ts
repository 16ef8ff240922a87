import type { Policy } from "./policy.ts";

/** Something that is said beside the rules, and is said otherwise. */
export interface SettingChange {
  readonly path: string;
  /** Undefined: it is not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Members whose differences are seen in the answers. */
const IN_ANSWERS = /^(?:name|actions|passkeyClasses|groups\.[^.]+\.actions)(?:\.|$)/;

/** Session limits, attestation, assumptions and the like, each by its path. */
export function diffSettings(before: Policy, after: Policy): readonly SettingChange[] {
  const [old, young] = [leaves(before.source, ""), leaves(after.source, "")];
  const paths = [...new Set([...old.keys(), ...young.keys()])].toSorted();
  return paths
    .filter((path) => !IN_ANSWERS.test(path))
    .map((path) => ({ path, before: old.get(path), after: young.get(path) }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
}

/** An array is one value: what it says, it says as a whole. */
function leaves(value: unknown, path: string): ReadonlyMap<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return new Map([[path, value]]);
  }
  return new Map(
    Object.entries(value).flatMap(([key, member]) => [
      ...leaves(member, path === "" ? key : `${path}.${key}`),
    ]),
  );
}
