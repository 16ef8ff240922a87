import { type Instant, plusSeconds } from "../../base/time.ts";
import { LONGEST_WINDOW_SECONDS, MESSAGE_KEPT_SECONDS } from "../port.ts";
import type { SqlSession } from "./session.ts";
import { integer } from "./values.ts";

/** Each is a range at the beginning of an index. Codes go before the attempts that they name. */
const EXPIRED = [
  "consumptions",
  "codes",
  "attempts",
  "sessions",
  "notices",
  "links",
  "invitations",
  "approvals",
].map((name) => `DELETE FROM ${name} WHERE expires_at <= ?`);
const OLD_WINDOWS = "DELETE FROM counters WHERE window_start <= ?";
const OLD_MESSAGES = "DELETE FROM messages WHERE done_at <= ?";

export async function purge(sql: SqlSession, now: Instant): Promise<void> {
  for (const statement of EXPIRED) await sql.run(statement, [integer(now)]);
  await sql.run(OLD_WINDOWS, [integer(plusSeconds(now, -LONGEST_WINDOW_SECONDS))]);
  await sql.run(OLD_MESSAGES, [integer(plusSeconds(now, -MESSAGE_KEPT_SECONDS))]);
}
