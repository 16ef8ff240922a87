import { randomUUID } from "node:crypto";
import { Lease, type Work } from "../sql/lease.ts";
import { commit, wasCommitted } from "./commits.ts";
import type { Connection } from "./connection.ts";
import { Failed } from "./failure.ts";
import type { Lane } from "./lane.ts";
import type { Pool } from "./pool.ts";
import { rerun } from "./rerun.ts";

/**
 * Transactions are as if they ran one after the other. So what the work reads is true until it
 * commits, also what no condition of a write repeats; one that cannot be fitted in is run again.
 */
const BEGIN = "BEGIN ISOLATION LEVEL SERIALIZABLE";

type Ending =
  | { readonly committed: true; readonly value: unknown }
  /** The answer to the commit was lost. */
  | { readonly committed: "perhaps"; readonly value: unknown; readonly id: string };

/** @throws StoreUnavailable, what the work itself throws, or the fault of a statement. */
export function transact<T>(pool: Pool, lane: Lane, work: Work<T>): Promise<T> {
  const once = async () => (await attempt(pool, work)) as T;
  return rerun(once, pool.limits.patienceMs, (repeat) => lane.through(repeat));
}

async function attempt(pool: Pool, work: Work<unknown>): Promise<unknown> {
  const ending = await pool.lend((connection) => run(connection, work));
  if (ending.committed === true || (await wasCommitted(pool, ending.id))) return ending.value;
  throw new Failed(new Error("the connection was lost before the commit"));
}

async function run(connection: Connection, work: Work<unknown>): Promise<Ending> {
  await connection.exec(BEGIN);
  const lease = new Lease(connection);
  const outcome = await lease.outcomeOf(work);
  let error = outcome.ok ? undefined : outcome.error;
  if (outcome.ok && lease.failure === undefined) {
    const { value } = outcome;
    const id = randomUUID();
    try {
      if ((await commit(connection, id)) === "COMMIT") return { committed: true, value };
    } catch (failed) {
      if (connection.lost && lease.failure === undefined)
        return { committed: "perhaps", value, id };
      error = failed;
    }
  }
  if (!connection.lost) await connection.exec("ROLLBACK");
  throw reason(error, lease.failure?.error);
}

/**
 * Whether the work caught it or not: a transaction in which a statement failed is never kept. What
 * the work itself threw is told where it would come to the same if it ran again.
 */
function reason(thrown: unknown, failure: unknown): unknown {
  const again = failure instanceof Failed && failure.kind !== "statement";
  return again || thrown === undefined ? failure : thrown;
}
