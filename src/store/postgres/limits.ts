/** How long anything may take, so that nothing waits for ever. */
export interface Limits {
  /** For a connection: for one that is free, or for a new one. */
  readonly waitMs: number;
  /** For a statement, with what it waits for; the server ends it then. */
  readonly statementMs: number;
  /** How much longer than a statement its answer may take, before the connection is given up. */
  readonly graceMs: number;
  /** From the first failure on, for as long as something that failed is run again. */
  readonly patienceMs: number;
}

/** The patience of the SQLite store: longer than a restart takes, shorter than a person waits. */
export const LIMITS: Limits = {
  waitMs: 5_000,
  statementMs: 5_000,
  graceMs: 2_000,
  patienceMs: 5_000,
};

/** A transaction that its node has forgotten, or lost, holds its locks no longer than this. */
const IDLE_IN_TRANSACTION_MS = 15_000;

/**
 * What every connection is told first. A commit that is answered is on the disk: a server or a role
 * that was set otherwise is overruled; one that waits for its standbys as well is left as it is.
 */
export function settings({ statementMs }: Limits): string {
  return `SET statement_timeout = ${statementMs};
    SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS};
    SELECT set_config('synchronous_commit', 'on', false)
      WHERE current_setting('synchronous_commit') = 'off'`;
}
