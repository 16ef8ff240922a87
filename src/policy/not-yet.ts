import { GOOD_REASONS } from "../assurance/reasons.ts";
import type { Ceremony } from "../evidence/methods.ts";
import type { Decision, Option, Question, Reason, RefusalCode } from "./decision.ts";
import { type Counted, type Match, matchCombination, meets } from "./meets.ts";
import type { Term } from "./policy.ts";
import { isReachable, missingTerms } from "./reachable.ts";
import type { Clause } from "./requirement.ts";
import { satisfies } from "./satisfies.ts";
import type { Weighed } from "./weigh.ts";

/** What is missing, of the first clause that is not met; a clause out of reach refuses. */
export function notYet(question: Question, clauses: readonly Clause[], counted: Counted): Decision {
  const { action } = question;
  const shortfalls = counted.proofs.flatMap((weighed) => shortfallsOf(weighed, action, clauses));
  const reach = { ...question, counted };
  let first: Decision | null = null;
  for (const clause of clauses) {
    const matches = clause.combinations
      .filter((combination) => isReachable(combination, reach))
      .map((combination) => matchCombination(combination, counted));
    if (matches.length === 0) {
      return refuse([
        { rule: action, code: deadEnd(clause, counted), evidence: null },
        ...shortfalls,
      ]);
    }
    if (meets({ clauses: [clause] }, counted) === null) first ??= nextOf(matches, shortfalls);
  }
  return first ?? refuse([{ rule: action, code: "no_way_to_meet", evidence: null }]);
}

function deadEnd({ combinations }: Clause, counted: Counted): "vetoed" | "no_way_to_meet" {
  const vetoed = combinations.some(
    (combination) => matchCombination(combination, counted).waiting.state === "vetoed",
  );
  return vetoed ? "vetoed" : "no_way_to_meet";
}

/**
 * To wait, where nothing is left but that; else everything that may be shown next. Nobody waits for
 * one rule who has shown all that another asks for at once: to have shown more is never worse.
 */
function nextOf(matches: readonly Match[], reasons: readonly Reason[]): Decision {
  const waits = matches.map((match) => waitFor(match, reasons));
  const wait = waits.find((one) => one !== null);
  if (wait !== undefined && !matches.some(isCreatingLeft)) return wait;
  const now = matches.filter((_, index) => waits[index] === null);
  return { answer: "need", options: distinct(now.map(nextOption)), reasons };
}

/** All is proved and nothing is waited for: what is left is created. */
function isCreatingLeft(match: Match): boolean {
  const waited = match.waiting.state === "none" || match.waiting.state === "over";
  return waited && !missingTerms(match).some(isProof);
}

function waitFor({ combination, waiting, ...match }: Match, reasons: readonly Reason[]) {
  const { rule, delaySeconds, notices } = combination;
  if (missingTerms({ combination, waiting, ...match }).some(isProof)) return null;
  if (waiting.state === "due") {
    return { answer: "wait" as const, until: null, rule, notices, delaySeconds, reasons };
  }
  if (waiting.state !== "running") return null;
  const { until, noticesMissing } = waiting;
  return { answer: "wait" as const, until, rule, notices: noticesMissing, delaySeconds, reasons };
}

export function refuse(reasons: readonly Reason[]): Decision {
  return { answer: "refuse", reasons };
}

/** Nothing is created before everything that has to be proved is proved. */
function nextOption(match: Match): Option {
  const open = missingTerms(match);
  const proofs = open.filter(isProof);
  const terms = proofs.length > 0 ? proofs : open;
  return {
    ceremony: proofs.length > 0 ? "prove" : "enrol",
    methods: terms.map(({ method }) => method),
  };
}

function isProof({ ceremony }: { readonly ceremony: Ceremony }): boolean {
  return ceremony === "prove";
}

/** Alike ones once, and none that asks for all of another one and more. */
function distinct(options: readonly Option[]): readonly Option[] {
  const byText = new Map(
    options.map((option) => [`${option.ceremony}:${option.methods.toSorted().join("+")}`, option]),
  );
  return [...byText.values()];
}

/** Why what was shown is not more: said with a `need` and with a `refuse`. */
function shortfallsOf(
  weighed: Weighed,
  rule: string,
  clauses: readonly Clause[],
): readonly Reason[] {
  const { evidence, method, reasons } = weighed.proof;
  const lacks = reasons.filter((code) => !GOOD_REASONS.has(code) && code !== "email_is_no_factor");
  const codes = method === "passkey" ? [...lacks, ...passkeyAnswer(weighed, clauses)] : lacks;
  return codes.map((code) => ({ rule, code, evidence }));
}

/** What a passkey is here; nothing is said of one that would be enough and is only too old. */
function passkeyAnswer(weighed: Weighed, clauses: readonly Clause[]): readonly RefusalCode[] {
  const fits = (term: Term) =>
    satisfies(weighed, { ...term, maxAgeSeconds: null }, weighed.proof.at);
  const taken = clauses.every(({ combinations }) =>
    combinations.some(({ terms }) => terms.some(fits)),
  );
  if (!taken) return ["passkey_not_accepted"];
  const enough = clauses.every(({ combinations }) =>
    combinations.some(({ terms }) => {
      const [only, ...more] = terms.filter(isProof);
      return only !== undefined && more.length === 0 && fits(only);
    }),
  );
  return enough ? [] : ["passkey_one_step"];
}
