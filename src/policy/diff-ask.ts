import type { Action } from "./action.ts";
import { decide } from "./decide.ts";
import type { Decision, Question } from "./decision.ts";
import type { EvidenceSet } from "./diff-space.ts";
import type { Policy } from "./policy.ts";

/** An answer, as far as somebody who is asked could tell it from another one. */
export interface DiffAnswer {
  readonly answer: Decision["answer"];
  readonly delaySeconds: number;
  readonly notices: number;
  /** How long what is created counts as one step of two. */
  readonly settleSeconds: number;
}

/** What `decide` says, and by which rules. */
export interface Asked {
  readonly answer: DiffAnswer;
  readonly rules: readonly string[];
}

export function askPolicy(policy: Policy, question: Omit<Question, "policy">): Asked {
  const decision = decide({ ...question, policy });
  const rules = "rule" in decision ? decision.rule.split(" + ") : [];
  const taken = rulesNamed(policy, question.action, rules);
  return {
    rules,
    answer: {
      answer: decision.answer,
      delaySeconds: decision.answer === "wait" ? decision.delaySeconds : 0,
      notices: Math.max(0, ...taken.map(({ notices }) => notices)),
      settleSeconds: Math.max(0, ...taken.map(({ settleSeconds }) => settleSeconds)),
    },
  };
}

function rulesNamed({ actions, groups }: Policy, action: Action, names: readonly string[]) {
  if (names.length === 0) return [];
  return [actions, ...[...groups.values()].map((group) => group.actions)]
    .flatMap((rules) => rules.get(action) ?? [])
    .filter(({ rule }) => names.includes(rule));
}

/** Whom it is asked about: what he has beside what he shows. */
export const DIFF_ACCOUNTS = ["nobody", "without-passkey", "one-passkey", "two-kinds"] as const;

/** One of those, or the members of a group. */
export type DiffAccount = (typeof DIFF_ACCOUNTS)[number] | `group:${string}`;

/** Whether an evidence can be somebody's: who shows a passkey has one. */
export function canShow(account: DiffAccount, action: Action, set: EvidenceSet): boolean {
  if (action === "sign-up") return account === "nobody";
  if (account === "nobody") return set.length === 0;
  return account !== "without-passkey" || set.every(({ prove }) => prove !== "passkey");
}
