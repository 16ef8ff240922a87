import { createHash } from "node:crypto";
import { toBase64url } from "../base/bytes.ts";
import { plusSeconds, type Instant } from "../base/time.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { beginsSession, parseAction } from "../policy/action.ts";
import type { Decision } from "../policy/decision.ts";
import type { Reads } from "../store/port.ts";
import type { AttemptRecord, AttemptState } from "../store/records.ts";
import type { Caller } from "./caller.ts";
import { ATTEMPT_SECONDS, type FlowDeps } from "./deps.ts";
import { judge } from "./judge.ts";
import { openAttempt, type SealedAttempt } from "./sealing.ts";
import { type AttemptView, type ReasonView, reasonView } from "./view.ts";

/** An attempt with what its sealed id says, and whether it is a row already. */
export interface LoadedAttempt {
  readonly id: string;
  readonly sealed: SealedAttempt;
  readonly record: AttemptRecord;
  readonly stored: boolean;
}

/** The attempt of an id, for the browser and, where it is bound to one, the session that began it. */
export async function loadAttempt(
  deps: FlowDeps,
  reads: Reads,
  caller: Caller,
  id: string,
  now: Instant,
): Promise<Result<LoadedAttempt, "attempt_unknown">> {
  const sealed = openAttempt(deps.keys, id, caller.browser);
  if (!sealed.ok) return sealed;
  const row = await reads.attemptById(sealed.value.id);
  const record = expire(row ?? unsaved(sealed.value, caller), now);
  const loaded = { id, sealed: sealed.value, record, stored: row !== undefined };
  return belongsTo(caller, record) ? ok(loaded) : fail("attempt_unknown");
}

/** How an attempt stands before its first fact: everything is in its id. */
export function unsaved(sealed: SealedAttempt, caller: Caller): AttemptRecord {
  const { id, browser, session, action, params, identifier, newcomer, createdAt } = sealed;
  const ofSession = session !== null && caller.session?.id === session ? caller.session : null;
  return {
    id,
    browser,
    session,
    action,
    params,
    identifier,
    account: newcomer?.account ?? ofSession?.account ?? null,
    state: "open",
    refusals: [],
    evidence: [],
    pending: [],
    waiting: null,
    createdAt,
    expiresAt: plusSeconds(createdAt, ATTEMPT_SECONDS),
    version: 0,
  };
}

/** The attempt as its browser may see it, judged now. */
export async function viewAttempt(
  deps: FlowDeps,
  caller: Caller,
  loaded: LoadedAttempt,
  now: Instant,
): Promise<AttemptView> {
  const { record } = loaded;
  if (!isUnderWay(record)) return viewOf(loaded, record, null);
  const { decision } = await judge(deps, deps.store, record, caller.session, now);
  return viewOf(loaded, record, decision);
}

export function viewOf(
  loaded: LoadedAttempt,
  record: AttemptRecord,
  decision: Decision | null,
): AttemptView {
  return {
    id: loaded.id,
    action: record.action,
    params: record.params,
    identifier: record.identifier,
    state: stateOf(record, decision),
    options: decision?.answer === "need" ? decision.options : [],
    waitUntil: decision?.answer === "wait" ? decision.until : null,
    reasons: decision?.reasons.map(reasonView) ?? storedReasons(record),
    expiresAt: record.expiresAt,
  };
}

/** Open or waiting: which of them, time alone may change, so it is the decision's to say. */
export function isUnderWay({ state }: Pick<AttemptRecord, "state">): boolean {
  return state === "open" || state === "waiting";
}

function stateOf(record: AttemptRecord, decision: Decision | null): AttemptState {
  if (decision === null || !isUnderWay(record)) return record.state;
  switch (decision.answer) {
    case "allow":
      return record.state;
    case "need":
      return "open";
    case "wait":
      return "waiting";
    case "refuse":
      return "refused";
  }
}

/** Of an attempt that was refused before: the codes are kept, what they rested on is in the record. */
function storedReasons({ action, refusals }: AttemptRecord): readonly ReasonView[] {
  return refusals.map((code) => ({
    rule: action,
    code: code as ReasonView["code"],
    evidence: null,
  }));
}

export function hashBinding(binding: string): string {
  return toBase64url(createHash("sha256").update(binding).digest());
}

function expire(record: AttemptRecord, now: Instant): AttemptRecord {
  const late = isUnderWay(record) && now >= record.expiresAt;
  return late ? { ...record, state: "expired" } : record;
}

function belongsTo(caller: Caller, record: AttemptRecord): boolean {
  const action = parseAction(record.action);
  if (action === undefined || beginsSession(action)) return true;
  // Its own allow rotated the session away: what is over may still be read by its browser.
  return !isUnderWay(record) || caller.session?.id === record.session;
}
