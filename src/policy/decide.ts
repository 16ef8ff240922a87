import type { Assurance, Proof, ReasonCode } from "../assurance/assurance.ts";
import type { AccountId, AttemptId } from "../base/ids.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import type { Action } from "./action.ts";
import { type ActionParams, type Grant, makeGrant } from "./grant.ts";
import { isMet, type Match, matchCombination, proofsOf } from "./meets.ts";
import type { Policy, Term } from "./policy.ts";
import {
  type AccountView,
  accountHas,
  type Obstacle,
  requirement,
  requireSubject,
} from "./requirement.ts";

/** What this deployment can do: `prove:passkey`, `enrol:passkey`, `prove:email-code`, … */
export type Offered = ReadonlySet<`${Ceremony}:${Method}`>;

/** *May this action go on?* */
export interface Question {
  readonly policy: Policy;
  readonly action: Action;
  readonly params: ActionParams;
  readonly attempt: AttemptId;
  /** Whose proofs count; null while nobody knows yet. */
  readonly subject: AccountId | null;
  /** What the subject has; null where there is no such account, or none is known yet. */
  readonly account: AccountView | null;
  readonly assurance: Assurance;
  readonly offered: Offered;
  readonly now: Instant;
}

export type RefusalCode = Obstacle | "no_way_to_meet";

export interface Reason {
  /** The rule it is about, such as `sign-in/1`; the action's name where no rule matched. */
  readonly rule: string;
  readonly code: ReasonCode | RefusalCode;
  readonly evidence: Evidence | null;
}

/** What may be shown next: all of these methods, in whichever order. */
export interface Option {
  readonly ceremony: Ceremony;
  readonly methods: readonly Method[];
}

export type Decision =
  | {
      readonly answer: "allow";
      /** Null where the evidence is only supposed: then nothing can be done with it. */
      readonly grant: Grant | null;
      readonly rule: string;
      readonly evidence: readonly Evidence[];
      readonly reasons: readonly Reason[];
    }
  | {
      readonly answer: "need";
      readonly options: readonly Option[];
      readonly reasons: readonly Reason[];
    }
  | { readonly answer: "refuse"; readonly reasons: readonly Reason[] };

const GRANT_SECONDS = 60;

/**
 * The only place that answers whether an action may go on. Pure and total: the same question has
 * the same answer, and every question has one.
 */
export function decide(question: Question): Decision {
  const { policy, action, params, account } = question;
  const required = requirement(policy, action, params, account);
  if (required.obstacles.length > 0) {
    return refuse(required.obstacles.map((code) => ({ rule: action, code, evidence: null })));
  }
  const proofs = proofsOf(question.assurance, question.subject);
  const matches = required.combinations.map((combination) =>
    matchCombination(combination, proofs, question.now),
  );
  const met = matches.find(isMet);
  if (met !== undefined) return allow(question, met);
  const options = matches
    .filter((match) => missing(match).every((term) => canBeShown(question, term)))
    .map(nextOption);
  const shortfalls = proofs.flatMap((proof) => shortfallsOf(proof, action));
  if (options.length > 0)
    return { answer: "need", options: distinct(options), reasons: shortfalls };
  return refuse([{ rule: action, code: "no_way_to_meet", evidence: null }, ...shortfalls]);
}

function allow(question: Question, met: Match): Decision {
  const { action, params, attempt, policy, assurance, now } = question;
  const account = requireSubject(question.subject, action);
  const { rule } = met.combination;
  const used = met.proofs.filter((proof) => proof !== null);
  const expiresAt = plusSeconds(now, GRANT_SECONDS);
  const grant =
    assurance.standing === "seen"
      ? makeGrant({ action, params, account, attempt, rule, policy: policy.name, expiresAt })
      : null;
  return {
    answer: "allow",
    grant,
    rule,
    evidence: used.map((proof) => proof.evidence),
    reasons: used.flatMap(({ evidence, reasons }) =>
      reasons.map((code) => ({ rule, code, evidence })),
    ),
  };
}

function refuse(reasons: readonly Reason[]): Decision {
  return { answer: "refuse", reasons };
}

function missing(match: Match): readonly Term[] {
  return match.combination.terms.filter((_, index) => match.proofs[index] === null);
}

/** Whether a term that is not met could still be: an option must lead somewhere. */
function canBeShown({ offered, account }: Question, term: Term): boolean {
  if (!offered.has(`${term.ceremony}:${term.method}`)) return false;
  if (term.ceremony === "enrol" || term.method === "email-code") return true;
  return account === null || accountHas(account, term);
}

/** Nothing is created before everything that has to be proved is proved. */
function nextOption(match: Match): Option {
  const open = missing(match);
  const proofs = open.filter(({ ceremony }) => ceremony === "prove");
  const terms = proofs.length > 0 ? proofs : open;
  return {
    ceremony: proofs.length > 0 ? "prove" : "enrol",
    methods: terms.map(({ method }) => method),
  };
}

function distinct(options: readonly Option[]): readonly Option[] {
  const byText = new Map(
    options.map((option) => [`${option.ceremony}:${option.methods.join("+")}`, option]),
  );
  return [...byText.values()];
}

/** Why what was shown is not more: said with a `need` and with a `refuse`. */
function shortfallsOf(proof: Proof, action: Action): readonly Reason[] {
  return proof.reasons
    .filter((code) => code !== "user_verified" && code !== "email_is_no_factor")
    .map((code) => ({ rule: action, code, evidence: proof.evidence }));
}
