import type { AttemptId, StepId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { CodeRecord } from "../records.ts";
import { instantOf, integerOf, nullableOf, textOf } from "./columns.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, insertIfFree, table } from "./table.ts";
import { integer, orNull, text } from "./values.ts";

const CODES = table("codes", [
  "id",
  "attempt",
  "address",
  "normalised",
  "hash",
  "tries",
  "created_at",
  "expires_at",
  "used_at",
]);

const BY_ID = `${CODES.select} WHERE id = ?`;
const LATEST = `${CODES.select} WHERE attempt = ? ORDER BY created_at DESC, id DESC LIMIT 1`;
/** Not used, not expired, not dead: the condition travels with the write. */
const IS_GOOD = "id = ? AND used_at IS NULL AND expires_at > ? AND tries < ?";
const COUNT_TRY = `UPDATE codes SET tries = tries + 1 WHERE ${IS_GOOD}`;
const USE = `UPDATE codes SET used_at = ? WHERE ${IS_GOOD}`;

export async function codeById(sql: SqlReader, id: StepId): Promise<CodeRecord | undefined> {
  return found(await sql.get(BY_ID, [text(id)]));
}

export async function latestCode(
  sql: SqlReader,
  attempt: AttemptId,
): Promise<CodeRecord | undefined> {
  return found(await sql.get(LATEST, [text(attempt)]));
}

export function insertCode(sql: SqlSession, code: CodeRecord): Promise<boolean> {
  return insertIfFree(sql, CODES, {
    id: text(code.id),
    attempt: text(code.attempt),
    address: text(code.address),
    normalised: text(code.normalised),
    hash: text(code.hash),
    tries: integer(code.tries),
    created_at: integer(code.createdAt),
    expires_at: integer(code.expiresAt),
    used_at: orNull(code.usedAt, integer),
  });
}

export function countTry(
  sql: SqlSession,
  id: StepId,
  now: Instant,
  deadAfter: number,
): Promise<boolean> {
  return changedOne(sql, COUNT_TRY, [text(id), integer(now), integer(deadAfter)]);
}

export function useCode(
  sql: SqlSession,
  id: StepId,
  now: Instant,
  deadAfter: number,
): Promise<boolean> {
  return changedOne(sql, USE, [integer(now), text(id), integer(now), integer(deadAfter)]);
}

function found(row: Row | undefined): CodeRecord | undefined {
  if (row === undefined) return undefined;
  return {
    id: textOf(row, "id") as StepId,
    attempt: textOf(row, "attempt") as AttemptId,
    address: textOf(row, "address"),
    normalised: textOf(row, "normalised"),
    hash: textOf(row, "hash"),
    tries: integerOf(row, "tries"),
    createdAt: instantOf(row, "created_at"),
    expiresAt: instantOf(row, "expires_at"),
    usedAt: nullableOf(row, "used_at", instantOf),
  };
}
