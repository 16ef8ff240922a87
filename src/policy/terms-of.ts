import type { CombinationSource, PolicySource, TermSource } from "./schema.ts";

/** One combination of a policy as it was written, and where it stands. */
export interface PlacedCombination {
  readonly action: string;
  readonly combination: CombinationSource;
  readonly path: string;
}

/** Every combination: the policy's own and those of its groups. */
export function everyCombination(source: PolicySource): readonly PlacedCombination[] {
  return [
    ...placed(source.actions, "actions"),
    ...Object.entries(source.groups).flatMap(([name, group]) =>
      placed(group.actions ?? {}, `groups.${name}.actions`),
    ),
  ];
}

function placed(actions: PolicySource["actions"], at: string): readonly PlacedCombination[] {
  return Object.entries(actions).flatMap(([action, { anyOf }]) =>
    anyOf.map((combination, index) => ({
      action,
      combination,
      path: `${at}.${action}.anyOf[${index}]`,
    })),
  );
}

/** The names of classes that a term may be met by. */
export function classNames(term: TermSource): readonly string[] {
  return "class" in term ? [term.class].flat() : [];
}
