import type { EventId } from "../../base/ids.ts";
import type { AuditHead, EventSeal, SealedEvent, WrittenEvent } from "../audit-records.ts";
import { integerOf, textOf } from "./columns.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, insertIfFree, table } from "./table.ts";
import { integer, text } from "./values.ts";

const HEADS = table("audit_head", ["id", "total", "seal", "mac"]);
/** There is one row. */
const ONLY = 1;
const HEAD = `${HEADS.select} WHERE id = ?`;
const MOVE = "UPDATE audit_head SET total = ?, seal = ?, mac = ? WHERE id = ? AND total = ?";

const LINE = "SELECT id, at, kind, account, attempt, network, data, sequence, seal FROM events";
const UNSEALED = `${LINE} WHERE sequence IS NULL ORDER BY id LIMIT ?`;
const COUNT_UNSEALED = "SELECT COUNT(*) AS total FROM events WHERE sequence IS NULL";
const SEALED = `${LINE} WHERE sequence > ? ORDER BY sequence LIMIT ?`;
const SEAL = "UPDATE events SET sequence = ?, seal = ? WHERE id = ? AND sequence IS NULL";

export async function auditHead(sql: SqlReader): Promise<AuditHead | undefined> {
  const row = await sql.get(HEAD, [integer(ONLY)]);
  if (row === undefined) return undefined;
  return {
    total: integerOf(row, "total"),
    seal: textOf(row, "seal"),
    mac: textOf(row, "mac"),
  };
}

export async function unsealedEvents(
  sql: SqlReader,
  limit: number,
): Promise<readonly WrittenEvent[]> {
  return (await sql.all(UNSEALED, [integer(limit)])).map(asWritten);
}

export async function countUnsealedEvents(sql: SqlReader): Promise<number> {
  const row = await sql.get(COUNT_UNSEALED, []);
  return row === undefined ? 0 : integerOf(row, "total");
}

export async function sealedEvents(
  sql: SqlReader,
  after: number,
  limit: number,
): Promise<readonly SealedEvent[]> {
  const rows = await sql.all(SEALED, [integer(after), integer(limit)]);
  return rows.map((row) => ({
    ...asWritten(row),
    sequence: Number(row["sequence"]),
    seal: written(row, "seal") ?? "",
  }));
}

export function sealEvent(sql: SqlSession, { id, sequence, seal }: EventSeal): Promise<boolean> {
  return changedOne(sql, SEAL, [integer(sequence), text(seal), text(id)]);
}

export function saveAuditHead(
  sql: SqlSession,
  { total, seal, mac }: AuditHead,
  expectedTotal: number | null,
): Promise<boolean> {
  const values = { id: integer(ONLY), total: integer(total), seal: text(seal), mac: text(mac) };
  if (expectedTotal === null) return insertIfFree(sql, HEADS, values);
  const params = [values.total, values.seal, values.mac, values.id, integer(expectedTotal)];
  return changedOne(sql, MOVE, params);
}

function asWritten(row: Row): WrittenEvent {
  return {
    id: (written(row, "id") ?? "") as EventId,
    at: written(row, "at") ?? "",
    kind: written(row, "kind") ?? "",
    account: written(row, "account"),
    attempt: written(row, "attempt"),
    network: written(row, "network") ?? "",
    data: written(row, "data") ?? "",
  };
}

/** Whatever stands there. Nothing is refused: whoever checks says what is wrong with it. */
function written(row: Row, column: string): string | null {
  const value = row[column];
  if (value === null || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return value.toString();
  return JSON.stringify(value);
}
