/**
 * One step of the schema, forward only. What was released is never edited: its statements are
 * recorded with a checksum, and a database that was built by others is refused.
 *
 * How to write one: it serves SQLite (3.45 and later) and PostgreSQL (15 and later) alike.
 * - A statement is one text for both. Columns are `TEXT` or `BIGINT`, in capitals; instants are
 *   milliseconds in a BIGINT, flags 0 or 1, structures JSON in a TEXT. `TEXT` stands for a type and
 *   nothing else, since PostgreSQL is given `TEXT COLLATE "C"` for it: ids are ordered by their
 *   bytes, as SQLite does, whatever the database's locale is.
 * - Both know CREATE TABLE, CREATE INDEX (also with WHERE), ADD, RENAME and DROP COLUMN, DROP, and
 *   UPDATE and INSERT of what stands in columns. Neither knows the other's JSON functions, serials,
 *   rowids, `ALTER COLUMN` or `OR IGNORE`: do without.
 * - Where there is no common text, `{ sqlite, postgres }` holds one for each, or null for nothing.
 * - All migrations that are missing run in one transaction. A new column is nullable or has a
 *   DEFAULT; a `?` is a parameter, so none stands in a literal.
 * - Then add it to `MIGRATIONS`; `test/store/migrations` runs it on both.
 */
export interface Migration {
  /** Counts from 1 without gaps. */
  readonly number: number;
  readonly name: string;
  readonly statements: readonly MigrationStatement[];
}

export type MigrationStatement =
  | string
  | { readonly sqlite: string | null; readonly postgres: string | null };
