import type { Store } from "../../src/store/port.ts";

/** A database that outlives its stores and is shared by processes. */
export interface TestDatabase {
  /** For `openStore`, in this process or another. */
  readonly url: string;
  open(): Promise<Store>;
  /** Runs a statement behind the store's back. */
  execute(statement: string): Promise<void>;
  query(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}
