import type { Row } from "../sql/session.ts";
import type { SqlParam } from "../sql/values.ts";
import { keepPrepared, type SqliteDriver } from "./connection.ts";

/** What is used of `node:sqlite` (Node.js documentation, "SQLite"). */
interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string,
  ) => {
    exec(statement: string): void;
    prepare(statement: string): NodeStatement;
    close(): void;
  };
}

interface NodeStatement {
  get(...params: readonly SqlParam[]): Row | undefined;
  all(...params: readonly SqlParam[]): readonly Row[];
  run(...params: readonly SqlParam[]): { readonly changes: number | bigint };
}

/** The first version whose interface is the one that later versions kept. */
const OLDEST_NODE = [22, 16] as const;

/** SQLite as it comes with Node.js, or undefined where this one has none that can be used. */
export function nodeDriver(): SqliteDriver | undefined {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    return undefined;
  }
  const sqlite = withoutItsWarning(() => process.getBuiltinModule("node:sqlite"));
  return sqlite === undefined ? undefined : driverOf(sqlite as NodeSqlite);
}

function driverOf({ DatabaseSync }: NodeSqlite): SqliteDriver {
  return {
    name: "node:sqlite",
    open(path) {
      const database = new DatabaseSync(path);
      const prepared = keepPrepared((statement) => database.prepare(statement));
      return {
        exec: (statement) => database.exec(statement),
        get: (statement, params) => prepared(statement).get(...params),
        all: (statement, params) => prepared(statement).all(...params),
        run: (statement, params) => Number(prepared(statement).run(...params).changes),
        close: () => database.close(),
      };
    },
  };
}

/**
 * Node 22 calls its SQLite experimental at every start. Assay's own tests run on it, so that one
 * message is left out while the module loads; every other warning passes.
 */
function withoutItsWarning<T>(load: () => T): T {
  const emitWarning = Reflect.get(process, "emitWarning") as (...args: unknown[]) => void;
  process.emitWarning = (...args: unknown[]) => {
    const [message] = args;
    const isThat = String(message).startsWith("SQLite is an experimental feature");
    if (!isThat) emitWarning.apply(process, args);
  };
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
