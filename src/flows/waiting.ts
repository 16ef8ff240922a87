import { type Instant, plusSeconds } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { recordEvent } from "../audit/event.ts";
import type { Transaction } from "../store/port.ts";
import type { AttemptRecord, Waiting } from "../store/records.ts";
import type { Caller } from "./caller.ts";
import type { FlowDeps } from "./deps.ts";
import type { Destination } from "./destination.ts";
import { holdingsOf } from "./holdings.ts";
import { type Judgement, judge } from "./judge.ts";
import { rollBack } from "./rollback.ts";
import { sendNotice } from "./send-notice.ts";

/** DESIGN: a waiting attempt lives until the waiting ends, and 7 days. */
const AFTERWARDS_SECONDS = 7 * 86_400;
/** A message is tried for a day; the waiting counts from when it left. */
const NOTICE_SECONDS = 86_400;

/**
 * Begins to wait: all was shown, and only time and notices are left. Everybody who can be told is told
 * in this transaction, with a link that stops it. Whoever proves the same again in another browser goes
 * on with the waiting that began then.
 */
export async function beginWaiting(
  deps: FlowDeps,
  tx: Transaction,
  caller: Caller,
  attempt: AttemptRecord,
  judged: Judgement,
  now: Instant,
): Promise<{ readonly attempt: AttemptRecord; readonly judged: Judgement }> {
  const { decision, account } = judged;
  if (decision.answer !== "wait" || decision.until !== null || account === null) {
    return { attempt, judged };
  }
  const before = await sameBefore(tx, attempt, now);
  const waiting = before?.waiting ?? { id: attempt.id, since: now };
  const begun = { ...attempt, waiting };
  const again = await judge(deps, tx, begun, caller.session, now);
  const until = again.decision.answer === "wait" ? again.decision.until : null;
  if (before === undefined) await tellAll(deps, tx, caller, begun, waiting, until, now);
  const last = plusSeconds(until ?? now, NOTICE_SECONDS + AFTERWARDS_SECONDS);
  return { attempt: { ...begun, expiresAt: before?.expiresAt ?? last }, judged: again };
}

/** A waiting of the same account, for the same, that rests on the same. */
async function sameBefore(
  tx: Transaction,
  attempt: AttemptRecord,
  now: Instant,
): Promise<AttemptRecord | undefined> {
  if (attempt.account === null) return undefined;
  const rests = basisOf(attempt.evidence);
  return (await tx.waitingAttempts(attempt.account)).find(
    (other) =>
      other.action === attempt.action &&
      JSON.stringify(other.params) === JSON.stringify(attempt.params) &&
      now < other.expiresAt &&
      basisOf(other.evidence) === rests,
  );
}

/** What was shown, whenever it was: by its kind, and by what of the account it is. */
function basisOf(evidence: readonly Evidence[]): string {
  const names = evidence.map((piece) => {
    const own = "credential" in piece ? piece.credential : "";
    const address = "address" in piece ? piece.address : "number" in piece ? piece.number : "";
    return `${piece.kind} ${own} ${address}`;
  });
  return [...new Set(names)].toSorted().join("\n");
}

async function tellAll(
  deps: FlowDeps,
  tx: Transaction,
  caller: Caller,
  attempt: AttemptRecord,
  waiting: Waiting,
  until: Instant | null,
  now: Instant,
): Promise<void> {
  const { account } = attempt;
  if (account === null) return;
  const told = { notice: "recovery-begun", way: null, until } as const;
  const about = {
    account,
    attempt: attempt.id,
    waiting: waiting.id,
    network: caller.network,
  };
  for (const to of await channelsOf(deps, tx, account)) {
    await sendNotice(deps, tx, about, told, to, now);
  }
  await recordEvent(tx, {
    kind: "attempt.waiting",
    at: now,
    account,
    attempt: attempt.id,
    network: caller.network,
    data: { action: attempt.action, until: until ?? 0 },
  });
}

/** Every address that was proved, and every number: also one that is suspended as a way in. */
async function channelsOf(
  deps: FlowDeps,
  tx: Transaction,
  account: NonNullable<AttemptRecord["account"]>,
): Promise<readonly Destination[]> {
  const { addresses, secrets } = await holdingsOf(tx, account);
  const numbers = secrets.flatMap((secret): Destination[] => {
    if (secret.method !== "sms-code" || !deps.offered.has("prove:sms-code")) return [];
    const { number } = secret.body;
    return [{ channel: "sms", address: number, normalised: number }];
  });
  return [...addresses, ...numbers];
}

/** A recovery that ended ends the account's others: what they rest on was of the time before. */
export async function endOtherWaits(tx: Transaction, attempt: AttemptRecord): Promise<void> {
  if (attempt.account === null) return;
  for (const other of await tx.waitingAttempts(attempt.account)) {
    if (other.id === attempt.id || other.action !== attempt.action) continue;
    const ended = { ...other, state: "expired" as const, version: other.version + 1 };
    if (!(await tx.saveAttempt(ended, other.version))) rollBack("attempt_conflict");
  }
}
