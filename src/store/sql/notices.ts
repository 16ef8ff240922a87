import type { AccountId, AttemptId, MessageId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { NoticeAnswer, NoticeRecord } from "../notice-records.ts";
import { oneOf } from "../shape.ts";
import { instantOf, nullableOf, textOf, wordOf } from "./columns.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, insertIfFree, table } from "./table.ts";
import { integer, orNull, text } from "./values.ts";

const NOTICES = table("notices", [
  "hash",
  "message",
  "account",
  "attempt",
  "waiting",
  "notice",
  "channel",
  "address",
  "created_at",
  "expires_at",
  "sent_at",
  "answer",
  "answered_at",
]);

const BY_HASH = `${NOTICES.select} WHERE hash = ?`;
const OF_ACCOUNT = `${NOTICES.select} WHERE account = ? ORDER BY created_at, hash`;
const SENT = "UPDATE notices SET sent_at = ? WHERE message = ? AND sent_at IS NULL";
const ANSWER = "UPDATE notices SET answer = ?, answered_at = ? WHERE hash = ? AND answer IS NULL";

const isChannel = oneOf<NoticeRecord["channel"]>({ email: true, sms: true });
const isAnswer = oneOf<NoticeAnswer>({ veto: true, report: true });

export async function noticeByHash(
  sql: SqlReader,
  hash: string,
): Promise<NoticeRecord | undefined> {
  const row = await sql.get(BY_HASH, [text(hash)]);
  return row === undefined ? undefined : readNotice(row);
}

export async function noticesOf(
  sql: SqlReader,
  account: AccountId,
): Promise<readonly NoticeRecord[]> {
  return (await sql.all(OF_ACCOUNT, [text(account)])).map(readNotice);
}

export function insertNotice(sql: SqlSession, notice: NoticeRecord): Promise<boolean> {
  return insertIfFree(sql, NOTICES, {
    hash: text(notice.hash),
    message: text(notice.message),
    account: text(notice.account),
    attempt: orNull(notice.attempt, text),
    waiting: orNull(notice.waiting, text),
    notice: text(notice.notice),
    channel: text(notice.channel),
    address: text(notice.address),
    created_at: integer(notice.createdAt),
    expires_at: integer(notice.expiresAt),
    sent_at: orNull(notice.sentAt, integer),
    answer: orNull(notice.answer, text),
    answered_at: orNull(notice.answeredAt, integer),
  });
}

export function markNoticeSent(sql: SqlSession, message: MessageId, at: Instant): Promise<boolean> {
  return changedOne(sql, SENT, [integer(at), text(message)]);
}

export function answerNotice(
  sql: SqlSession,
  hash: string,
  answer: NoticeAnswer,
  at: Instant,
): Promise<boolean> {
  return changedOne(sql, ANSWER, [text(answer), integer(at), text(hash)]);
}

function readNotice(row: Row): NoticeRecord {
  return {
    hash: textOf(row, "hash"),
    message: textOf(row, "message") as MessageId,
    account: textOf(row, "account") as AccountId,
    attempt: nullableOf(row, "attempt", textOf) as AttemptId | null,
    waiting: nullableOf(row, "waiting", textOf) as AttemptId | null,
    notice: textOf(row, "notice"),
    channel: wordOf(row, "channel", isChannel),
    address: textOf(row, "address"),
    createdAt: instantOf(row, "created_at"),
    expiresAt: instantOf(row, "expires_at"),
    sentAt: nullableOf(row, "sent_at", instantOf),
    answer: nullableOf(row, "answer", (given, column) => wordOf(given, column, isAnswer)),
    answeredAt: nullableOf(row, "answered_at", instantOf),
  };
}
