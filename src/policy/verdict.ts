import type { PasskeyGrade } from "../assurance/assurance.ts";
import type { Instant } from "../base/time.ts";
import type { Action } from "./action.ts";
import type { Combination, Policy } from "./policy.ts";
import { type AccountView, type Clause, clausesOf } from "./requirement.ts";
import { satisfies } from "./satisfies.ts";
import { type Weighed, weigh } from "./weigh.ts";

/** The three answers about one passkey: it is enough alone, it is one of two steps, it is refused. */
const VERDICTS = ["refused", "one-step", "enough"] as const;

export type Verdict = (typeof VERDICTS)[number];

export interface PasskeyVerdict {
  readonly verdict: Verdict;
  /** The first rule that takes it so; null: none does. */
  readonly rule: string | null;
}

/**
 * What a passkey is good for, by the rules that `decide` goes by. Where several clauses stand, the
 * least of their answers counts.
 */
export function verdictOn(
  asked: {
    readonly policy: Policy;
    readonly action: Action;
    readonly account: AccountView | null;
    readonly now: Instant;
  },
  proof: PasskeyGrade,
): PasskeyVerdict {
  const weighed = weigh(asked.policy, proof);
  const answers = clausesOf(asked, asked.account).map((clause) =>
    ofClause(clause, weighed, asked.now),
  );
  const least = answers.toSorted(
    (a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict),
  );
  return least[0] ?? { verdict: "refused", rule: null };
}

function ofClause({ combinations }: Clause, weighed: Weighed, now: Instant): PasskeyVerdict {
  const taking = combinations.filter(({ terms }) =>
    terms.some((term) => satisfies(weighed, term, now)),
  );
  const alone = taking.find(isOneProof);
  if (alone !== undefined) return { verdict: "enough", rule: alone.rule };
  const [first] = taking;
  return first === undefined
    ? { verdict: "refused", rule: null }
    : { verdict: "one-step", rule: first.rule };
}

function isOneProof({ terms, delaySeconds }: Combination): boolean {
  return terms.filter(({ ceremony }) => ceremony === "prove").length === 1 && delaySeconds === 0;
}
