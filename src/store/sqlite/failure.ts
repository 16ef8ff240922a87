/** SQLite's primary result codes (sqlite.org/rescode.html), as far as they are told apart here. */
const BUSY = 5;
/** Those that undo one statement and leave the transaction as it was: faults of the statement. */
const OF_STATEMENT = new Set([
  1, // ERROR
  18, // TOOBIG
  19, // CONSTRAINT
  20, // MISMATCH
  21, // MISUSE
  25, // RANGE
]);

/**
 * What an error of a driver means.
 *
 * - `busy`: another process holds the database; worth trying again.
 * - `statement`: this statement was refused; the transaction still stands.
 * - `database`: the disk is full, the file unreadable …; the transaction may be gone already.
 * - `foreign`: no error of SQLite's.
 */
export type FailureKind = "busy" | "statement" | "database" | "foreign";

export function failureKind(error: unknown): FailureKind {
  const code = resultCode(error);
  if (code === undefined) return "foreign";
  if (code === BUSY) return "busy";
  return OF_STATEMENT.has(code) ? "statement" : "database";
}

/** `node:sqlite` calls it `errcode`, libsql `rawCode`; the low byte is the primary code. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { errcode, rawCode } = error as { errcode?: unknown; rawCode?: unknown };
  const code = errcode ?? rawCode;
  return typeof code === "number" ? code & 0xff : undefined;
}
