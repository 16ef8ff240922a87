import type { AccountId, SecretId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Transaction } from "../store/port.ts";
import type { SecretContent, SecretRecord } from "../store/records.ts";

/** One that was set up just now, for an account that has not shown it yet. */
export function newSecret(
  id: SecretId,
  account: AccountId,
  content: SecretContent,
  now: Instant,
): SecretRecord {
  const facts = { createdAt: now, lastUsedAt: null, tries: 0, version: 1 };
  return { id, account, state: "active", ...facts, ...content };
}

/**
 * Writes that a secret was shown rightly: what was tried before counts no more. False where it
 * changed since it was read, or is gone: then nothing may come of it (a code would work twice).
 */
export function usedNow(tx: Transaction, secret: SecretRecord, now: Instant): Promise<boolean> {
  const { version } = secret;
  const used = { ...secret, tries: 0, lastUsedAt: now, version: version + 1 };
  return tx.saveSecret(used, version);
}
