import { plusSeconds } from "../base/time.ts";
import type { Decision, Question } from "./decision.ts";
import { makeGrant } from "./grant.ts";
import { count, type Match, meets } from "./meets.ts";
import { notYet, refuse } from "./not-yet.ts";
import { requirement, requireSubject } from "./requirement.ts";

const GRANT_SECONDS = 60;

/**
 * The only place that answers whether an action may go on: the composition of `requirement` and
 * `meets`. Pure and total: the same question has the same answer, and every question has one.
 */
export function decide(question: Question): Decision {
  const { action } = question;
  const required = requirement(question);
  if (required.obstacles.length > 0) {
    return refuse(required.obstacles.map((code) => ({ rule: action, code, evidence: null })));
  }
  const counted = count(question, question.assurance, question.subject);
  const met = meets(required, counted);
  return met === null ? notYet(question, required.clauses, counted) : allow(question, met);
}

function allow(question: Question, met: readonly Match[]): Decision {
  const { action, params, attempt, policy, assurance, now } = question;
  const account = requireSubject(question.subject, action);
  if (!isAboutSubject(question)) {
    return refuse([{ rule: action, code: "no_way_to_meet", evidence: null }]);
  }
  const rule = met.map(({ combination }) => combination.rule).join(" + ");
  const used = [...new Set(met.flatMap(({ proofs }) => proofs.flatMap((one) => one ?? [])))];
  const settleSeconds = Math.max(...met.map(({ combination }) => combination.settleSeconds));
  const grant =
    assurance.standing === "seen"
      ? makeGrant({
          action,
          params,
          account,
          attempt,
          rule,
          policy: policy.name,
          settlesAt: settleSeconds === 0 ? null : plusSeconds(now, settleSeconds),
          expiresAt: plusSeconds(now, GRANT_SECONDS),
        })
      : null;
  return {
    answer: "allow",
    grant,
    rule,
    evidence: used.map(({ proof }) => proof.evidence),
    reasons: used.flatMap(({ proof }) =>
      proof.reasons.map((code) => ({ rule, code, evidence: proof.evidence })),
    ),
  };
}

/**
 * The rules that were met have to be those of the account that the grant is for: never another's, and
 * never those for somebody whom nobody looked up. Only a sign-up is about nobody yet.
 */
function isAboutSubject({ action, account, subject, assurance }: Question): boolean {
  if (account !== null) return account.id === subject;
  return action === "sign-up" || assurance.standing === "supposed";
}
