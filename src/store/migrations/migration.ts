/**
 * One step of the schema, forward only. What was released is never edited: its statements are
 * recorded with a checksum, and a database that was built by others is refused.
 * Statements are portable SQL, as in the repositories.
 */
export interface Migration {
  /** Counts from 1 without gaps. */
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
}
