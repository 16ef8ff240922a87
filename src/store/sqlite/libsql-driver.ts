import type Database from "libsql";
import type { Row } from "../sql/session.ts";
import type { SqlParam } from "../sql/values.ts";
import { keepPrepared, type SqliteDriver } from "./connection.ts";

/**
 * SQLite from the `libsql` package, for versions of Node.js that have none. Loaded only then.
 */
export async function libsqlDriver(): Promise<SqliteDriver> {
  const libsql = await import("libsql");
  return {
    name: "libsql",
    open(path) {
      const database = new libsql.default(path);
      const prepared = keepPrepared((statement) => new Prepared(database.prepare(statement)));
      return {
        exec: (statement) => void database.exec(statement),
        get: (statement, params) => prepared(statement).get(params),
        all: (statement, params) => prepared(statement).all(params),
        run: (statement, params) => prepared(statement).run(params),
        close: () => void database.close(),
      };
    },
  };
}

type Values = readonly unknown[];

/**
 * Parameters go in as one array, always: handed over one by one, some values end the process.
 * Rows come as arrays and get their names here, which costs a third less than in the driver.
 */
class Prepared {
  readonly #statement: Database.Statement;
  readonly #names: readonly string[];

  constructor(statement: Database.Statement) {
    this.#statement = statement;
    this.#names = statement.reader
      ? statement
          .raw()
          .columns()
          .map(({ name }) => name)
      : [];
  }

  get(params: readonly SqlParam[]): Row | undefined {
    const values = this.#statement.get([...params]) as Values | undefined;
    return values === undefined ? undefined : this.#named(values);
  }

  all(params: readonly SqlParam[]): readonly Row[] {
    return (this.#statement.all([...params]) as Values[]).map((values) => this.#named(values));
  }

  run(params: readonly SqlParam[]): number {
    return this.#statement.run([...params]).changes;
  }

  #named(values: Values): Row {
    const row: Record<string, unknown> = {};
    for (const [index, name] of this.#names.entries()) row[name] = values[index];
    return row;
  }
}
