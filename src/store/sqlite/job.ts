import { Lease, type Outcome, refused, type Work } from "../sql/lease.ts";
import type { SqliteConnection } from "./connection.ts";
import { failureKind } from "./failure.ts";

/**
 * Runs the only job of a group: its transaction is all that has to be undone.
 * @throws the driver's error where the database itself failed or was busy
 */
export async function runAlone(
  connection: SqliteConnection,
  work: Work<unknown>,
): Promise<Outcome> {
  const lease = new Lease(connection);
  const outcome = await lease.outcomeOf(work);
  const { failure } = lease;
  if (failure === undefined) return outcome;
  // Whether the job caught it or not: a transaction in which a statement failed is never kept.
  const kind = failureKind(failure.error);
  if (kind === "busy" || kind === "database") throw failure.error;
  if (!outcome.ok && outcome.error !== failure.error) return outcome;
  return { ok: false, error: kind === "statement" ? refused(failure.error) : failure.error };
}

/**
 * Runs one job of a group inside its savepoint. One that throws is undone alone.
 * @throws the driver's error where the database itself failed or was busy: then the whole group is over.
 */
export async function runJob(connection: SqliteConnection, work: Work<unknown>): Promise<Outcome> {
  connection.exec("SAVEPOINT job");
  const outcome = await runAlone(connection, work);
  if (!outcome.ok) connection.exec("ROLLBACK TO job");
  connection.exec("RELEASE job");
  return outcome;
}
