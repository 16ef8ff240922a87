import type { Store } from "./port.ts";
import { readsOf } from "./memory-reads.ts";
import { copyOf, emptyTables } from "./memory-tables.ts";
import { transactionOn } from "./memory-transaction.ts";

export interface MemoryStore extends Store {
  /** Keeps all as it is now; what it gives brings that back. Not while something is under way. */
  snapshot(): () => void;
}

/**
 * A store that keeps nothing: for tests that drive the flows through many thousand sequences.
 * Transactions run one after the other on a copy that takes the place of the tables at the end,
 * so that a job that throws leaves nothing behind.
 */
export function createMemoryStore(): MemoryStore {
  let tables = emptyTables();
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...readsOf(() => tables),
    transact(work) {
      const run = async () => {
        const copy = copyOf(tables);
        const result = await work(transactionOn(copy));
        tables = copy;
        return result;
      };
      const result = last.then(run, run);
      last = result.catch(() => undefined);
      return result;
    },
    snapshot() {
      const kept = tables;
      return () => {
        tables = kept;
      };
    },
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
