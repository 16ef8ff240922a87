import type { Method } from "../evidence/methods.ts";
import { conditionsHold } from "./conditions.ts";
import type { Question } from "./decision.ts";
import { explainTerms, type ExplainedTerm, type Tracing } from "./explain-terms.ts";
import { type Counted, isMet, type Match, matchCombination } from "./meets.ts";
import type { Combination, Conditions } from "./policy.ts";
import {
  isOffered,
  isReachable,
  missingTerms,
  offerOf,
  type Offered,
  type Reach,
} from "./reachable.ts";
import type { Clause } from "./requirement.ts";
import type { Waiting } from "./waiting.ts";

/** What the policy, or one group, asks for. */
export interface ExplainedClause {
  readonly from: string;
  /** The rule that met it; null: none did. */
  readonly metBy: string | null;
  readonly combinations: readonly ExplainedCombination[];
}

/**
 * - `closed`: a condition closes it to this account.
 * - `met`: everything was shown, and waited for.
 * - `open`: it can still be met.
 * - `out-of-reach`: it cannot, and `because` says why.
 */
export type CombinationState = "closed" | "met" | "open" | "out-of-reach";

export interface ExplainedCombination {
  readonly rule: string;
  readonly state: CombinationState;
  readonly closedBy: readonly ClosedBy[];
  readonly terms: readonly ExplainedTerm[];
  readonly waiting: Waiting;
  readonly because: readonly OutOfReach[];
}

/** A condition that does not hold: what it asks for, and how it is. */
export interface ClosedBy {
  readonly condition: keyof Conditions;
  readonly asked: number | boolean | readonly Method[];
  readonly is: number | boolean | readonly Method[];
}

/** - `not-held`: the account has nothing that could show what is missing. */
export type OutOfReach =
  | { readonly code: "vetoed" | "cannot-wait-here" | "not-held" }
  | { readonly code: "not-offered"; readonly what: string };

export function explainClauses(
  question: Question,
  clauses: readonly Clause[],
  counted: Counted,
): readonly ExplainedClause[] {
  const { policy, assurance } = question;
  const place: Tracing["place"] = ({ proof }) => assurance.proofs.indexOf(proof);
  const tracing = { policy, counted, place };
  return clauses.map(({ from, combinations }) => {
    const explained = everyCombination(question, from).map((combination) =>
      combinations.includes(combination)
        ? openCombination(question, combination, tracing)
        : closedCombination(question, combination, tracing),
    );
    const met = explained.find(({ state }) => state === "met");
    return { from, metBy: met?.rule ?? null, combinations: explained };
  });
}

/** Those that a condition closes as well. */
function everyCombination({ policy, action }: Question, from: string): readonly Combination[] {
  const actions = from === "policy" ? policy.actions : policy.groups.get(from)?.actions;
  return actions?.get(action) ?? [];
}

function closedCombination(
  question: Question,
  combination: Combination,
  tracing: Tracing,
): ExplainedCombination {
  const match = matchCombination(combination, tracing.counted);
  return {
    rule: combination.rule,
    state: "closed",
    closedBy: closedBy(question, combination.conditions),
    terms: explainTerms(match, tracing),
    waiting: match.waiting,
    because: [],
  };
}

function openCombination(
  question: Question,
  combination: Combination,
  tracing: Tracing,
): ExplainedCombination {
  const match = matchCombination(combination, tracing.counted);
  const reach = { ...question, counted: tracing.counted };
  const reachable = isReachable(combination, reach);
  return {
    rule: combination.rule,
    state: isMet(match) ? "met" : reachable ? "open" : "out-of-reach",
    closedBy: [],
    terms: explainTerms(match, tracing),
    waiting: match.waiting,
    because: reachable ? [] : outOfReach(combination, match, reach),
  };
}

const OPEN: Conditions = { unlessEverHad: [], passkeyKinds: 0, channels: 0, migrating: false };

/** Each condition asked alone, of the judge of all of them. */
function closedBy(question: Question, conditions: Conditions): readonly ClosedBy[] {
  const { policy, account, now } = question;
  const holds = (some: Partial<Conditions>) =>
    conditionsHold({ ...OPEN, ...some }, policy, account, now);
  const { unlessEverHad, passkeyKinds, channels, migrating } = conditions;
  const had = unlessEverHad.filter((method) => !holds({ unlessEverHad: [method] }));
  const most = (key: "passkeyKinds" | "channels", asked: number) =>
    Array.from({ length: asked }, (_, less) => asked - less).find((n) => holds({ [key]: n })) ?? 0;
  const closed: ClosedBy[] = [];
  if (had.length > 0) closed.push({ condition: "unlessEverHad", asked: unlessEverHad, is: had });
  for (const [condition, asked] of [
    ["passkeyKinds", passkeyKinds],
    ["channels", channels],
  ] as const) {
    const is = most(condition, asked);
    if (is < asked) closed.push({ condition, asked, is });
  }
  if (!holds({ migrating })) closed.push({ condition: "migrating", asked: true, is: false });
  return closed;
}

/** Each thing that stands in the way, found by taking the others out of the way. */
function outOfReach(combination: Combination, match: Match, reach: Reach): readonly OutOfReach[] {
  if (match.waiting.state === "vetoed") return [{ code: "vetoed" }];
  const missing = missingTerms(match);
  const asked = missing.map(offerOf);
  const notOffered = missing.filter((term) => !isOffered(reach.offered, term)).map(offerOf);
  const because: OutOfReach[] = [...new Set(notOffered)].map((what) => ({
    code: "not-offered",
    what,
  }));
  const here: Offered = new Set([
    ...asked,
    ...(reach.offered.has("wait") ? ["wait" as const] : []),
  ]);
  if (!isReachable(combination, { ...reach, account: null, offered: here })) {
    because.push({ code: "cannot-wait-here" });
  }
  const everything: Offered = new Set([...asked, "wait"]);
  if (!isReachable(combination, { ...reach, offered: everything })) {
    because.push({ code: "not-held" });
  }
  return because;
}
