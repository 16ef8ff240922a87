import type { AccountId, CredentialId } from "../../base/ids.ts";
import type { PasskeyEnrolment } from "../../evidence/passkey.ts";
import type { HeldCredential } from "../account-holdings.ts";
import { restored, storable } from "../codec.ts";
import { isCredentialState, isGrade } from "../credential-shape.ts";
import { modernEnrolment } from "../modernise.ts";
import { isPasskeyEnrolment } from "../passkey-shape.ts";
import type { CredentialGrade, CredentialRecord, CredentialUse } from "../records.ts";
import { flagOf, instantOf, integerOf, jsonOf, nullableOf, textOf, wordOf } from "./columns.ts";
import { Remembered } from "./remembered.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, insertIfFree, table } from "./table.ts";
import { flag, integer, json, orNull, type SqlParam, text } from "./values.ts";

export const CREDENTIALS = table("credentials", [
  "id",
  "account",
  "public_key",
  "counter",
  "backup_eligible",
  "backed_up",
  "uv_initialized",
  "name",
  "state",
  "created_at",
  "last_used_at",
  "settles_at",
  "graded_with",
  "grade",
  "enrolment",
  "attestation_object",
  "client_data_json",
]);

const BY_ID = `${CREDENTIALS.select} WHERE id = ?`;
const OF_ACCOUNT = `${CREDENTIALS.select} WHERE account = ? ORDER BY created_at, id`;
const AFTER = `${CREDENTIALS.select} WHERE id > ? ORDER BY id LIMIT ?`;
/** Not the long texts: who reads everybody's reads as little as he can. */
const HELD = `SELECT id, account, state, uv_initialized, settles_at, enrolment FROM credentials
  WHERE account >= ? AND account <= ? ORDER BY account, created_at, id`;
const SET_STATE = "UPDATE credentials SET state = ? WHERE id = ? AND account = ? AND state <> ?";
const RENAME = "UPDATE credentials SET name = ? WHERE id = ? AND account = ?";
const REMOVE = "DELETE FROM credentials WHERE id = ? AND account = ?";
const RECORD_USE = `UPDATE credentials
  SET counter = ?, backed_up = ?, uv_initialized = ?, last_used_at = ?
  WHERE id = ? AND state = ? AND counter = ?`;

const enrolments = new Remembered("enrolment", readEnrolment);

export async function credentialById(
  sql: SqlReader,
  id: CredentialId,
): Promise<CredentialRecord | undefined> {
  const row = await sql.get(BY_ID, [text(id)]);
  return row === undefined ? undefined : readCredential(row);
}

export async function credentialsOf(
  sql: SqlReader,
  account: AccountId,
): Promise<readonly CredentialRecord[]> {
  return (await sql.all(OF_ACCOUNT, [text(account)])).map(readCredential);
}

/** Before every id comes the empty text. */
export async function credentialsAfter(
  sql: SqlReader,
  after: CredentialId | null,
  limit: number,
): Promise<readonly CredentialRecord[]> {
  return (await sql.all(AFTER, [text(after ?? ""), integer(limit)])).map(readCredential);
}

/**
 * Of the accounts from one id to another, by account. Each is come by once: nothing is remembered of
 * them.
 */
export async function heldBetween(
  sql: SqlReader,
  first: AccountId,
  last: AccountId,
): Promise<readonly HeldCredential[]> {
  return (await sql.all(HELD, [text(first), text(last)])).map((row) => ({
    id: textOf(row, "id") as CredentialId,
    account: textOf(row, "account") as AccountId,
    state: wordOf(row, "state", isCredentialState),
    uvInitialized: flagOf(row, "uv_initialized"),
    settlesAt: nullableOf(row, "settles_at", instantOf),
    enrolment: readEnrolment(row, "enrolment"),
  }));
}

export function insertCredential(sql: SqlSession, credential: CredentialRecord): Promise<boolean> {
  return insertIfFree(sql, CREDENTIALS, {
    id: text(credential.id),
    account: text(credential.account),
    public_key: text(credential.publicKey),
    counter: integer(credential.counter),
    backup_eligible: flag(credential.backupEligible),
    backed_up: flag(credential.backedUp),
    uv_initialized: flag(credential.uvInitialized),
    name: orNull(credential.name, text),
    state: text(credential.state),
    created_at: integer(credential.createdAt),
    last_used_at: orNull(credential.lastUsedAt, integer),
    settles_at: orNull(credential.settlesAt, integer),
    ...gradeValues(credential.graded),
    enrolment: json(storable(credential.enrolment)),
    attestation_object: text(credential.attestationObject),
    client_data_json: text(credential.clientDataJson),
  });
}

/** A grade in its two columns: what it was made with is looked for, what it says is not. */
export function gradeValues(graded: CredentialGrade | null): {
  readonly graded_with: SqlParam;
  readonly grade: SqlParam;
} {
  if (graded === null) return { graded_with: null, grade: null };
  const { verdict, reasons } = graded;
  return { graded_with: text(graded.with), grade: json({ verdict, reasons }) };
}

export function recordCredentialUse(sql: SqlSession, use: CredentialUse): Promise<boolean> {
  return changedOne(sql, RECORD_USE, [
    integer(use.counter),
    flag(use.backedUp),
    flag(use.uvInitialized),
    integer(use.lastUsedAt),
    text(use.id),
    text(use.expectedState),
    integer(use.expectedCounter),
  ]);
}

export function setCredentialState(
  sql: SqlSession,
  account: AccountId,
  id: CredentialId,
  state: CredentialRecord["state"],
): Promise<boolean> {
  return changedOne(sql, SET_STATE, [text(state), text(id), text(account), text(state)]);
}

export function renameCredential(
  sql: SqlSession,
  account: AccountId,
  id: CredentialId,
  name: string | null,
): Promise<boolean> {
  return changedOne(sql, RENAME, [orNull(name, text), text(id), text(account)]);
}

export function removeCredential(
  sql: SqlSession,
  account: AccountId,
  id: CredentialId,
): Promise<boolean> {
  return changedOne(sql, REMOVE, [text(id), text(account)]);
}

export function readCredential(row: Row): CredentialRecord {
  return {
    id: textOf(row, "id") as CredentialId,
    account: textOf(row, "account") as AccountId,
    publicKey: textOf(row, "public_key"),
    counter: integerOf(row, "counter"),
    backupEligible: flagOf(row, "backup_eligible"),
    backedUp: flagOf(row, "backed_up"),
    uvInitialized: flagOf(row, "uv_initialized"),
    name: nullableOf(row, "name", textOf),
    state: wordOf(row, "state", isCredentialState),
    createdAt: instantOf(row, "created_at"),
    lastUsedAt: nullableOf(row, "last_used_at", instantOf),
    settlesAt: nullableOf(row, "settles_at", instantOf),
    graded: nullableOf(row, "graded_with", readGrade),
    enrolment: enrolments.of(row),
    attestationObject: textOf(row, "attestation_object"),
    clientDataJson: textOf(row, "client_data_json"),
  };
}

function readGrade(row: Row, column: string): CredentialGrade {
  return { with: textOf(row, column), ...jsonOf(row, "grade", isGrade) };
}

function readEnrolment(row: Row, column: string): PasskeyEnrolment {
  return restored(jsonOf(row, column, isPasskeyEnrolment, modernEnrolment));
}
