import type { Row } from "../sql/session.ts";
import type { SqlParam } from "../sql/values.ts";

/** One connection of a SQLite driver. All drivers that matter here answer synchronously. */
export interface SqliteConnection {
  /** Statements that are not worth keeping prepared: settings, `BEGIN`, `COMMIT`. */
  exec(statement: string): void;
  get(statement: string, params: readonly SqlParam[]): Row | undefined;
  all(statement: string, params: readonly SqlParam[]): readonly Row[];
  /** Gives the number of rows that it changed. */
  run(statement: string, params: readonly SqlParam[]): number;
  close(): void;
}

export interface SqliteDriver {
  readonly name: "node:sqlite" | "libsql";
  /** @param path - absolute, or `:memory:` */
  open(path: string): SqliteConnection;
}

/** Keeps prepared what was prepared once. Statements are constants, so their number is bounded. */
export function keepPrepared<S>(prepare: (statement: string) => S): (statement: string) => S {
  const prepared = new Map<string, S>();
  return (statement) => {
    const known = prepared.get(statement);
    if (known !== undefined) return known;
    const fresh = prepare(statement);
    prepared.set(statement, fresh);
    return fresh;
  };
}
