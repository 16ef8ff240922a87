import { assess } from "../assurance/assess.ts";
import { vouchedFor } from "../assurance/vouched.ts";
import { recordEvent } from "../audit/event.ts";
import type { Effect } from "./effects.ts";

/**
 * A passkey that was created without user verification and showed it in an attempt that another
 * factor carried too counts in full from now on (R43).
 */
export async function vouch({ deps, tx, caller, attempt, grant, now }: Effect): Promise<void> {
  const { proofs } = assess(attempt.evidence, deps.knowledge, now);
  for (const { credential } of vouchedFor(proofs)) {
    const record = await tx.credentialById(credential);
    if (record === undefined || record.account !== grant.account) continue;
    const { id, counter, backedUp, lastUsedAt } = record;
    await tx.recordCredentialUse({
      id,
      expectedCounter: counter,
      expectedState: record.state,
      counter,
      backedUp,
      uvInitialized: true,
      lastUsedAt: lastUsedAt ?? now,
    });
    await recordEvent(tx, {
      kind: "credential.vouched",
      at: now,
      account: grant.account,
      attempt: attempt.id,
      network: caller.network,
      data: { credential: id },
    });
  }
}
