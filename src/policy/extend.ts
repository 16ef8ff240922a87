import type { PolicyInput } from "./schema.ts";

/**
 * A policy with what it changes of another one: classes, actions and groups by their names, every
 * other member as a whole. What comes out is checked like anything that a developer writes.
 */
export function extendPolicy(base: PolicyInput, input: PolicyInput): unknown {
  const { extends: _base, ...own } = input;
  return {
    ...base,
    ...own,
    passkeyClasses: { ...base.passkeyClasses, ...input.passkeyClasses },
    actions: { ...base.actions, ...input.actions },
    groups: { ...base.groups, ...input.groups },
  };
}
