import type { Row } from "../sql/session.ts";
import { keepPrepared, type SqliteDriver } from "./connection.ts";

/**
 * SQLite from the `libsql` package, for versions of Node.js that have none. Loaded only then.
 * Parameters go in as one array, always: handed over one by one, some values end the process.
 */
export async function libsqlDriver(): Promise<SqliteDriver> {
  const { default: Database } = await import("libsql");
  return {
    name: "libsql",
    open(path) {
      const database = new Database(path);
      const prepared = keepPrepared((statement) => database.prepare(statement));
      return {
        exec: (statement) => void database.exec(statement),
        all: (statement, params) => prepared(statement).all([...params]) as Row[],
        run: (statement, params) => prepared(statement).run([...params]).changes,
        close: () => void database.close(),
      };
    },
  };
}
