import { recordEvent } from "../audit/event.ts";
import type { AccountId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import { windowAt } from "../base/window.ts";
import { type ActionParams, takeGrant } from "../policy/grant.ts";
import type { OperatorAction } from "../policy/operator.ts";
import type { Transaction } from "../store/port.ts";
import { beginAttempt } from "./begin.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import { decisionRecord } from "./decision-record.ts";
import type { FlowDeps } from "./deps.ts";
import { judge } from "./judge.ts";
import type { LoadedAttempt } from "./load.ts";
import { rollBack, transactOr } from "./rollback.ts";

/** Whose word on the machine itself counts: whoever may run commands there. */
export const CONSOLE = "console";

/** What an operator may do now, in the transaction in which it was allowed. */
export interface Deed {
  readonly tx: Transaction;
  /** Null: it is done on the console. */
  readonly operator: AccountId | null;
  readonly network: string;
  readonly now: Instant;
}

/** What came of it, and whose account it was about. */
export interface Done<T> {
  readonly value: T;
  readonly about: AccountId | null;
}

export interface Command {
  readonly action: OperatorAction;
  /** What exactly: they stand in the record, so that no secret may be among them. */
  readonly params: ActionParams;
}

/** Whoever is no operator is answered as often as he asks, and written down so often an hour. */
const MOST_REFUSALS_RECORDED = 20;
const HOUR = 3600;

/**
 * Does what an operator asks for, if `decide` allows it on what his session shows at this moment: who
 * was suspended or left the group a moment ago does nothing more. What is done, what is only read,
 * and what is refused stand in the record.
 *
 * @returns `session_required`, `step_up_required` (an attempt at the same action shows what is missing),
 *   `action_refused`, or what `deed` gave up with
 */
export async function command<T>(
  deps: FlowDeps,
  caller: Caller,
  { action, params }: Command,
  now: Instant,
  deed: (deed: Deed) => Promise<Done<T>>,
): Promise<Result<T, FlowCode>> {
  const begun = beginAttempt(deps, caller, { action, params }, now);
  if (!begun.ok) return begun;
  const done = await transactOr(deps.store, async (tx) => {
    const { operator, decided } = await mustBeAllowed(deps, tx, caller, begun.value, now);
    const { value, about } = await deed({ tx, operator, network: caller.network, now });
    await recordEvent(tx, {
      kind: "operator.done",
      at: now,
      account: about,
      attempt: null,
      network: caller.network,
      data: { operator, action, params, ...decided },
    });
    return value;
  });
  if (!done.ok && done.code !== "step_up_required") {
    await recordRefusal(deps, caller, { action, params }, done.code, now);
  }
  return done;
}

async function mustBeAllowed(
  deps: FlowDeps,
  tx: Transaction,
  caller: Caller,
  { record }: LoadedAttempt,
  now: Instant,
) {
  const { session } = caller;
  // One that was ended while the request was under way opens nothing any more.
  if (session === null || (await tx.sessionById(session.id)) === undefined) {
    return rollBack("session_required");
  }
  const { decision, assurance } = await judge(deps, tx, record, session, now);
  if (decision.answer === "need") rollBack("step_up_required");
  if (decision.answer !== "allow" || decision.grant === null) return rollBack("action_refused");
  const { grant } = decision;
  const { id: attempt, params } = record;
  takeGrant(grant, { action: grant.action, params, account: session.account, attempt, now });
  return { operator: session.account, decided: decisionRecord(deps, decision, assurance) };
}

async function recordRefusal(
  { store }: FlowDeps,
  { session, network }: Caller,
  { action, params }: Command,
  code: FlowCode,
  now: Instant,
): Promise<void> {
  if (session === null) return;
  const operator = session.account;
  await store.transact(async (tx) => {
    const window = windowAt(now, HOUR);
    const count = await tx.countUp(`operator-refused ${operator}`, window.start);
    if (count > MOST_REFUSALS_RECORDED) return;
    const data = { operator, action, params, code };
    const about = { account: operator, attempt: null, network };
    await recordEvent(tx, { kind: "operator.refused", at: now, ...about, data });
  });
}

/** The same on the machine itself: nobody is asked, and the record says where it was done. */
export async function onConsole<T>(
  { store }: Pick<FlowDeps, "store">,
  { action, params }: Command,
  now: Instant,
  deed: (deed: Deed) => Promise<Done<T>>,
): Promise<Result<T, FlowCode>> {
  return transactOr(store, async (tx) => {
    const { value, about } = await deed({ tx, operator: null, network: "", now });
    const data = { operator: CONSOLE, action, params };
    const where = { account: about, attempt: null, network: "" };
    await recordEvent(tx, { kind: "operator.done", at: now, ...where, data });
    return value;
  });
}

/** What an operator may not do to himself: nobody helps himself to a way back. */
export function mustBeAnother({ operator }: Deed, account: AccountId): void {
  if (operator === account) rollBack("own_account");
}
