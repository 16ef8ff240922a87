import { recordEvent } from "../audit/event.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import type { Reads, Transaction } from "../store/port.ts";
import type { NoticeAnswer, NoticeRecord } from "../store/notice-records.ts";
import type { AttemptRecord } from "../store/records.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { rollBack, transactOr } from "./rollback.ts";
import { hashSecret } from "./send-notice.ts";

/**
 * - `notice_unknown`: there is no notice of that link, or not any more.
 * - `notice_answered`: it was answered before.
 * - `nothing_waits`: what it tells of cannot be stopped: it is over, or never waited.
 * - `veto_spent`: this channel stopped something of the account in the last 30 days.
 */
export type NoticeCode = "notice_unknown" | "notice_answered" | "nothing_waits" | "veto_spent";

/** A notice as whoever has its link may see it. It names nobody. */
export interface NoticeView {
  readonly notice: string;
  readonly at: Instant;
  /** What can be said to it now; null: nothing. */
  readonly answerable: NoticeAnswer | null;
  readonly answer: NoticeAnswer | null;
}

export async function readNotice(
  deps: FlowDeps,
  secret: string,
  now: Instant,
): Promise<Result<NoticeView, NoticeCode>> {
  const notice = await find(deps.store, secret, now);
  return notice === undefined ? fail("notice_unknown") : ok(await viewOf(deps.store, notice, now));
}

/**
 * Says "stop it" or "that was not me" without signing in. It is no weapon: a veto stops what waits and
 * nothing else, each channel has one in 30 days, and a session of the account confirms any further.
 */
export async function answerNotice(
  deps: FlowDeps,
  caller: Caller,
  secret: string,
  answer: NoticeAnswer,
  now: Instant,
): Promise<Result<NoticeView, FlowCode>> {
  return transactOr(deps.store, async (tx) => {
    const notice = await find(tx, secret, now);
    if (notice === undefined) return rollBack("notice_unknown");
    if (!(await tx.answerNotice(notice.hash, answer, now))) rollBack("notice_answered");
    if (answer === "veto") await stop(tx, caller, notice, now);
    else await endWhatItDid(tx, notice);
    await recordEvent(tx, {
      kind: answer === "veto" ? "notice.vetoed" : "notice.reported",
      at: now,
      account: notice.account,
      attempt: notice.attempt,
      network: caller.network,
      data: { notice: notice.notice, channel: notice.channel },
    });
    return viewOf(tx, { ...notice, answer }, now);
  });
}

async function find(reads: Reads, secret: string, now: Instant) {
  const notice = await reads.noticeByHash(hashSecret(secret));
  return notice === undefined || now >= notice.expiresAt ? undefined : notice;
}

async function viewOf(reads: Reads, notice: NoticeRecord, now: Instant): Promise<NoticeView> {
  const { answer, createdAt: at } = notice;
  const answerable =
    notice.waiting === null
      ? ("report" as const)
      : (await waitsOf(reads, notice, now)).some((one) => isOf(notice, one))
        ? ("veto" as const)
        : null;
  return { notice: notice.notice, at, answer, answerable: answer === null ? answerable : null };
}

/** All of the account that wait, in whichever browser: whoever says no to one says no to them. */
async function waitsOf(reads: Reads, { account }: NoticeRecord, now: Instant) {
  return (await reads.waitingAttempts(account)).filter(({ expiresAt }) => now < expiresAt);
}

function isOf(notice: NoticeRecord, { waiting }: AttemptRecord): boolean {
  return waiting !== null && waiting.id === notice.waiting;
}

async function stop(
  tx: Transaction,
  caller: Caller,
  notice: NoticeRecord,
  now: Instant,
): Promise<void> {
  const waits = await waitsOf(tx, notice, now);
  if (!waits.some((attempt) => isOf(notice, attempt))) rollBack("nothing_waits");
  const confirmed = caller.session?.account === notice.account;
  if (!confirmed && (await stoppedBefore(tx, notice))) rollBack("veto_spent");
  for (const attempt of waits) {
    const stopped = { ...attempt, state: "refused" as const, refusals: ["vetoed"] };
    const saved = await tx.saveAttempt(
      { ...stopped, version: attempt.version + 1 },
      attempt.version,
    );
    if (!saved) rollBack("attempt_conflict");
  }
}

/** Notices are kept for as long as one counts: 30 days. */
async function stoppedBefore(tx: Transaction, notice: NoticeRecord): Promise<boolean> {
  return (await tx.noticesOf(notice.account)).some(
    ({ hash, answer, channel, address }) =>
      hash !== notice.hash &&
      answer === "veto" &&
      channel === notice.channel &&
      address === notice.address,
  );
}

/** The sessions that came of what somebody says was not them. */
async function endWhatItDid(tx: Transaction, { account, attempt }: NoticeRecord): Promise<void> {
  for (const session of await tx.sessionsOf(account)) {
    if (session.attempt === attempt) await tx.endSession(account, session.id);
  }
}
