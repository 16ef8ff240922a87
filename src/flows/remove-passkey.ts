import { recordEvent } from "../audit/event.ts";
import type { CredentialId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { ActionParams, Grant } from "../policy/grant.ts";
import type { Transaction } from "../store/port.ts";
import type { SessionRecord } from "../store/records.ts";
import type { Caller } from "./caller.ts";
import { rollBack } from "./rollback.ts";

/**
 * Removes a passkey of the grant's own account (bypass class B18: the account comes from the
 * grant, never from the request) and ends the other sessions that rest on it.
 */
export async function removePasskey(
  tx: Transaction,
  grant: Grant,
  { credential }: ActionParams,
  caller: Caller,
  now: Instant,
): Promise<void> {
  const id = credential as CredentialId;
  if (!(await tx.removeCredential(grant.account, id))) rollBack("credential_unknown");
  for (const session of await tx.sessionsOf(grant.account)) {
    if (session.id !== caller.session?.id && restsOn(session, id)) {
      await tx.endSession(grant.account, session.id);
    }
  }
  await lowerHighWater(tx, grant.account);
  await recordEvent(tx, {
    kind: "credential.removed",
    at: now,
    account: grant.account,
    attempt: grant.attempt,
    network: caller.network,
    data: { credential: id },
  });
}

/**
 * The mark falls with the last passkey only because this very action was allowed at its level (B51).
 */
async function lowerHighWater(tx: Transaction, id: Grant["account"]): Promise<void> {
  const account = await tx.accountById(id);
  const left = await tx.credentialsOf(id);
  if (account === undefined || left.length > 0) return;
  await tx.setEverHad(
    id,
    account.everHad.filter((method) => method !== "passkey"),
  );
}

function restsOn(session: SessionRecord, id: CredentialId): boolean {
  return session.evidence.some((piece) => piece.kind === "passkey" && piece.credential === id);
}
