import type { Instant } from "../base/time.ts";
import type { Transaction } from "../store/port.ts";
import type { SecretRecord } from "../store/records.ts";

/**
 * Writes that a secret was shown rightly: what was tried before counts no more. False where it
 * changed since it was read, or is gone: then nothing may come of it (a code would work twice).
 */
export function usedNow(tx: Transaction, secret: SecretRecord, now: Instant): Promise<boolean> {
  const { version } = secret;
  const used = { ...secret, tries: 0, lastUsedAt: now, version: version + 1 };
  return tx.saveSecret(used, version);
}
