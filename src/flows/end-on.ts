import type { Evidence } from "../evidence/evidence.ts";
import type { Effect } from "./effects.ts";

/**
 * Ends the sessions that rest on a credential that is no more, but for the one that the person is in:
 * its successor is issued by what was shown just now.
 */
export async function endSessionsOn(
  { tx, grant, caller }: Pick<Effect, "tx" | "grant" | "caller">,
  credential: string,
  method: string,
): Promise<void> {
  const isOf = (piece: Evidence) =>
    piece.kind === method && (!("credential" in piece) || piece.credential === credential);
  for (const session of await tx.sessionsOf(grant.account)) {
    if (session.id !== caller.session?.id && session.evidence.some(isOf)) {
      await tx.endSession(grant.account, session.id);
    }
  }
}
