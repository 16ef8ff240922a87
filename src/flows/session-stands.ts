import { assess } from "../assurance/assess.ts";
import { recordEvent } from "../audit/event.ts";
import type { Instant } from "../base/time.ts";
import { decide } from "../policy/decide.ts";
import type { Decision } from "../policy/decision.ts";
import type { AccountRecord, SessionRecord } from "../store/records.ts";
import { viewOfAccount } from "./account-view.ts";
import { currentEvidence } from "./current-evidence.ts";
import { decisionRecord } from "./decision-record.ts";
import type { FlowDeps } from "./deps.ts";
import { type Holdings, holdingsOf } from "./holdings.ts";

/**
 * Whether what a session rests on is still enough, by the policy and the knowledge of this moment.
 * One that is not is ended, with a line that says why: a session does not outlive the passkey that
 * it rests on (R20).
 */
export async function sessionStands(
  deps: FlowDeps,
  session: SessionRecord,
  now: Instant,
): Promise<boolean> {
  const { store } = deps;
  const account = await store.accountById(session.account);
  if (account?.state !== "active") return false;
  // It rests on no rule for signing in, and is good for none.
  if (session.purpose === "recovery") return true;
  const holdings = await holdingsOf(store, session.account);
  const { stands, decision, assurance } = standsOn(deps, session, account, holdings, now);
  if (stands) return true;
  await endFallen(deps, session, decision, assurance, now);
  return false;
}

/** The same, of an account that has this or that: nothing is read, nothing is ended. */
export function standsOn(
  deps: Pick<FlowDeps, "policy" | "knowledge" | "offered">,
  session: SessionRecord,
  account: AccountRecord,
  holdings: Holdings,
  now: Instant,
) {
  const view = viewOfAccount(deps, account, holdings, now);
  const evidence = currentEvidence(session.evidence, holdings);
  const assurance = assess(evidence, deps.knowledge, now);
  const question = {
    policy: deps.policy,
    params: {},
    attempt: session.attempt,
    subject: session.account,
    assurance,
    offered: deps.offered,
    now,
  };
  const signIn = decide({ ...question, action: "sign-in", account: view });
  if (signIn.answer === "allow") return { stands: true, decision: signIn, assurance };
  // One that began with a sign-up rests on what was created there. Nobody belongs to a group while
  // he signs up: what a group asks is asked of a sign-in.
  const created = evidence.some((piece) => "ceremony" in piece && piece.ceremony === "enrol");
  const newcomer = created && account.groups.length === 0;
  const signUp = newcomer ? decide({ ...question, action: "sign-up", account: null }) : null;
  const decision = signUp ?? signIn;
  return { stands: decision.answer === "allow", decision, assurance };
}

async function endFallen(
  deps: FlowDeps,
  session: SessionRecord,
  decision: Decision,
  assurance: Parameters<typeof decisionRecord>[2],
  now: Instant,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    if (!(await tx.endSession(session.account, session.id))) return;
    await recordEvent(tx, {
      kind: "session.fell",
      at: now,
      account: session.account,
      attempt: null,
      network: "",
      data: { session: session.id, ...decisionRecord(deps, decision, assurance) },
    });
  });
}
