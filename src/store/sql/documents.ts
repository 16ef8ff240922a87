import type { DocumentRecord } from "../records.ts";
import { oneOf } from "../shape.ts";
import { instantOf, integerOf, textOf, wordOf } from "./columns.ts";
import type { SqlReader, SqlSession } from "./session.ts";
import { changedOne, paramsOf, table } from "./table.ts";
import { integer, text } from "./values.ts";

const DOCUMENTS = table("documents", ["kind", "version", "body", "saved_at"]);

const BY_KIND = `${DOCUMENTS.select} WHERE kind = ?`;
/** Not the body: it takes megabytes, and this is asked often. */
const VERSION = "SELECT version FROM documents WHERE kind = ?";
/** The condition travels with the write: of two nodes that save at once, the newer one stays. */
const SAVE = `${DOCUMENTS.insert} ON CONFLICT (kind) DO UPDATE
  SET version = excluded.version, body = excluded.body, saved_at = excluded.saved_at
  WHERE documents.version < excluded.version`;

const isKind = oneOf<DocumentRecord["kind"]>({ mds: true });

export async function document(
  sql: SqlReader,
  kind: DocumentRecord["kind"],
): Promise<DocumentRecord | undefined> {
  const row = await sql.get(BY_KIND, [text(kind)]);
  if (row === undefined) return undefined;
  return {
    kind: wordOf(row, "kind", isKind),
    version: integerOf(row, "version"),
    body: textOf(row, "body"),
    savedAt: instantOf(row, "saved_at"),
  };
}

export async function documentVersion(
  sql: SqlReader,
  kind: DocumentRecord["kind"],
): Promise<number | undefined> {
  const row = await sql.get(VERSION, [text(kind)]);
  return row === undefined ? undefined : integerOf(row, "version");
}

export function saveDocument(sql: SqlSession, saved: DocumentRecord): Promise<boolean> {
  const values = {
    kind: text(saved.kind),
    version: integer(saved.version),
    body: text(saved.body),
    saved_at: integer(saved.savedAt),
  };
  return changedOne(sql, SAVE, paramsOf(DOCUMENTS, values));
}
