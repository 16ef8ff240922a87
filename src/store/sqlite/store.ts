import type { Store, Transaction } from "../port.ts";
import { SqlReads } from "../sql/reads.ts";
import { SqlTransaction } from "../sql/transaction.ts";
import type { Reader } from "./reader.ts";
import type { Writer } from "./writer.ts";

/** The port over one writer and one reader. */
export class SqliteStore extends SqlReads<Reader> implements Store {
  readonly #writer: Writer;

  constructor(writer: Writer, reader: Reader) {
    super(reader);
    this.#writer = writer;
  }

  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#writer.transact((sql) => work(new SqlTransaction(sql)));
  }

  async ping(): Promise<void> {
    await this.sql.all("SELECT 1", []);
  }

  async close(): Promise<void> {
    await this.#writer.close();
    this.sql.close();
  }
}
