import { storable } from "../codec.ts";
import type { CredentialRecord, Regrading } from "../records.ts";
import { integerOf } from "./columns.ts";
import { CREDENTIALS, gradeValues, readCredential } from "./credentials.ts";
import type { SqlReader, SqlSession } from "./session.ts";
import { changedOne } from "./table.ts";
import { integer, json, orNull, text } from "./values.ts";

/** Both ends of an index and its nulls: what is done already is never walked over. */
const NEVER_GRADED = idsWhere("graded_with IS NULL");
const GRADED_BEFORE = idsWhere("graded_with < ?");
const GRADED_BEHIND = idsWhere("graded_with > ?");
const NOT_GRADED_WITH = `${CREDENTIALS.select} WHERE id IN (
  SELECT id FROM (${NEVER_GRADED}) AS never
  UNION ALL SELECT id FROM (${GRADED_BEFORE}) AS before
  UNION ALL SELECT id FROM (${GRADED_BEHIND}) AS behind
) ORDER BY id LIMIT ?`;
const COUNT = `SELECT COUNT(*) AS total,
  COUNT(*) FILTER (WHERE graded_with IS NULL OR graded_with <> ?) AS remaining FROM credentials`;
const REGRADE = `UPDATE credentials
  SET graded_with = ?, grade = ?, enrolment = COALESCE(?, enrolment) WHERE id = ?`;

export async function credentialsNotGradedWith(
  sql: SqlReader,
  version: string,
  limit: number,
): Promise<readonly CredentialRecord[]> {
  const [other, most] = [text(version), integer(limit)];
  const params = [most, other, most, other, most, most];
  return (await sql.all(NOT_GRADED_WITH, params)).map(readCredential);
}

export async function countCredentials(
  sql: SqlReader,
  version: string,
): Promise<{ readonly all: number; readonly left: number }> {
  const [row = {}] = await sql.all(COUNT, [text(version)]);
  return { all: integerOf(row, "total"), left: integerOf(row, "remaining") };
}

export function regradeCredential(sql: SqlSession, regrading: Regrading): Promise<boolean> {
  const { graded_with, grade } = gradeValues(regrading.graded);
  const enrolment = orNull(regrading.enrolment, (changed) => json(storable(changed)));
  return changedOne(sql, REGRADE, [graded_with, grade, enrolment, text(regrading.id)]);
}

function idsWhere(condition: string): string {
  return `SELECT id FROM credentials WHERE ${condition} ORDER BY graded_with, id LIMIT ?`;
}
