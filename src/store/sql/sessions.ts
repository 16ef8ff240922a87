import type { AccountId, AttemptId, SessionId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import { restored, storable } from "../codec.ts";
import { isEvidenceList } from "../evidence-shape.ts";
import { modernEvidence } from "../modernise.ts";
import type { SessionRecord } from "../records.ts";
import { instantOf, integerOf, jsonOf, textOf, wordOf } from "./columns.ts";
import { oneOf } from "../shape.ts";
import { Remembered } from "./remembered.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, insertIfFree, table } from "./table.ts";
import { integer, json, text } from "./values.ts";

const SESSIONS = table("sessions", [
  "id",
  "account",
  "secret_hash",
  "attempt",
  "authenticated_at",
  "created_at",
  "last_seen_at",
  "idle_seconds",
  "absolute_expires_at",
  /** The earlier of both limits: what `purge` looks at, kept by every write. */
  "expires_at",
  "evidence",
  "purpose",
  "rule",
  "policy",
  "user_agent",
]);

const BY_ID = `${SESSIONS.select} WHERE id = ?`;
const OF_ACCOUNT = `${SESSIONS.select} WHERE account = ? ORDER BY created_at DESC, id DESC`;
/** Never back: of two requests at once, the later one counts. */
const TOUCH = `UPDATE sessions SET last_seen_at = ?, expires_at =
  CASE WHEN ? + idle_seconds * 1000 < absolute_expires_at
    THEN ? + idle_seconds * 1000 ELSE absolute_expires_at END
  WHERE id = ? AND last_seen_at <= ?`;
const END = "DELETE FROM sessions WHERE id = ? AND account = ?";

const isPurpose = oneOf<SessionRecord["purpose"]>({ account: true, recovery: true });

const evidences = new Remembered("evidence", (row, column) =>
  jsonOf(row, column, isEvidenceList, modernEvidence).map(restored),
);

export async function sessionById(
  sql: SqlReader,
  id: SessionId,
): Promise<SessionRecord | undefined> {
  const row = await sql.get(BY_ID, [text(id)]);
  return row === undefined ? undefined : readSession(row);
}

export async function sessionsOf(
  sql: SqlReader,
  account: AccountId,
): Promise<readonly SessionRecord[]> {
  return (await sql.all(OF_ACCOUNT, [text(account)])).map(readSession);
}

export function insertSession(sql: SqlSession, session: SessionRecord): Promise<boolean> {
  const idleUntil = session.lastSeenAt + session.idleSeconds * 1000;
  return insertIfFree(sql, SESSIONS, {
    id: text(session.id),
    account: text(session.account),
    secret_hash: text(session.secretHash),
    attempt: text(session.attempt),
    authenticated_at: integer(session.authenticatedAt),
    created_at: integer(session.createdAt),
    last_seen_at: integer(session.lastSeenAt),
    idle_seconds: integer(session.idleSeconds),
    absolute_expires_at: integer(session.absoluteExpiresAt),
    expires_at: integer(Math.min(idleUntil, session.absoluteExpiresAt)),
    evidence: json(session.evidence.map(storable)),
    purpose: text(session.purpose),
    rule: text(session.rule),
    policy: text(session.policy),
    user_agent: text(session.userAgent),
  });
}

export function touchSession(
  sql: SqlSession,
  id: SessionId,
  lastSeenAt: Instant,
): Promise<boolean> {
  const seen = integer(lastSeenAt);
  return changedOne(sql, TOUCH, [seen, seen, seen, text(id), seen]);
}

export function endSession(sql: SqlSession, account: AccountId, id: SessionId): Promise<boolean> {
  return changedOne(sql, END, [text(id), text(account)]);
}

function readSession(row: Row): SessionRecord {
  return {
    id: textOf(row, "id") as SessionId,
    account: textOf(row, "account") as AccountId,
    secretHash: textOf(row, "secret_hash"),
    attempt: textOf(row, "attempt") as AttemptId,
    authenticatedAt: instantOf(row, "authenticated_at"),
    createdAt: instantOf(row, "created_at"),
    lastSeenAt: instantOf(row, "last_seen_at"),
    idleSeconds: integerOf(row, "idle_seconds"),
    absoluteExpiresAt: instantOf(row, "absolute_expires_at"),
    evidence: evidences.of(row),
    purpose: wordOf(row, "purpose", isPurpose),
    rule: textOf(row, "rule"),
    policy: textOf(row, "policy"),
    userAgent: textOf(row, "user_agent"),
  };
}
