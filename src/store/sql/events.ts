import type { AccountId, AttemptId, EventId } from "../../base/ids.ts";
import type { EventRecord } from "../records.ts";
import { isObject } from "../shape.ts";
import { instantOf, jsonOf, nullableOf, textOf } from "./columns.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { paramsOf, table } from "./table.ts";
import { integer, json, orNull, text } from "./values.ts";

const EVENTS = table("events", ["id", "at", "kind", "account", "attempt", "network", "data"]);

const OF_ACCOUNT = `${EVENTS.select} WHERE account = ? ORDER BY at DESC, id DESC LIMIT ?`;
const OF_KIND = `${EVENTS.select} WHERE kind = ? AND id > ? ORDER BY id LIMIT ?`;

export async function eventsOf(
  sql: SqlReader,
  account: AccountId,
  limit: number,
): Promise<readonly EventRecord[]> {
  return (await sql.all(OF_ACCOUNT, [text(account), integer(limit)])).map(readEvent);
}

/** Before every id comes the empty text. */
export async function eventsAfter(
  sql: SqlReader,
  kind: string,
  after: EventId | null,
  limit: number,
): Promise<readonly EventRecord[]> {
  const params = [text(kind), text(after ?? ""), integer(limit)];
  return (await sql.all(OF_KIND, params)).map(readEvent);
}

/** An event that is there already is a fault, not a lost race: it would be lost in silence. */
export async function appendEvent(sql: SqlSession, event: EventRecord): Promise<void> {
  const values = {
    id: text(event.id),
    at: integer(event.at),
    kind: text(event.kind),
    account: orNull(event.account, text),
    attempt: orNull(event.attempt, text),
    network: text(event.network),
    data: json(event.data),
  };
  await sql.run(EVENTS.insert, paramsOf(EVENTS, values));
}

function readEvent(row: Row): EventRecord {
  return {
    id: textOf(row, "id") as EventId,
    at: instantOf(row, "at"),
    kind: textOf(row, "kind"),
    account: nullableOf(row, "account", textOf) as AccountId | null,
    attempt: nullableOf(row, "attempt", textOf) as AttemptId | null,
    network: textOf(row, "network"),
    data: jsonOf(row, "data", isObject),
  };
}
