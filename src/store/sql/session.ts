import type { SqlParam } from "./values.ts";

export type Row = Readonly<Record<string, unknown>>;

/**
 * All that a repository needs of a database. Statements are portable SQL (SQLite 3.45 and later,
 * PostgreSQL 15 and later) with `?` for each parameter, and constants: drivers prepare and keep them.
 */
export interface SqlSession {
  all(statement: string, params: readonly SqlParam[]): Promise<readonly Row[]>;
  /** Gives the number of rows that it changed. */
  run(statement: string, params: readonly SqlParam[]): Promise<number>;
}

/** The row of a statement that gives one at most. */
export async function first(
  sql: SqlSession,
  statement: string,
  params: readonly SqlParam[],
): Promise<Row | undefined> {
  const [row] = await sql.all(statement, params);
  return row;
}
