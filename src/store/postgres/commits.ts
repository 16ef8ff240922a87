import { text } from "../sql/values.ts";
import { StoreUnavailable } from "../unavailable.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";
import { rerun } from "./rerun.ts";

/**
 * What became of transactions, for those whose answer was lost: a row for each, which is committed
 * with it. It is of no use after the few seconds in which somebody may ask.
 */
export const CREATE_COMMITS = `CREATE TABLE commits (
  id TEXT NOT NULL PRIMARY KEY,
  fate TEXT NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP
)`;

const GIVE_UP = "INSERT INTO commits (id, fate) VALUES (?, 'given up') ON CONFLICT DO NOTHING";
const FATE = "SELECT fate FROM commits WHERE id = ?";
const FORGET = "DELETE FROM commits WHERE made_at < CURRENT_TIMESTAMP - INTERVAL '10 minutes'";

/**
 * Commits, with a row that says so. The server is not to end this by its time limit: a commit that
 * waits for a standby would then be answered as if the standby had it.
 * @param id - a UUID
 */
export function commit(connection: Connection, id: string): Promise<string | undefined> {
  return connection.exec(
    `INSERT INTO commits (id, fate) VALUES ('${id}', 'committed')`,
    "SET LOCAL statement_timeout = 0",
    "COMMIT",
  );
}

/**
 * Whether a transaction was committed whose answer was lost. It takes the row's place: while the
 * transaction is going on, this waits for it; if it is not, it can never be committed any more.
 * @throws StoreUnavailable with `outcome` "unknown" where that cannot be learned in time.
 */
export async function wasCommitted(pool: Pool, id: string): Promise<boolean> {
  const params = [text(id)];
  const fate = (connection: Connection) =>
    connection.run(GIVE_UP, params).then(() => connection.get(FATE, params));
  try {
    const row = await rerun(() => pool.lend(fate), pool.limits.patienceMs);
    return row?.["fate"] === "committed";
  } catch (cause) {
    const message =
      "the answer to a commit was lost, and it could not be learned what became of it";
    throw new StoreUnavailable(message, { cause, outcome: "unknown" });
  }
}

/** Outside of transactions that keep others out: nobody waits for what it removes. */
export function forgetCommits(pool: Pool): Promise<number> {
  return pool.lend((connection) => connection.run(FORGET, []));
}
