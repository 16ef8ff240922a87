import type { AccountId, AttemptId, MessageId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { MessageClaim, MessageDelay, MessageEnd, MessageRecord } from "../records.ts";
import { oneOf } from "../shape.ts";
import { instantOf, integerOf, nullableOf, textOf, wordOf } from "./columns.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, paramsOf, table } from "./table.ts";
import { integer, orNull, text } from "./values.ts";

const MESSAGES = table("messages", [
  "id",
  "channel",
  "recipient",
  "sealed",
  "account",
  "attempt",
  "state",
  "created_at",
  "not_after",
  "tries",
  "due_at",
  "reason",
  "done_at",
]);

const BY_ID = `${MESSAGES.select} WHERE id = ?`;
/** In the order of an index that holds nothing but these. */
const DUE = `${MESSAGES.select} WHERE state = 'queued' AND channel = ? AND due_at <= ?
  ORDER BY due_at, id LIMIT ?`;
const NEWEST = "ORDER BY created_at DESC, id DESC LIMIT ?";
const TO_ALL = `${MESSAGES.select} ${NEWEST}`;
const TO_ONE = `${MESSAGES.select} WHERE recipient = ? ${NEWEST}`;

/** Of several that saw the same message due, one counts it up; the others find another number. */
const CLAIM = `UPDATE messages SET tries = tries + 1, due_at = ?
  WHERE id = ? AND state = 'queued' AND tries = ? AND due_at <= ?`;
const POSTPONE = `UPDATE messages SET due_at = ?, reason = ?
  WHERE id = ? AND state = 'queued' AND tries = ?`;
/** What is over is not kept: nobody needs the text of a code any more. */
const END = "UPDATE messages SET state = ?, reason = ?, done_at = ?, sealed = ''";
const FINISH = `${END} WHERE id = ? AND state = 'queued'`;
const FINISH_MINE = `${FINISH} AND tries = ?`;

const isChannel = oneOf<MessageRecord["channel"]>({ email: true, sms: true });
const isState = oneOf<MessageRecord["state"]>({ queued: true, sent: true, failed: true });

export async function messageById(
  sql: SqlReader,
  id: MessageId,
): Promise<MessageRecord | undefined> {
  const row = await sql.get(BY_ID, [text(id)]);
  return row === undefined ? undefined : readMessage(row);
}

export async function dueMessages(
  sql: SqlReader,
  channel: MessageRecord["channel"],
  now: Instant,
  limit: number,
): Promise<readonly MessageRecord[]> {
  const rows = await sql.all(DUE, [text(channel), integer(now), integer(limit)]);
  return rows.map(readMessage);
}

export async function messagesTo(
  sql: SqlReader,
  to: string | undefined,
  limit: number,
): Promise<readonly MessageRecord[]> {
  const rows =
    to === undefined
      ? await sql.all(TO_ALL, [integer(limit)])
      : await sql.all(TO_ONE, [text(to), integer(limit)]);
  return rows.map(readMessage);
}

/** A message that is there already is a fault, not a lost race: it would be lost in silence. */
export async function enqueueMessage(sql: SqlSession, message: MessageRecord): Promise<void> {
  const values = {
    id: text(message.id),
    channel: text(message.channel),
    recipient: text(message.to),
    sealed: text(message.sealed),
    account: orNull(message.account, text),
    attempt: orNull(message.attempt, text),
    state: text(message.state),
    created_at: integer(message.createdAt),
    not_after: integer(message.notAfter),
    tries: integer(message.tries),
    due_at: integer(message.dueAt),
    reason: orNull(message.reason, text),
    done_at: orNull(message.doneAt, integer),
  };
  await sql.run(MESSAGES.insert, paramsOf(MESSAGES, values));
}

export function claimMessage(
  sql: SqlSession,
  { id, tries, now, until }: MessageClaim,
): Promise<boolean> {
  return changedOne(sql, CLAIM, [integer(until), text(id), integer(tries), integer(now)]);
}

export function postponeMessage(
  sql: SqlSession,
  { id, tries, dueAt, reason }: MessageDelay,
): Promise<boolean> {
  return changedOne(sql, POSTPONE, [integer(dueAt), text(reason), text(id), integer(tries)]);
}

export function finishMessage(
  sql: SqlSession,
  { id, tries, state, reason, doneAt }: MessageEnd,
): Promise<boolean> {
  const end = [text(state), orNull(reason, text), integer(doneAt), text(id)];
  return tries === null
    ? changedOne(sql, FINISH, end)
    : changedOne(sql, FINISH_MINE, [...end, integer(tries)]);
}

function readMessage(row: Row): MessageRecord {
  return {
    id: textOf(row, "id") as MessageId,
    channel: wordOf(row, "channel", isChannel),
    to: textOf(row, "recipient"),
    sealed: textOf(row, "sealed"),
    account: nullableOf(row, "account", textOf) as AccountId | null,
    attempt: nullableOf(row, "attempt", textOf) as AttemptId | null,
    state: wordOf(row, "state", isState),
    createdAt: instantOf(row, "created_at"),
    notAfter: instantOf(row, "not_after"),
    tries: integerOf(row, "tries"),
    dueAt: instantOf(row, "due_at"),
    reason: nullableOf(row, "reason", textOf),
    doneAt: nullableOf(row, "done_at", instantOf),
  };
}
