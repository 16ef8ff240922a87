import type { SqlReader } from "../sql/session.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";
import { rerun } from "./rerun.ts";

/** What is read outside transactions: it sees what is committed and waits for nobody. */
export function poolReader(pool: Pool): SqlReader {
  const ask = <T>(use: (connection: Connection) => Promise<T>) =>
    pool.during(() => rerun(() => pool.lend(use), pool.limits.patienceMs));
  return {
    get: (statement, params) => ask((connection) => connection.get(statement, params)),
    all: (statement, params) => ask((connection) => connection.all(statement, params)),
  };
}
