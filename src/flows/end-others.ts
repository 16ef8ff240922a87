import { recordEvent } from "../audit/event.ts";
import type { Instant } from "../base/time.ts";
import type { Caller } from "./caller.ts";
import type { FlowDeps } from "./deps.ts";

/**
 * Ends every session of the caller's own account but the one that asks: at their next request they
 * are gone (R32). Gives how many there were.
 */
export async function endOtherSessions(
  deps: Pick<FlowDeps, "store">,
  { session, network }: Caller,
  now: Instant,
): Promise<number> {
  if (session === null) return 0;
  const { account, id: own } = session;
  return deps.store.transact(async (tx) => {
    let ended = 0;
    for (const { id } of await tx.sessionsOf(account)) {
      if (id === own || !(await tx.endSession(account, id))) continue;
      ended += 1;
      await recordEvent(tx, {
        kind: "session.ended",
        at: now,
        account,
        attempt: null,
        network,
        data: { session: id, own: false },
      });
    }
    return ended;
  });
}
