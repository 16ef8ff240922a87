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
import { nobody, viewAccount, viewOfAccount } from "./account-view.ts";
import { currentEvidence } from "./current-evidence.ts";
import type { FlowDeps } from "./deps.ts";
import { liftedBy } from "./lifted.ts";
import { type Holdings, holdingsOf, NOTHING_HELD } from "./holdings.ts";

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
  const { account, holdings } = await ownerOf(deps, reads, attempt, now);
  const evidence = [
    ...evidenceFor(attempt, session, holdings),
    ...(await circumstancesFor(reads, attempt)),
  ];
  const assurance = assess(evidence, deps.knowledge, now);
  if (action === undefined) {
    const reason = { rule: attempt.action, code: "action_not_offered", evidence: null } as const;
    return { decision: { answer: "refuse", reasons: [reason] }, assurance, account: null };
  }
  const decision = decide({
    policy: deps.policy,
    action,
    params: attempt.params,
    attempt: attempt.id,
    subject: attempt.account,
    account,
    assurance,
    offered: deps.offered,
    now,
  });
  return { decision, assurance, account };
}

/** What happened around an attempt that waits; one that does not asks for nothing. */
async function circumstancesFor(
  reads: Reads,
  { account, waiting }: AttemptRecord,
): Promise<readonly Evidence[]> {
  if (account === null || waiting === null) return [];
  return reads.circumstancesOf(account, waiting);
}

/**
 * What was shown in an attempt counts as it stands today: an attempt that is under way outlives
 * neither a password that was changed nor a passkey that was removed (bypass class B49). An attempt in
 * a session may rest on what was proved there too; what was created there is done, and never stands
 * in for what this attempt is to create.
 */
function evidenceFor(
  attempt: AttemptRecord,
  session: SessionRecord | null,
  holdings: Holdings | null,
): readonly Evidence[] {
  if (holdings === null) return attempt.evidence;
  const own = session !== null && session.id === attempt.session && session.purpose === "account";
  const ofSession = own ? session.evidence : [];
  const isProof = (piece: Evidence) => !isCreated(piece);
  // What is lifted is shown for it here and now: that it was once is no reason to lift it.
  return [
    ...currentEvidence(ofSession.filter(isProof), holdings),
    ...currentEvidence(attempt.evidence.filter(isProof), holdings, liftedBy(attempt)),
    ...attempt.evidence.filter(isCreated),
  ];
}

function isCreated(piece: Evidence): boolean {
  return "ceremony" in piece && piece.ceremony === "enrol";
}

interface Owner {
  readonly account: AccountView | null;
  /** Null where nobody has anything yet. */
  readonly holdings: Holdings | null;
}

/**
 * Of a sign-up, the account that has the address already, and that only once the address was
 * proved: before, a known and an unknown address must look the same (R37, bypass class B40).
 */
async function ownerOf(
  deps: FlowDeps,
  reads: Reads,
  attempt: AttemptRecord,
  now: Instant,
): Promise<Owner> {
  if (attempt.action === "sign-up") {
    const proof = attempt.evidence.find((piece) => piece.kind === "email-code");
    const known =
      proof === undefined ? undefined : await reads.accountByAddress("email", proof.address);
    const account = known === undefined ? null : await viewAccount(deps, reads, known, now);
    return { account, holdings: null };
  }
  if (attempt.account === null) return { account: null, holdings: null };
  const account = await reads.accountById(attempt.account);
  if (account === undefined) return { account: nobody(attempt.account), holdings: NOTHING_HELD };
  const holdings = await holdingsOf(reads, account.id);
  return { account: viewOfAccount(deps, account, holdings, now), holdings };
}
