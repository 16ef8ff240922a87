import { AssayFault } from "../../base/fault.ts";
import type { Row, SqlSession } from "./session.ts";
import type { SqlParam } from "./values.ts";

export type Work<T> = (sql: SqlSession) => Promise<T>;

export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown };

/** A connection that is in a transaction; some drivers answer at once, others later. */
export interface Lent {
  get(statement: string, params: readonly SqlParam[]): Row | undefined | Promise<Row | undefined>;
  all(statement: string, params: readonly SqlParam[]): readonly Row[] | Promise<readonly Row[]>;
  run(statement: string, params: readonly SqlParam[]): number | Promise<number>;
}

/** Work waits for its own statements only, and those are answered in time or fail. */
const LONGEST_JOB_MS = 10_000;

/** A connection, lent to one transaction until it ends: no statement of it comes later. */
export class Lease implements SqlSession {
  readonly #connection: Lent;
  #over = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(connection: Lent) {
    this.#connection = connection;
  }

  /** The first statement that failed, whether the work caught it or not. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** What the work came to. Nothing may be asked of the connection through this lease afterwards. */
  async outcomeOf(work: Work<unknown>): Promise<Outcome> {
    try {
      return { ok: true, value: await withinLimit(work, this) };
    } catch (error) {
      return { ok: false, error };
    } finally {
      this.#over = true;
    }
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

  /**
   * After a failure the transaction may be over (SQLite: what came then would be kept at once) or
   * refuse everything (PostgreSQL): nothing more is asked of it.
   */
  async #lend<T>(use: (connection: Lent) => T | Promise<T>): Promise<T> {
    if (this.#over) {
      throw new AssayFault("ASSAY_TRANSACTION_OVER", "a statement came after its transaction");
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    try {
      return await use(this.#connection);
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    }
  }
}

/** The fault of whoever asked for a statement that the database refuses. */
export function refused(cause: unknown): AssayFault {
  return new AssayFault("ASSAY_STORE_STATEMENT", "the database refused a statement", { cause });
}

/** Work that waits for something else (for another transaction, say) must not stop all others. */
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
