import { assess } from "../assurance/assess.ts";
import type { Assurance } from "../assurance/assurance.ts";
import type { Instant } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { parseAction } from "../policy/action.ts";
import { decide } from "../policy/decide.ts";
import type { Decision } from "../policy/decision.ts";
import type { AccountView } from "../policy/requirement.ts";
import type { Reads } from "../store/port.ts";
import type { AttemptRecord, SessionRecord } from "../store/records.ts";
import { nobody, viewAccount } from "./account-view.ts";
import { currentEvidence } from "./current-evidence.ts";
import { type FlowDeps, OFFERED } from "./deps.ts";

/** A decision, and what it was made of. */
export interface Judgement {
  readonly decision: Decision;
  readonly assurance: Assurance;
  /** Null where there is none yet. */
  readonly account: AccountView | null;
}

/**
 * Asks `decide` about an attempt as it stands in this view of the store. Every flow comes here;
 * none has an opinion of its own.
 */
export async function judge(
  deps: FlowDeps,
  reads: Reads,
  attempt: AttemptRecord,
  session: SessionRecord | null,
  now: Instant,
): Promise<Judgement> {
  const action = parseAction(attempt.action);
  const evidence = await evidenceFor(reads, attempt, session);
  const assurance = assess(evidence, deps.knowledge, now);
  if (action === undefined) {
    const reason = { rule: attempt.action, code: "action_not_offered", evidence: null } as const;
    return { decision: { answer: "refuse", reasons: [reason] }, assurance, account: null };
  }
  const account = await accountOf(deps, reads, attempt, now);
  const decision = decide({
    policy: deps.policy,
    action,
    params: attempt.params,
    attempt: attempt.id,
    subject: attempt.account,
    account,
    assurance,
    offered: OFFERED,
    now,
  });
  return { decision, assurance, account };
}

/**
 * An attempt in a session may rest on what was proved in it, as far as that is fresh enough. What
 * was created in it is done: it never stands in for what this attempt is to create.
 */
async function evidenceFor(
  reads: Reads,
  attempt: AttemptRecord,
  session: SessionRecord | null,
): Promise<readonly Evidence[]> {
  if (session === null || session.id !== attempt.session) return attempt.evidence;
  const proved = session.evidence.filter(
    (piece) => "ceremony" in piece && piece.ceremony === "prove",
  );
  const credentials = await reads.credentialsOf(session.account);
  return [...currentEvidence(proved, credentials), ...attempt.evidence];
}

/**
 * Of a sign-up, the account that has the address already, and that only once the address was
 * proved: before, a known and an unknown address must look the same (R37, bypass class B40).
 */
async function accountOf(
  deps: FlowDeps,
  reads: Reads,
  attempt: AttemptRecord,
  now: Instant,
): Promise<AccountView | null> {
  if (attempt.action === "sign-up") {
    const proof = attempt.evidence.find((piece) => piece.kind === "email-code");
    if (proof === undefined) return null;
    const known = await reads.accountByAddress("email", proof.address);
    return known === undefined ? null : viewAccount(deps, reads, known, now);
  }
  if (attempt.account === null) return null;
  const account = await reads.accountById(attempt.account);
  return account === undefined ? nobody(attempt.account) : viewAccount(deps, reads, account, now);
}
