/** A statement as PostgreSQL takes it: `$1`, `$2` … for each `?`, and a name to keep it under. */
export interface Prepared {
  readonly text: string;
  readonly name: string;
}

const known = new Map<string, Prepared>();

/**
 * Statements are constants, so their number is bounded, and each gets its name once: every
 * connection prepares it when it first runs it. No literal in them holds a `?`.
 */
export function prepared(statement: string): Prepared {
  const kept = known.get(statement);
  if (kept !== undefined) return kept;
  let parameters = 0;
  const text = statement.replaceAll("?", () => `$${++parameters}`);
  const fresh = { text, name: `assay-${known.size + 1}` };
  known.set(statement, fresh);
  return fresh;
}
