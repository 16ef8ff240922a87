import { setTimeout as delay } from "node:timers/promises";
import { AssayFault } from "../../base/fault.ts";
import { migrate } from "../migrations/migrate.ts";
import type { Store } from "../port.ts";
import type { Connection } from "./connection.ts";
import { POSTGRES } from "./dialect.ts";
import { Failed, sqlState } from "./failure.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { Pool } from "./pool.ts";
import { PostgresStore } from "./store.ts";
import { cannotOpen } from "./why.ts";

/** Together twelve for each node: a server takes a hundred unless it is told otherwise. */
const WRITERS = 8;
const READERS = 4;

/** To build an index over what stands in a table may take its time. */
const LONGEST_MIGRATION_MS = 3_600_000;
/** Nobody else is kept from a table for longer, while a migration waits for it. */
const LONGEST_LOCK_WAIT_MS = 10_000;
const SERVER = `SELECT current_setting('server_encoding') AS encoding,
  current_setting('transaction_read_only') AS reading`;
const MOST_TRIES = 30;
const PAUSE_MS = 100;

/** Another node builds the same thing at this moment, or the server is not ready yet. */
const LATER = new Set([
  "23505", // unique_violation: of the table's name, or of the migration's number
  "42P07", // duplicate_table
  "42710", // duplicate_object
  "40001",
  "40P01",
  "55P03", // lock_not_available
  "57P03", // cannot_connect_now
  "53300", // too_many_connections
]);

export interface PostgresOptions {
  readonly limits?: Partial<Limits>;
  readonly writers?: number;
  readonly readers?: number;
}

/** Opens a database that exists, on the server that the URL names, and builds what is missing in it. */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Store> {
  const limits = { ...LIMITS, ...options.limits };
  await build(url, limits);
  return new PostgresStore(
    new Pool(url, options.writers ?? WRITERS, limits),
    new Pool(url, options.readers ?? READERS, limits),
  );
}

async function build(url: string, limits: Limits): Promise<void> {
  const pool = new Pool(url, 1, { ...limits, statementMs: LONGEST_MIGRATION_MS });
  try {
    await untilItIsBuilt(pool);
  } finally {
    await pool.close();
  }
}

async function untilItIsBuilt(pool: Pool): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await pool.lend(buildOnce);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      const isForLater = LATER.has(sqlState(error.cause) ?? "");
      if (!isForLater || tries >= MOST_TRIES) throw cannotOpen(error.cause);
    }
    await delay(PAUSE_MS);
  }
}

/** Not serialisable: of two at once the second waits for the first, and then sees what it did. */
async function buildOnce(connection: Connection): Promise<void> {
  await connection.exec(
    "BEGIN ISOLATION LEVEL READ COMMITTED",
    `SET LOCAL lock_timeout = ${LONGEST_LOCK_WAIT_MS}`,
  );
  try {
    await checkServer(connection);
    await migrate(connection, POSTGRES);
    await connection.exec("COMMIT");
  } catch (error) {
    if (!connection.lost) await connection.exec("ROLLBACK");
    throw error;
  }
}

async function checkServer(connection: Connection): Promise<void> {
  const { encoding, reading } = (await connection.get(SERVER, [])) ?? {};
  if (encoding !== "UTF8") throw unfit("the database's encoding is not UTF8");
  if (reading === "on") throw unfit("the server takes no writes: it is a standby, or set so");
}

function unfit(why: string): AssayFault {
  return new AssayFault("ASSAY_STORE_OPEN", why);
}
