import type { AccountId, AttemptId, SessionId, StepId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import { restored, storable } from "../codec.ts";
import { isCredentialRecord } from "../credential-shape.ts";
import { isEvidenceList } from "../evidence-shape.ts";
import { modernEvidence, modernPending } from "../modernise.ts";
import type { AttemptRecord, AttemptState, PendingRecord, Waiting } from "../records.ts";
import { isSecretRecord } from "../secret-shape.ts";
import { isText, isTextTable, listOf, oneOf } from "../shape.ts";
import { instantOf, integerOf, jsonOf, nullableOf, textOf, wordOf } from "./columns.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, insertIfFree, paramsOf, table } from "./table.ts";
import { integer, json, orNull, text } from "./values.ts";

const ATTEMPTS = table("attempts", [
  "id",
  "browser",
  "session",
  "action",
  "params",
  "identifier",
  "account",
  "state",
  "refusals",
  "evidence",
  "pending",
  "waiting",
  "waiting_since",
  "created_at",
  "expires_at",
  "version",
]);

const BY_ID = `${ATTEMPTS.select} WHERE id = ?`;
const WAITING = `${ATTEMPTS.select} WHERE account = ? AND state = 'waiting' ORDER BY id`;
const UPDATE = `${ATTEMPTS.update} WHERE id = ? AND version = ?`;
/** The key begins with the expiry: rows are appended, and what is over goes as one range. */
const CONSUME = "INSERT INTO consumptions (expires_at, step) VALUES (?, ?) ON CONFLICT DO NOTHING";

const isRefusalList = listOf(isText);
const isPendingList = listOf(isPendingRecord);
const isState = oneOf<AttemptState>({
  open: true,
  waiting: true,
  allowed: true,
  refused: true,
  expired: true,
});

export async function attemptById(
  sql: SqlReader,
  id: AttemptId,
): Promise<AttemptRecord | undefined> {
  const row = await sql.get(BY_ID, [text(id)]);
  return row === undefined ? undefined : readAttempt(row);
}

export async function waitingAttempts(
  sql: SqlReader,
  account: AccountId,
): Promise<readonly AttemptRecord[]> {
  return (await sql.all(WAITING, [text(account)])).map(readAttempt);
}

export function saveAttempt(
  sql: SqlSession,
  attempt: AttemptRecord,
  expectedVersion: number | null,
): Promise<boolean> {
  const values = valuesOf(attempt);
  if (expectedVersion === null) return insertIfFree(sql, ATTEMPTS, values);
  const condition = [text(attempt.id), integer(expectedVersion)];
  return changedOne(sql, UPDATE, [...paramsOf(ATTEMPTS, values), ...condition]);
}

export function consume(sql: SqlSession, step: StepId, expiresAt: Instant): Promise<boolean> {
  return changedOne(sql, CONSUME, [integer(expiresAt), text(step)]);
}

function valuesOf(attempt: AttemptRecord) {
  return {
    id: text(attempt.id),
    browser: text(attempt.browser),
    session: orNull(attempt.session, text),
    action: text(attempt.action),
    params: json(attempt.params),
    identifier: orNull(attempt.identifier, text),
    account: orNull(attempt.account, text),
    state: text(attempt.state),
    refusals: json(attempt.refusals),
    evidence: json(attempt.evidence.map(storable)),
    pending: json(attempt.pending.map(storablePending)),
    waiting: orNull(attempt.waiting?.id ?? null, text),
    waiting_since: orNull(attempt.waiting?.since ?? null, integer),
    created_at: integer(attempt.createdAt),
    expires_at: integer(attempt.expiresAt),
    version: integer(attempt.version),
  };
}

function isPendingRecord(value: unknown): value is PendingRecord {
  return isCredentialRecord(value) || isSecretRecord(value);
}

function storablePending(pending: PendingRecord): PendingRecord {
  if ("enrolment" in pending) storable(pending.enrolment);
  return pending;
}

function restoredPending(pending: PendingRecord): PendingRecord {
  if ("enrolment" in pending) restored(pending.enrolment);
  return pending;
}

function readWaiting(row: Row): Waiting | null {
  const id = nullableOf(row, "waiting", textOf) as AttemptId | null;
  return id === null ? null : { id, since: instantOf(row, "waiting_since") };
}

function readAttempt(row: Row): AttemptRecord {
  return {
    id: textOf(row, "id") as AttemptId,
    browser: textOf(row, "browser"),
    session: nullableOf(row, "session", textOf) as SessionId | null,
    action: textOf(row, "action"),
    params: jsonOf(row, "params", isTextTable),
    identifier: nullableOf(row, "identifier", textOf),
    account: nullableOf(row, "account", textOf) as AccountId | null,
    state: wordOf(row, "state", isState),
    refusals: jsonOf(row, "refusals", isRefusalList),
    evidence: jsonOf(row, "evidence", isEvidenceList, modernEvidence).map(restored),
    pending: jsonOf(row, "pending", isPendingList, modernPending).map(restoredPending),
    waiting: readWaiting(row),
    createdAt: instantOf(row, "created_at"),
    expiresAt: instantOf(row, "expires_at"),
    version: integerOf(row, "version"),
  };
}
