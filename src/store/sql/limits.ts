import { corrupt } from "../corrupt.ts";
import type { Instant } from "../../base/time.ts";
import { integerOf } from "./columns.ts";
import type { SqlSession } from "./session.ts";
import { changedOne } from "./table.ts";
import { integer, text } from "./values.ts";

/** The key begins with the window: windows that are over go as one range. */
const COUNT_UP = `INSERT INTO counters (window_start, name, total) VALUES (?, ?, 1)
  ON CONFLICT (window_start, name) DO UPDATE SET total = counters.total + 1
  RETURNING total`;

const COUNT_DOWN = `UPDATE counters SET total = total - 1
  WHERE window_start = ? AND name = ? AND total > 0`;

export function countDown(sql: SqlSession, key: string, windowStart: Instant): Promise<boolean> {
  return changedOne(sql, COUNT_DOWN, [integer(windowStart), text(key)]);
}

export async function countUp(sql: SqlSession, key: string, windowStart: Instant): Promise<number> {
  const row = await sql.get(COUNT_UP, [integer(windowStart), text(key)]);
  if (row === undefined) throw corrupt("counters");
  return integerOf(row, "total");
}
