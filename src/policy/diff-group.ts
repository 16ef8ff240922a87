import type { DiffAccount, DiffAnswer } from "./diff-ask.ts";
import type { EvidenceSet } from "./diff-space.ts";

/** One thing that gets another answer. */
export interface Difference {
  readonly actions: readonly string[];
  readonly account: DiffAccount;
  readonly evidence: EvidenceSet;
  readonly before: DiffAnswer;
  readonly after: DiffAnswer;
  readonly rules: RulesOfBoth;
}

export interface RulesOfBoth {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Everything that gets the same other answer. */
export interface Change extends Omit<Difference, "account" | "evidence"> {
  readonly accounts: readonly DiffAccount[];
  /** The least that shows it: what is more of the same is left out. */
  readonly evidence: readonly EvidenceSet[];
}

/** Brings together what belongs together, in the order in which it was found. */
export function groupDifferences(differences: readonly Difference[]): readonly Change[] {
  const sameAnswers = [
    ...groupBy(differences, ({ actions, account, before, after }) =>
      JSON.stringify([actions, account, before, after]),
    ).values(),
  ].flatMap(least);
  const sameEvidence = groupBy(sameAnswers, ({ actions, evidence, before, after }) =>
    JSON.stringify([actions, evidence, before, after]),
  );
  const sameAccounts = groupBy([...sameEvidence.values()], (group) => {
    const [first] = group;
    const accounts = group.map(({ account }) => account);
    return JSON.stringify([first?.actions, first?.before, first?.after, accounts]);
  });
  return [...sameAccounts.values()].flatMap(changeOf);
}

function changeOf(groups: readonly (readonly Difference[])[]): readonly Change[] {
  const all = groups.flat();
  const [first] = all;
  if (first === undefined) return [];
  const { actions, before, after } = first;
  const rulesOf = (side: keyof RulesOfBoth) => [
    ...new Set(all.flatMap(({ rules }) => rules[side])),
  ];
  return [
    {
      actions,
      accounts: [...new Set(all.map(({ account }) => account))],
      evidence: groups.flatMap(([one]) => (one === undefined ? [] : [one.evidence])),
      before,
      after,
      rules: { before: rulesOf("before"), after: rulesOf("after") },
    },
  ];
}

/** Without those that show all of another one and more. */
function least(group: readonly Difference[]): readonly Difference[] {
  const pieces = group.map(({ evidence }) => new Set(evidence.map((one) => JSON.stringify(one))));
  return group.filter((_, index) => {
    const own = pieces[index] ?? new Set<string>();
    return !pieces.some(
      (other) => other.size < own.size && [...other].every((one) => own.has(one)),
    );
  });
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
