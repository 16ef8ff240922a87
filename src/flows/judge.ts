import { assess } from "../assurance/assess.ts";
import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { parseAction } from "../policy/action.ts";
import { type Decision, decide } from "../policy/decide.ts";
import type { AccountView } from "../policy/requirement.ts";
import type { Reads } from "../store/port.ts";
import type { AccountRecord, AttemptRecord, SessionRecord } from "../store/records.ts";
import { type FlowDeps, OFFERED } from "./deps.ts";

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
): Promise<Decision> {
  const action = parseAction(attempt.action);
  if (action === undefined) {
    const reason = { rule: attempt.action, code: "action_not_offered", evidence: null } as const;
    return { answer: "refuse", reasons: [reason] };
  }
  const evidence = evidenceFor(attempt, session);
  return decide({
    policy: deps.policy,
    action,
    params: attempt.params,
    attempt: attempt.id,
    subject: attempt.account,
    account: await accountOf(reads, attempt),
    assurance: assess(evidence, deps.knowledge, now),
    offered: OFFERED,
    now,
  });
}

/**
 * An attempt in a session may rest on what was proved in it, as far as that is fresh enough. What
 * was created in it is done: it never stands in for what this attempt is to create.
 */
function evidenceFor(attempt: AttemptRecord, session: SessionRecord | null): readonly Evidence[] {
  if (session === null || session.id !== attempt.session) return attempt.evidence;
  const proved = session.evidence.filter(({ ceremony }) => ceremony === "prove");
  return [...proved, ...attempt.evidence];
}

/**
 * Of a sign-up, the account that has the address already, and that only once the address was
 * proved: before, a known and an unknown address must look the same (R37, bypass class B40).
 */
async function accountOf(reads: Reads, attempt: AttemptRecord): Promise<AccountView | null> {
  if (attempt.action === "sign-up") {
    const proof = attempt.evidence.find((piece) => piece.kind === "email-code");
    if (proof === undefined) return null;
    const known = await reads.accountByAddress("email", proof.address);
    return known === undefined ? null : viewAccount(reads, known);
  }
  if (attempt.account === null) return null;
  const account = await reads.accountById(attempt.account);
  return account === undefined ? nobody(attempt.account) : viewAccount(reads, account);
}

/** What the account has, as a decision sees it. */
export async function viewAccount(reads: Reads, account: AccountRecord): Promise<AccountView> {
  const credentials = await reads.credentialsOf(account.id);
  return {
    id: account.id,
    state: account.state,
    credentials: credentials.map(({ id, state }) => ({ id, method: "passkey", state })),
  };
}

/** An account that is gone is one that may do nothing. */
function nobody(id: AccountId): AccountView {
  return { id, state: "disabled", credentials: [] };
}
