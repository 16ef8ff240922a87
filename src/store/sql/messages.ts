import type { MessageId } from "../../base/ids.ts";
import type { MessageRecord } from "../records.ts";
import { oneOf } from "../shape.ts";
import { instantOf, textOf, wordOf } from "./columns.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, paramsOf, table } from "./table.ts";
import { integer, text } from "./values.ts";

const MESSAGES = table("messages", ["id", "channel", "recipient", "sealed", "state", "created_at"]);

const QUEUED = `${MESSAGES.select} WHERE state = 'queued' ORDER BY created_at, id LIMIT ?`;
const NEWEST = "ORDER BY created_at DESC, id DESC LIMIT ?";
const TO_ALL = `${MESSAGES.select} ${NEWEST}`;
const TO_ONE = `${MESSAGES.select} WHERE recipient = ? ${NEWEST}`;
/** Once: of two senders that took the same message, one learns that it was not first. */
const MARK = "UPDATE messages SET state = ? WHERE id = ? AND state = 'queued'";

const isChannel = oneOf<MessageRecord["channel"]>({ email: true });
const isState = oneOf<MessageRecord["state"]>({ queued: true, sent: true, failed: true });

export async function queuedMessages(
  sql: SqlReader,
  limit: number,
): Promise<readonly MessageRecord[]> {
  return (await sql.all(QUEUED, [integer(limit)])).map(readMessage);
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
    state: text(message.state),
    created_at: integer(message.createdAt),
  };
  await sql.run(MESSAGES.insert, paramsOf(MESSAGES, values));
}

export function markMessage(
  sql: SqlSession,
  id: MessageId,
  state: "sent" | "failed",
): Promise<boolean> {
  return changedOne(sql, MARK, [text(state), text(id)]);
}

function readMessage(row: Row): MessageRecord {
  return {
    id: textOf(row, "id") as MessageId,
    channel: wordOf(row, "channel", isChannel),
    to: textOf(row, "recipient"),
    sealed: textOf(row, "sealed"),
    state: wordOf(row, "state", isState),
    createdAt: instantOf(row, "created_at"),
  };
}
