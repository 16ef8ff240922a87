import { evidenceSummary, recordEvent } from "../audit/event.ts";
import type { Instant } from "../base/time.ts";
import type { Decision } from "../policy/decision.ts";
import type { IssuedSession } from "../sessions/issue.ts";
import type { Transaction } from "../store/port.ts";
import type { AttemptRecord } from "../store/records.ts";
import type { Caller } from "./caller.ts";
import type { FlowDeps } from "./deps.ts";
import { carryOut } from "./effects.ts";
import { decisionRecord } from "./decision-record.ts";
import { type Judgement, judge } from "./judge.ts";
import { isUnderWay, type LoadedAttempt, unsaved, viewOf } from "./load.ts";
import { rollBack } from "./rollback.ts";
import type { SealedStep } from "./sealing.ts";
import { offers } from "./step.ts";
import type { Submission } from "./submit.ts";
import type { Verified } from "./verified.ts";
import { beginWaiting } from "./waiting.ts";
import { recordWeaker } from "./weaker.ts";

/**
 * The one transaction of an answer: the consumed ceremony, the evidence, the decision, and the
 * effect of an allow are written together or not at all.
 */
export async function accept(
  deps: FlowDeps,
  tx: Transaction,
  caller: Caller,
  loaded: LoadedAttempt,
  step: SealedStep,
  verified: Verified,
  now: Instant,
): Promise<Submission> {
  const row = await tx.attemptById(loaded.record.id);
  const before = row ?? unsaved(loaded.sealed, caller);
  if (!isUnderWay(before) || now >= before.expiresAt) rollBack("attempt_closed");
  if (!(await tx.consume(step.step, step.expiresAt))) rollBack("step_consumed");
  await mustBeAskedFor(deps, tx, caller, before, verified, now);
  const moved = await verified.confirm(tx);
  if (moved !== null) rollBack(moved);

  const shown = gather(before, verified);
  const first = await judge(deps, tx, shown, caller.session, now);
  const { attempt: gathered, judged } = await beginWaiting(deps, tx, caller, shown, first, now);
  const { decision } = judged;
  const after = { ...gathered, ...outcomeOf(decision), version: before.version + 1 };
  const expected = row === undefined ? null : before.version;
  if (!(await tx.saveAttempt(after, expected))) rollBack("attempt_conflict");
  const session = await effectOf(deps, tx, caller, loaded, after, judged, now);
  await recordDecision(deps, tx, caller, after, verified, judged, now);
  await recordWeaker(deps, tx, caller, after, judged, now);
  return { view: viewOf(loaded, after, decision), session };
}

/** A step that was begun under another state of the attempt does not count under this one. */
async function mustBeAskedFor(
  deps: FlowDeps,
  tx: Transaction,
  caller: Caller,
  before: AttemptRecord,
  { evidence }: Verified,
  now: Instant,
): Promise<void> {
  const subject = before.account;
  // Evidence about another account ends nowhere, and says no more than an unknown passkey does.
  if (subject !== null && evidence.account !== subject) rollBack("credential_unknown");
  const { decision } = await judge(deps, tx, before, caller.session, now);
  if (!offers(decision, evidence.ceremony, evidence.kind)) rollBack("method_not_offered");
}

function gather(before: AttemptRecord, { evidence, pending }: Verified): AttemptRecord {
  return {
    ...before,
    account: before.account ?? evidence.account,
    evidence: [...before.evidence, evidence],
    pending: pending === null ? before.pending : [...before.pending, pending],
  };
}

function outcomeOf(decision: Decision): Pick<AttemptRecord, "state" | "refusals"> {
  switch (decision.answer) {
    case "allow":
      return { state: "allowed", refusals: [] };
    case "need":
      return { state: "open", refusals: [] };
    case "wait":
      return { state: "waiting", refusals: [] };
    case "refuse":
      return { state: "refused", refusals: decision.reasons.map(({ code }) => code) };
  }
}

async function effectOf(
  deps: FlowDeps,
  tx: Transaction,
  caller: Caller,
  loaded: LoadedAttempt,
  attempt: AttemptRecord,
  { decision, account }: Judgement,
  now: Instant,
): Promise<IssuedSession | null> {
  if (decision.answer !== "allow" || decision.grant === null) return null;
  const { newcomer } = loaded.sealed;
  const groups = account?.groups ?? [];
  return carryOut({ deps, tx, caller, attempt, newcomer, grant: decision.grant, groups, now });
}

/** Every decision leaves a record (R56): policy, knowledge, rule, evidence, outcome, time. */
async function recordDecision(
  deps: FlowDeps,
  tx: Transaction,
  caller: Caller,
  attempt: AttemptRecord,
  { evidence }: Verified,
  { decision, assurance }: Judgement,
  now: Instant,
): Promise<void> {
  const kinds = {
    allow: "attempt.allowed",
    need: "evidence.accepted",
    wait: "evidence.accepted",
    refuse: "attempt.refused",
  } as const;
  await recordEvent(tx, {
    kind: kinds[decision.answer],
    at: now,
    account: attempt.action === "sign-up" && decision.answer !== "allow" ? null : attempt.account,
    attempt: attempt.id,
    network: caller.network,
    data: {
      action: attempt.action,
      params: attempt.params,
      ...decisionRecord(deps, decision, assurance),
      shown: evidenceSummary(evidence),
    },
  });
}
