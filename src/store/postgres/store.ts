import type { Instant } from "../../base/time.ts";
import type { Store, Transaction } from "../port.ts";
import { SqlReads } from "../sql/reads.ts";
import type { SqlSession } from "../sql/session.ts";
import { SqlTransaction } from "../sql/transaction.ts";
import { StoreUnavailable } from "../unavailable.ts";
import { forgetCommits } from "./commits.ts";
import { Lane } from "./lane.ts";
import type { Pool } from "./pool.ts";
import { poolReader } from "./reader.ts";
import { transact } from "./transact.ts";

/** The port over two pools: what is read outside transactions never waits for those. */
export class PostgresStore extends SqlReads implements Store {
  readonly #writers: Pool;
  readonly #readers: Pool;
  readonly #lane = new Lane();

  constructor(writers: Pool, readers: Pool) {
    super(poolReader(readers));
    this.#writers = writers;
    this.#readers = readers;
  }

  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#writers.during(async () => {
      let purged = false;
      const noted = () => {
        purged = true;
      };
      const value = await transact(this.#writers, this.#lane, (sql) =>
        work(new Noting(sql, noted)),
      );
      // What is left over is no reason to fail: the next one finds it.
      if (purged) await forgetCommits(this.#writers).catch(() => {});
      return value;
    });
  }

  /** Asks once: whoever wants to know this does not want to wait until the answer is yes. */
  async ping(): Promise<void> {
    try {
      await this.#readers.during(() =>
        this.#readers.lend((connection) => connection.exec("SELECT 1")),
      );
    } catch (cause) {
      if (cause instanceof StoreUnavailable) throw cause;
      throw new StoreUnavailable("the database did not answer", { cause });
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#writers.close(), this.#readers.close()]);
  }
}

/** Says when something was purged. */
class Noting extends SqlTransaction {
  readonly #purged: () => void;

  constructor(sql: SqlSession, purged: () => void) {
    super(sql);
    this.#purged = purged;
  }

  override async purge(now: Instant): Promise<void> {
    await super.purge(now);
    this.#purged();
  }
}
