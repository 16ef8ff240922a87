import type { Outcome, Work } from "../sql/lease.ts";
import { StoreUnavailable } from "../unavailable.ts";
import type { SqliteConnection } from "./connection.ts";
import { runAlone, runJob } from "./job.ts";
import { type Patience, retryWhileBusy } from "./retry.ts";

/** A group that is too long makes its first job wait for its last. */
const MOST_IN_GROUP = 64;
/** Turns of the event loop that a group may gather jobs for. */
const MOST_TURNS = 8;
/** Beyond this, "try again later" is the honest answer. */
const MOST_WAITING = 4096;

interface Job {
  readonly work: Work<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one connection of this process that writes. What was asked for in the same few turns of the event
 * loop is carried by one durable commit (a disk's sync costs more than all the rest), each job in a
 * savepoint of its own, one after the other. Nobody gets an answer before the commit.
 */
export class Writer {
  readonly #connection: SqliteConnection;
  readonly #patience: Patience;
  readonly #waiting: Job[] = [];
  #draining: Promise<void> | undefined;
  #group: Promise<void> | undefined;
  #closed = false;

  constructor(connection: SqliteConnection, patience: Patience) {
    this.#connection = connection;
    this.#patience = patience;
  }

  /** @throws StoreUnavailable where nothing was committed; else what the work itself throws. */
  transact<T>(work: Work<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailable("the store is closed"));
    if (this.#waiting.length >= MOST_WAITING) {
      return Promise.reject(new StoreUnavailable("too many transactions are waiting"));
    }
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Job["resolve"], reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Runs between groups: reads over this connection would else see what is not committed. */
  async betweenGroups<T>(read: (connection: SqliteConnection) => T): Promise<T> {
    while (this.#group !== undefined) await this.#group;
    if (this.#closed && this.#draining === undefined) {
      throw new StoreUnavailable("the store is closed");
    }
    return read(this.#connection);
  }

  /** Takes nothing new, finishes what was taken. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#draining;
    this.#connection.close();
  }

  async #drain(): Promise<void> {
    do {
      await this.#gather();
      this.#group = this.#carry(this.#waiting.splice(0, MOST_IN_GROUP));
      await this.#group;
      this.#group = undefined;
    } while (this.#waiting.length > 0);
    this.#draining = undefined;
  }

  /** As long as each turn brings more jobs, the next may: under load the group grows, else nobody waits. */
  async #gather(): Promise<void> {
    let before: number;
    let turns = 0;
    do {
      before = this.#waiting.length;
      await nextTurn();
      turns += 1;
    } while (this.#waiting.length > before && turns < MOST_TURNS);
  }

  async #carry(group: readonly Job[]): Promise<void> {
    try {
      const outcomes = await retryWhileBusy(() => this.#commit(group), this.#patience);
      for (const [index, job] of group.entries()) settle(job, outcomes[index]);
    } catch (cause) {
      const error =
        cause instanceof StoreUnavailable
          ? cause
          : new StoreUnavailable("the commit did not happen", { cause });
      for (const job of group) job.reject(error);
    }
  }

  async #commit(group: readonly Job[]): Promise<readonly Outcome[]> {
    try {
      this.#connection.exec("BEGIN IMMEDIATE");
      const [only, ...others] = group;
      if (only !== undefined && others.length === 0) return [await this.#commitOne(only)];
      const outcomes: Outcome[] = [];
      for (const { work } of group) outcomes.push(await runJob(this.#connection, work));
      this.#connection.exec("COMMIT");
      return outcomes;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  async #commitOne({ work }: Job): Promise<Outcome> {
    const outcome = await runAlone(this.#connection, work);
    this.#connection.exec(outcome.ok ? "COMMIT" : "ROLLBACK");
    return outcome;
  }

  #rollBack(): void {
    try {
      this.#connection.exec("ROLLBACK");
    } catch {
      // There was no transaction, or SQLite ended it itself: nothing is left of it either way.
    }
  }
}

function settle(job: Job, outcome: Outcome | undefined): void {
  if (outcome?.ok === true) job.resolve(outcome.value);
  else job.reject(outcome?.error);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
