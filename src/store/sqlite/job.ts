import { AssayFault } from "../../base/fault.ts";
import type { Row, SqlSession } from "../sql/session.ts";
import type { SqlParam } from "../sql/values.ts";
import type { SqliteConnection } from "./connection.ts";
import { failureKind } from "./failure.ts";

export type Work<T> = (sql: SqlSession) => Promise<T>;

export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown };

/** Work waits for its own statements only, and those answer at once. */
const LONGEST_JOB_MS = 10_000;

/**
 * Runs one job of a group inside its savepoint. One that throws is undone alone.
 * @throws the driver's error where the database itself failed or was busy: then the whole group is over.
 */
export async function runJob(connection: SqliteConnection, work: Work<unknown>): Promise<Outcome> {
  const lease = new Lease(connection);
  connection.exec("SAVEPOINT job");
  const outcome = await outcomeOf(lease, work);
  lease.end();
  if (!outcome.ok) connection.exec("ROLLBACK TO job");
  connection.exec("RELEASE job");
  return outcome;
}

async function outcomeOf(lease: Lease, work: Work<unknown>): Promise<Outcome> {
  let outcome: Outcome;
  try {
    outcome = { ok: true, value: await withinLimit(work, lease) };
  } catch (error) {
    outcome = { ok: false, error };
  }
  const { failure } = lease;
  if (failure === undefined) return outcome;
  // Whether the job caught it or not: a transaction in which a statement failed is never kept.
  const kind = failureKind(failure.error);
  if (kind === "busy" || kind === "database") throw failure.error;
  if (!outcome.ok && outcome.error !== failure.error) return outcome;
  return { ok: false, error: kind === "statement" ? refused(failure.error) : failure.error };
}

function refused(cause: unknown): AssayFault {
  return new AssayFault("ASSAY_STORE_STATEMENT", "the database refused a statement", { cause });
}

/** A job that waits for something else (for another transaction, say) must not stop all others. */
function withinLimit(work: Work<unknown>, lease: Lease): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const message = "a transaction waits for nothing but its own statements";
      reject(new AssayFault("ASSAY_TRANSACTION_STUCK", message));
    }, LONGEST_JOB_MS);
    work(lease)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** The writing connection, lent to one job until it ends: no statement of it comes later. */
class Lease implements SqlSession {
  readonly #connection: SqliteConnection;
  #over = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  end(): void {
    this.#over = true;
  }

  get(statement: string, params: readonly SqlParam[]): Promise<Row | undefined> {
    return this.#lend((connection) => connection.get(statement, params));
  }

  all(statement: string, params: readonly SqlParam[]): Promise<readonly Row[]> {
    return this.#lend((connection) => connection.all(statement, params));
  }

  run(statement: string, params: readonly SqlParam[]): Promise<number> {
    return this.#lend((connection) => connection.run(statement, params));
  }

  /** After a failure SQLite may have ended the transaction: what came then would be kept at once. */
  async #lend<T>(use: (connection: SqliteConnection) => T): Promise<T> {
    if (this.#over) {
      throw new AssayFault("ASSAY_TRANSACTION_OVER", "a statement came after its transaction");
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    try {
      return use(this.#connection);
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }
}
