import { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { AssayFault } from "../../base/fault.ts";
import { StoreUnavailable } from "../unavailable.ts";
import { Connection } from "./connection.ts";
import { Failed } from "./failure.ts";
import { type Limits, settings } from "./limits.ts";

/** Beyond this, "try again later" is the honest answer. */
const MOST_AT_ONCE = 4096;

/** Connections to one database: a bounded number, each lent for as long as somebody needs it. */
export class Pool {
  readonly limits: Limits;
  readonly #pool: pg.Pool;
  readonly #sockets = new Set<Socket>();
  readonly #working = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  /** @throws AssayFault `ASSAY_DATABASE_URL` for a URL that the driver cannot read. */
  constructor(url: string, size: number, limits: Limits) {
    this.limits = limits;
    checkReadable(url);
    this.#pool = new pg.Pool({
      connectionString: url,
      fallback_application_name: "assay",
      max: size,
      connectionTimeoutMillis: limits.waitMs,
      // The server ends what takes too long; this is for a server that says nothing at all.
      query_timeout: limits.statementMs + limits.graceMs,
      keepAlive: true,
      stream: () => this.#socket(),
      // Everything comes as it was sent, as text: whoever reads a column knows what it is.
      types: { getTypeParser: () => String },
      // The pool waits for it, whatever its type says.
      onConnect: ((client) => client.query(settings(limits))) as (client: pg.ClientBase) => void,
    });
    // A connection that breaks while nobody works with it is replaced when one is needed; one that
    // breaks in somebody's hands fails what is asked of it. Neither may end the process.
    this.#pool.on("error", () => {});
    this.#pool.on("connect", (client) => client.on("error", () => {}));
  }

  /**
   * Does work that borrows connections; `close` waits for it.
   * @throws StoreUnavailable when the store is closed or too much is going on; else what `work` throws.
   */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed !== undefined) throw new StoreUnavailable("the store is closed");
    if (this.#working.size >= MOST_AT_ONCE) {
      throw new StoreUnavailable("too much is waiting for a connection");
    }
    const working = work();
    const over = working.catch(() => {});
    this.#working.add(over);
    try {
      return await working;
    } finally {
      this.#working.delete(over);
    }
  }

  /**
   * Lends a connection; one that was lost does not come back.
   * @throws Failed where none was to be had in time; else what `use` throws.
   */
  async lend<T>(use: (connection: Connection) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw new Failed(error);
    });
    const connection = new Connection(client);
    try {
      return await use(connection);
    } finally {
      client.release(connection.lost);
    }
  }

  /** Takes nothing new and finishes what was taken; a server that says nothing is left behind. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working);
    const ended = new AbortController();
    const tooLong = delay(this.limits.graceMs, undefined, { signal: ended.signal });
    await Promise.race([this.#pool.end(), tooLong.catch(() => {})]);
    ended.abort();
    for (const socket of this.#sockets) socket.destroy();
  }

  #socket(): Socket {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    return socket;
  }
}

/** The reason is not passed on: it may repeat the URL, and the URL may hold a password. */
function checkReadable(connectionString: string): void {
  let readable = true;
  try {
    void new pg.Client({ connectionString });
  } catch {
    readable = false;
  }
  if (!readable) {
    const message = "the URL after postgres: cannot be read, or names a file that cannot be read";
    throw new AssayFault("ASSAY_DATABASE_URL", message);
  }
}
