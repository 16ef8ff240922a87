import type { SqlParam } from "./values.ts";

export type Row = Readonly<Record<string, unknown>>;

/**
 * All that a repository needs of a database to read. Statements are constants in portable SQL
 * (SQLite 3.45 and later, PostgreSQL 15 and later) with `?` for each parameter: drivers prepare
 * and keep them.
 */
export interface SqlReader {
  /** The row of a statement that gives one at most. */
  get(statement: string, params: readonly SqlParam[]): Promise<Row | undefined>;
  all(statement: string, params: readonly SqlParam[]): Promise<readonly Row[]>;
}

/** One transaction. */
export interface SqlSession extends SqlReader {
  /** Gives the number of rows that it changed. */
  run(statement: string, params: readonly SqlParam[]): Promise<number>;
}
