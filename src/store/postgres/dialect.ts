import { CREATE_MIGRATIONS, type Dialect } from "../migrations/dialect.ts";
import type { MigrationStatement } from "../migrations/migration.ts";
import { CREATE_COMMITS } from "./commits.ts";

/** Texts are compared by their bytes, whatever locale the database was made with. */
export const POSTGRES: Dialect = {
  findMigrations: `SELECT table_name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_name = 'migrations'`,
  bookkeeping: [withBytewiseTexts(CREATE_MIGRATIONS), withBytewiseTexts(CREATE_COMMITS)],
  written,
};

function written(statement: MigrationStatement): string | null {
  const own = typeof statement === "string" ? statement : statement.postgres;
  return own === null ? null : withBytewiseTexts(own);
}

function withBytewiseTexts(statement: string): string {
  return statement.replaceAll(/\bTEXT\b/g, 'TEXT COLLATE "C"');
}
