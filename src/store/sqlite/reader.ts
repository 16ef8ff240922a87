import { AssayFault } from "../../base/fault.ts";
import type { SqlReader } from "../sql/session.ts";
import { StoreUnavailable } from "../unavailable.ts";
import type { SqliteConnection } from "./connection.ts";
import { failureKind } from "./failure.ts";
import { type Patience, retryWhileBusy } from "./retry.ts";
import type { Writer } from "./writer.ts";

/** What is read outside transactions, and how that ends. */
export interface Reader extends SqlReader {
  close(): void;
}

type Use<T> = (connection: SqliteConnection) => T;

/** Over a connection of its own: in WAL mode it sees what is committed and waits for nobody. */
export function connectionReader(connection: SqliteConnection, patience: Patience): Reader {
  let closed = false;
  const close = () => {
    if (!closed) connection.close();
    closed = true;
  };
  return readerOf((use) => {
    if (closed) throw new StoreUnavailable("the store is closed");
    return retryWhileBusy(() => use(connection), patience);
  }, close);
}

/** Over the writing connection, for a database in memory: there is no other. */
export function writerReader(writer: Writer): Reader {
  return readerOf((use) => writer.betweenGroups(use));
}

function readerOf(lend: <T>(use: Use<T>) => Promise<T>, close: () => void = () => {}): Reader {
  return {
    get: (statement, params) =>
      answered(() => lend((connection) => connection.get(statement, params))),
    all: (statement, params) =>
      answered(() => lend((connection) => connection.all(statement, params))),
    close,
  };
}

async function answered<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    switch (failureKind(cause)) {
      case "statement":
        throw new AssayFault("ASSAY_STORE_STATEMENT", "the database refused a query", { cause });
      case "busy":
      case "database":
        throw new StoreUnavailable("the query was not answered", { cause });
      case "foreign":
        throw cause;
    }
  }
}
