import { createHash } from "node:crypto";
import { AssayFault } from "../../base/fault.ts";
import { integerOf, textOf } from "../sql/columns.ts";
import type { SqlSession } from "../sql/session.ts";
import { integer, text } from "../sql/values.ts";
import { foundation } from "./0001-foundation.ts";
import { grades } from "./0002-grades.ts";
import { secrets } from "./0003-secrets.ts";
import { messages } from "./0004-messages.ts";
import { waiting } from "./0005-waiting.ts";
import { auditChain } from "./0006-audit-chain.ts";
import { operators } from "./0007-operators.ts";
import type { Dialect } from "./dialect.ts";
import type { Migration } from "./migration.ts";

export const MIGRATIONS: readonly Migration[] = [
  foundation,
  grades,
  secrets,
  messages,
  waiting,
  auditChain,
  operators,
];

const APPLIED = "SELECT number, name, checksum FROM migrations ORDER BY number";
const RECORD = "INSERT INTO migrations (number, name, checksum) VALUES (?, ?, ?)";

/**
 * Brings the schema up to this code. The caller gives a transaction. Of two processes that start at
 * once, one finds everything done: either the transaction excludes all other writers (SQLite: an
 * immediate one), or the table and the row that both must write first make the second one wait, fail
 * and be run again by the caller (PostgreSQL).
 * @throws AssayFault `ASSAY_STORE_NEWER` where the database was migrated by a newer version,
 *   `ASSAY_STORE_MIGRATED_OTHERWISE` where it was built by other statements than these.
 */
export async function migrate(
  sql: SqlSession,
  dialect: Dialect,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  if ((await sql.get(dialect.findMigrations, [])) === undefined) {
    for (const statement of dialect.bookkeeping) await sql.run(statement, []);
  }
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
      checksumOf(statementsOf(known, dialect)) !== textOf(row, "checksum")
    ) {
      const name = textOf(row, "name");
      throw new AssayFault("ASSAY_STORE_MIGRATED_OTHERWISE", `by a migration called ${name}`);
    }
  }
  for (const migration of migrations.slice(applied.length)) await apply(sql, dialect, migration);
}

/** The record comes first: it is what a second process stumbles over before it builds anything. */
async function apply(sql: SqlSession, dialect: Dialect, migration: Migration): Promise<void> {
  const statements = statementsOf(migration, dialect);
  await sql.run(RECORD, [
    integer(migration.number),
    text(migration.name),
    text(checksumOf(statements)),
  ]);
  for (const statement of statements) await sql.run(statement, []);
}

function statementsOf({ statements }: Migration, { written }: Dialect): readonly string[] {
  return statements.map(written).filter((statement) => statement !== null);
}

/** Of what this database was given: it says how the tables are, and not how they were meant. */
function checksumOf(statements: readonly string[]): string {
  return createHash("sha256").update(statements.join(";")).digest("hex");
}
