/**
 * What an error of the driver means.
 *
 * - `conflict`: the transaction met another one and was undone; to be run again.
 * - `lost`: the connection is of no more use, or there was none; to be run again on another one.
 * - `statement`: this statement was refused, and its transaction with it.
 * - `database`: it took too long, the disk is full …; the transaction is undone.
 */
export type FailureKind = "conflict" | "lost" | "statement" | "database";

/** SQLSTATEs (PostgreSQL documentation, appendix A), as far as they are told apart here. */
const CONFLICTS = new Set([
  "40001", // serialization_failure
  "40P01", // deadlock_detected
]);
const LOST = new Set([
  "0A000", // a prepared statement whose table has changed meanwhile
  "26000", // a prepared statement that this connection does not know (a pooler in between)
  "42P05", // or knows already
  "25006", // read_only_sql_transaction: this server is not the primary, or not any more
  "25P03", // idle_in_transaction_session_timeout
  "25P04", // transaction_timeout
  "40003", // statement_completion_unknown
  "53300", // too_many_connections
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "57P05", // idle_session_timeout
]);
/** Classes of faults of whoever wrote the statement or its values. */
const OF_STATEMENT = new Set(["0A", "21", "22", "23", "25", "42", "44", "54"]);
const CONNECTION_EXCEPTION = "08";

/** An error of the driver: what it means, and as `cause` the error itself. */
export class Failed extends Error {
  override readonly name = "Failed";
  readonly kind: FailureKind;

  constructor(cause: unknown) {
    super("PostgreSQL or the way to it failed", { cause });
    this.kind = failureKind(cause);
  }
}

function failureKind(error: unknown): FailureKind {
  const code = sqlState(error);
  if (code === undefined) return "lost";
  if (CONFLICTS.has(code)) return "conflict";
  const kind = code.slice(0, 2);
  if (LOST.has(code) || kind === CONNECTION_EXCEPTION) return "lost";
  return OF_STATEMENT.has(kind) ? "statement" : "database";
}

/** What the server said. Errors of the network have codes too, but no severity. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return typeof code === "string" && typeof severity === "string" ? code : undefined;
}
