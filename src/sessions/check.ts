import { equalBytes, utf8 } from "../base/bytes.ts";
import type { SessionId } from "../base/ids.ts";
import { type Instant, plusSeconds, secondsBetween } from "../base/time.ts";
import type { Store } from "../store/port.ts";
import type { SessionRecord } from "../store/records.ts";
import { hashSessionSecret } from "./issue.ts";

/** Writing "last seen" at every request would make each read a write. */
const TOUCH_SECONDS = 60;

const COOKIE = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;

/**
 * The session that a cookie's value opens, read from the store at each request: one that was
 * ended a moment ago is gone now. A disabled account has no sessions (bypass class B20).
 */
export async function checkSession(
  store: Store,
  cookie: string,
  now: Instant,
): Promise<SessionRecord | null> {
  const [, id, secret] = COOKIE.exec(cookie) ?? [];
  if (id === undefined || secret === undefined) return null;
  const record = await store.sessionById(id as SessionId);
  if (record === undefined || !opens(record, secret) || !isLive(record, now)) return null;
  const account = await store.accountById(record.account);
  if (account?.state !== "active") return null;
  if (secondsBetween(record.lastSeenAt, now) >= TOUCH_SECONDS) {
    await store.transact((tx) => tx.touchSession(record.id, now));
  }
  return record;
}

/** Idle and absolute limits (OWASP ASVS 5.0 V7.3): as the policy set them when it was issued. */
export function isLive(record: SessionRecord, now: Instant): boolean {
  return now < record.absoluteExpiresAt && now < plusSeconds(record.lastSeenAt, record.idleSeconds);
}

function opens(record: SessionRecord, secret: string): boolean {
  return equalBytes(utf8(record.secretHash), utf8(hashSessionSecret(secret)));
}
