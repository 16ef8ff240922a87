import type { SqlSession } from "./session.ts";
import type { SqlParam } from "./values.ts";

/** The statements that a table's columns give, written once. */
export interface Table<C extends string> {
  readonly columns: readonly C[];
  /** `SELECT` of all columns, to be followed by a condition. */
  readonly select: string;
  readonly insert: string;
  /** Inserts nothing where a unique key of the row is taken already. */
  readonly insertIfFree: string;
  /** `UPDATE` of all columns, to be followed by a condition. */
  readonly update: string;
}

export type Values<C extends string> = Readonly<Record<C, SqlParam>>;

export function table<C extends string>(name: string, columns: readonly C[]): Table<C> {
  const names = columns.join(", ");
  const insert = `INSERT INTO ${name} (${names}) VALUES (${columns.map(() => "?").join(", ")})`;
  return {
    columns,
    select: `SELECT ${names} FROM ${name}`,
    insert,
    insertIfFree: `${insert} ON CONFLICT DO NOTHING`,
    update: `UPDATE ${name} SET ${columns.map((column) => `${column} = ?`).join(", ")}`,
  };
}

/** The values in the order of the columns. */
export function paramsOf<C extends string>(
  { columns }: Table<C>,
  values: Values<C>,
): readonly SqlParam[] {
  return columns.map((column) => values[column]);
}

export async function insertIfFree<C extends string>(
  sql: SqlSession,
  into: Table<C>,
  values: Values<C>,
): Promise<boolean> {
  return changedOne(sql, into.insertIfFree, paramsOf(into, values));
}

/** Whether a statement found the one row that it is about in the state that it asked for. */
export async function changedOne(
  sql: SqlSession,
  statement: string,
  params: readonly SqlParam[],
): Promise<boolean> {
  return (await sql.run(statement, params)) === 1;
}
