import { parseAction } from "./action.ts";
import type { PolicyProblem } from "./problems.ts";
import type { PolicySource } from "./schema.ts";
import { classNames, everyCombination, type PlacedCombination } from "./terms-of.ts";

/** Names that lead nowhere, and terms that stand where they can mean nothing. */
export function checkNames(source: PolicySource): readonly PolicyProblem[] {
  return [
    ...actionNames(source),
    ...everyCombination(source).flatMap((placed) => termProblems(source, placed)),
  ];
}

function actionNames(source: PolicySource): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = Object.keys(source.actions)
    .filter((name) => parseAction(name) === undefined)
    .map((name) => ({ path: `actions.${name}`, expected: "the name of an action" }));
  for (const [group, { actions = {} }] of Object.entries(source.groups)) {
    for (const name of Object.keys(actions)) {
      if (Object.hasOwn(source.actions, name)) continue;
      const path = `groups.${group}.actions.${name}`;
      problems.push({ path, expected: "an action of the policy: a group only asks for more" });
    }
  }
  return problems;
}

function termProblems(
  source: PolicySource,
  { action, combination, path }: PlacedCombination,
): readonly PolicyProblem[] {
  const declared = Object.keys(source.passkeyClasses);
  const problems: PolicyProblem[] = [];
  for (const [index, term] of combination.allOf.entries()) {
    const at = `${path}.allOf[${index}]`;
    if (classNames(term).some((name) => !declared.includes(name))) {
      const known = declared.join(", ") || "(none is declared)";
      problems.push({ path: `${at}.class`, expected: `one of passkeyClasses: ${known}` });
    }
    if (action === "sign-in" && "enrol" in term) {
      problems.push({ path: at, expected: "a `prove` term: signing in creates nothing" });
    }
  }
  for (const once of ["password", "recovery-code"] as const) {
    const proofs = combination.allOf.filter((term) => "prove" in term && term.prove === once);
    if (proofs.length > 1) problems.push({ path, expected: `one \`${once}\`: there is no second` });
  }
  if (combination.delaySeconds !== undefined && combination.notices === undefined) {
    // A delay is worth what its notices are worth.
    problems.push({ path, expected: "`notices` beside `delaySeconds`" });
  }
  return problems;
}
