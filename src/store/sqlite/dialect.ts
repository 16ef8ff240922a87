import { CREATE_MIGRATIONS, type Dialect } from "../migrations/dialect.ts";
import type { MigrationStatement } from "../migrations/migration.ts";

/** Takes statements as they stand. */
export const SQLITE: Dialect = {
  findMigrations: "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'",
  bookkeeping: [CREATE_MIGRATIONS],
  written,
};

function written(statement: MigrationStatement): string | null {
  return typeof statement === "string" ? statement : statement.sqlite;
}
