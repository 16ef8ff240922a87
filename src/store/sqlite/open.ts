import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { AssayFault } from "../../base/fault.ts";
import { migrate } from "../migrations/migrate.ts";
import type { Store } from "../port.ts";
import { StoreUnavailable } from "../unavailable.ts";
import type { SqliteConnection, SqliteDriver } from "./connection.ts";
import { SQLITE } from "./dialect.ts";
import { libsqlDriver } from "./libsql-driver.ts";
import { nodeDriver } from "./node-driver.ts";
import { connectionReader, writerReader } from "./reader.ts";
import { PATIENCE, type Patience, retryWhileBusy } from "./retry.ts";
import { SqliteStore } from "./store.ts";
import { Writer } from "./writer.ts";

const MEMORY = ":memory:";

/**
 * The driver waits a moment itself (that blocks this process); the rest of the patience is spent
 * in pauses that do not.
 */
const SETTINGS = [
  "PRAGMA busy_timeout = 20",
  // A commit is answered when it is on the disk: it survives a power cut (fullfsync: on macOS, too).
  "PRAGMA synchronous = FULL",
  "PRAGMA fullfsync = ON",
  "PRAGMA foreign_keys = ON",
  "PRAGMA trusted_schema = OFF",
  "PRAGMA temp_store = MEMORY",
  // 16 MiB of pages, and a checkpoint every 16 MiB: the rows of one sign-in lie wide apart.
  "PRAGMA cache_size = -16384",
  "PRAGMA wal_autocheckpoint = 4000",
];

export interface SqliteOptions {
  readonly driver?: SqliteDriver;
  readonly patience?: Patience;
}

/** Opens or creates a database file, or a database in memory that lives as long as the store. */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<Store> {
  const { patience = PATIENCE } = options;
  const driver = options.driver ?? nodeDriver() ?? (await libsqlDriver());
  if (path !== MEMORY) createPrivately(path);
  const connection = await connect(driver, path, patience);
  const writer = new Writer(connection, patience);
  try {
    await writer.transact((sql) => migrate(sql, SQLITE));
    if (path === MEMORY) return new SqliteStore(writer, writerReader(writer));
    const reading = await connect(driver, path, patience);
    reading.exec("PRAGMA query_only = ON");
    return new SqliteStore(writer, connectionReader(reading, patience));
  } catch (error) {
    await writer.close();
    throw error;
  }
}

/** What it holds is nobody else's: SQLite gives the files beside it the same mode. */
function createPrivately(path: string): void {
  try {
    mkdirSync(dirname(resolve(path)), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, "a", 0o600));
  } catch (cause) {
    throw cannotOpen(cause);
  }
}

async function connect(
  driver: SqliteDriver,
  path: string,
  patience: Patience,
): Promise<SqliteConnection> {
  let connection: SqliteConnection | undefined;
  try {
    // Absolute: what looks like a URL is a path to every driver.
    const opened = driver.open(path === MEMORY ? MEMORY : resolve(path));
    connection = opened;
    await retryWhileBusy(() => setUp(opened), patience);
    return opened;
  } catch (cause) {
    connection?.close();
    throw cause instanceof StoreUnavailable ? cause : cannotOpen(cause);
  }
}

/** Some settings read the file: while another process builds or recovers it, they find it busy. */
function setUp(connection: SqliteConnection): void {
  for (const setting of SETTINGS) connection.exec(setting);
  useWriteAheadLog(connection);
}

function useWriteAheadLog(connection: SqliteConnection): void {
  const [row] = connection.all("PRAGMA journal_mode = WAL", []);
  const mode = row?.["journal_mode"];
  if (mode !== "wal" && mode !== "memory") {
    throw new AssayFault("ASSAY_STORE_OPEN", "this file system carries no write-ahead log");
  }
}

function cannotOpen(cause: unknown): AssayFault {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new AssayFault("ASSAY_STORE_OPEN", `the database cannot be opened: ${why}`, { cause });
}
