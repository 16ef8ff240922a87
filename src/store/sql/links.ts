import type { AccountId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import { ASSERTIONS, type Assertion } from "../../evidence/external.ts";
import type { LinkRecord } from "../notice-records.ts";
import { instantOf, nullableOf, textOf, wordOf } from "./columns.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, insertIfFree, table } from "./table.ts";
import { integer, orNull, text } from "./values.ts";

const LINKS = table("links", [
  "hash",
  "account",
  "assertion",
  "made_by",
  "created_at",
  "expires_at",
  "used_at",
]);

const isAssertion = (value: unknown): value is Assertion => ASSERTIONS.some((one) => one === value);

const BY_HASH = `${LINKS.select} WHERE hash = ?`;
const USE = "UPDATE links SET used_at = ? WHERE hash = ? AND used_at IS NULL AND expires_at > ?";

export async function linkByHash(sql: SqlReader, hash: string): Promise<LinkRecord | undefined> {
  const row = await sql.get(BY_HASH, [text(hash)]);
  return row === undefined ? undefined : readLink(row);
}

export function insertLink(sql: SqlSession, link: LinkRecord): Promise<boolean> {
  return insertIfFree(sql, LINKS, {
    hash: text(link.hash),
    account: text(link.account),
    assertion: text(link.assertion),
    made_by: text(link.by),
    created_at: integer(link.createdAt),
    expires_at: integer(link.expiresAt),
    used_at: orNull(link.usedAt, integer),
  });
}

export function useLink(sql: SqlSession, hash: string, now: Instant): Promise<boolean> {
  return changedOne(sql, USE, [integer(now), text(hash), integer(now)]);
}

function readLink(row: Row): LinkRecord {
  return {
    hash: textOf(row, "hash"),
    account: textOf(row, "account") as AccountId,
    assertion: wordOf(row, "assertion", isAssertion),
    by: textOf(row, "made_by"),
    createdAt: instantOf(row, "created_at"),
    expiresAt: instantOf(row, "expires_at"),
    usedAt: nullableOf(row, "used_at", instantOf),
  };
}
