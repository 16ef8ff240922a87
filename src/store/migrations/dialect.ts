import type { MigrationStatement } from "./migration.ts";

/** What migrations need to know of a database. */
export interface Dialect {
  /** Gives a row where the table of migrations is there; to create it anew would take a right. */
  readonly findMigrations: string;
  /** Creates the table of migrations, and what else the database's own adapter keeps. */
  readonly bookkeeping: readonly string[];
  /** A statement as this database takes it; null where it takes none. */
  readonly written: (statement: MigrationStatement) => string | null;
}

export const CREATE_MIGRATIONS = `CREATE TABLE migrations (
  number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL
)`;
