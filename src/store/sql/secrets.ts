import type { AccountId, SecretId } from "../../base/ids.ts";
import type { SecretRecord } from "../records.ts";
import { isSecretContent, isSecretState } from "../secret-shape.ts";
import { isObject } from "../shape.ts";
import { instantOf, integerOf, jsonOf, nullableOf, textOf, wordOf } from "./columns.ts";
import { corrupt } from "../corrupt.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, insertIfFree, paramsOf, table } from "./table.ts";
import { integer, json, orNull, text } from "./values.ts";

const SECRETS = table("secrets", [
  "id",
  "account",
  "method",
  "state",
  "created_at",
  "last_used_at",
  "tries",
  "version",
  "body",
]);

const OF_ACCOUNT = `${SECRETS.select} WHERE account = ? ORDER BY created_at, id`;
const BETWEEN = `${SECRETS.select} WHERE account >= ? AND account <= ?
  ORDER BY account, created_at, id`;
const UPDATE = `${SECRETS.update} WHERE id = ? AND version = ?`;
const REMOVE = "DELETE FROM secrets WHERE id = ? AND account = ?";
const COUNT_TRY = `UPDATE secrets SET tries = tries + 1
  WHERE id = ? AND tries < ?`;
const UNCOUNT_TRY = "UPDATE secrets SET tries = tries - 1 WHERE id = ? AND tries > 0";
const TRIES = "SELECT tries FROM secrets WHERE id = ?";

export async function secretsOf(
  sql: SqlReader,
  account: AccountId,
): Promise<readonly SecretRecord[]> {
  return (await sql.all(OF_ACCOUNT, [text(account)])).map(readSecret);
}

/** Of the accounts from one id to another, by account. */
export async function secretsBetween(
  sql: SqlReader,
  first: AccountId,
  last: AccountId,
): Promise<readonly SecretRecord[]> {
  return (await sql.all(BETWEEN, [text(first), text(last)])).map(readSecret);
}

export function insertSecret(sql: SqlSession, secret: SecretRecord): Promise<boolean> {
  return insertIfFree(sql, SECRETS, valuesOf(secret));
}

export function saveSecret(
  sql: SqlSession,
  secret: SecretRecord,
  expectedVersion: number,
): Promise<boolean> {
  const condition = [text(secret.id), integer(expectedVersion)];
  return changedOne(sql, UPDATE, [...paramsOf(SECRETS, valuesOf(secret)), ...condition]);
}

export function removeSecret(sql: SqlSession, account: AccountId, id: SecretId): Promise<boolean> {
  return changedOne(sql, REMOVE, [text(id), text(account)]);
}

export function uncountSecretTry(sql: SqlSession, id: SecretId): Promise<boolean> {
  return changedOne(sql, UNCOUNT_TRY, [text(id)]);
}

/** The count is read in the transaction that raised it: nobody else's comes between. */
export async function countSecretTry(
  sql: SqlSession,
  id: SecretId,
  most: number,
): Promise<number | null> {
  if (!(await changedOne(sql, COUNT_TRY, [text(id), integer(most)]))) return null;
  const row = await sql.get(TRIES, [text(id)]);
  return row === undefined ? null : integerOf(row, "tries");
}

function valuesOf(secret: SecretRecord) {
  return {
    id: text(secret.id),
    account: text(secret.account),
    method: text(secret.method),
    state: text(secret.state),
    created_at: integer(secret.createdAt),
    last_used_at: orNull(secret.lastUsedAt, integer),
    tries: integer(secret.tries),
    version: integer(secret.version),
    body: json(secret.body),
  };
}

function readSecret(row: Row): SecretRecord {
  const method = textOf(row, "method");
  const content = { method, body: jsonOf(row, "body", isObject) };
  if (!isSecretContent(content)) throw corrupt("body");
  return {
    id: textOf(row, "id") as SecretId,
    account: textOf(row, "account") as AccountId,
    state: wordOf(row, "state", isSecretState),
    createdAt: instantOf(row, "created_at"),
    lastUsedAt: nullableOf(row, "last_used_at", instantOf),
    tries: integerOf(row, "tries"),
    version: integerOf(row, "version"),
    ...content,
  };
}
