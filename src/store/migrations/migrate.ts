import { createHash } from "node:crypto";
import { AssayFault } from "../../base/fault.ts";
import { integerOf, textOf } from "../sql/columns.ts";
import type { SqlSession } from "../sql/session.ts";
import { integer, text } from "../sql/values.ts";
import { foundation } from "./0001-foundation.ts";
import { grades } from "./0002-grades.ts";
import type { Migration } from "./migration.ts";

export const MIGRATIONS: readonly Migration[] = [foundation, grades];

const CREATE = `CREATE TABLE IF NOT EXISTS migrations (
  number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL
)`;
const APPLIED = "SELECT number, name, checksum FROM migrations ORDER BY number";
const RECORD = "INSERT INTO migrations (number, name, checksum) VALUES (?, ?, ?)";

/**
 * Brings the schema up to this code. The caller gives a transaction that excludes all other
 * writers (SQLite: an immediate one; PostgreSQL: one that holds an advisory lock), so that of two
 * processes that start at once the second finds everything done.
 * @throws AssayFault `ASSAY_STORE_NEWER` where the database was migrated by a newer version,
 *   `ASSAY_STORE_MIGRATED_OTHERWISE` where it was built by other statements than these.
 */
export async function migrate(
  sql: SqlSession,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await sql.run(CREATE, []);
  const applied = await sql.all(APPLIED, []);
  if (applied.length > migrations.length) {
    throw new AssayFault(
      "ASSAY_STORE_NEWER",
      `the database has ${applied.length} migrations, this version knows ${migrations.length}; ` +
        "run the version that migrated it, or a newer one",
    );
  }
  for (const [index, row] of applied.entries()) {
    const known = migrations[index];
    if (
      known?.number !== integerOf(row, "number") ||
      checksumOf(known) !== textOf(row, "checksum")
    ) {
      const name = textOf(row, "name");
      throw new AssayFault("ASSAY_STORE_MIGRATED_OTHERWISE", `by a migration called ${name}`);
    }
  }
  for (const migration of migrations.slice(applied.length)) await apply(sql, migration);
}

async function apply(sql: SqlSession, migration: Migration): Promise<void> {
  for (const statement of migration.statements) await sql.run(statement, []);
  await sql.run(RECORD, [
    integer(migration.number),
    text(migration.name),
    text(checksumOf(migration)),
  ]);
}

function checksumOf({ statements }: Migration): string {
  return createHash("sha256").update(statements.join(";")).digest("hex");
}
