import { recordEvent } from "../audit/event.ts";
import type { SessionId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Caller } from "./caller.ts";
import type { FlowDeps } from "./deps.ts";

/** Ends a session of the caller's own account: at the next request it is gone (R32). */
export async function endSession(
  deps: FlowDeps,
  caller: Caller,
  id: string,
  now: Instant,
): Promise<boolean> {
  const { session } = caller;
  if (session === null) return false;
  return deps.store.transact(async (tx) => {
    const ended = await tx.endSession(session.account, id as SessionId);
    if (!ended) return false;
    await recordEvent(tx, {
      kind: "session.ended",
      at: now,
      account: session.account,
      attempt: null,
      network: caller.network,
      data: { session: id, own: id === session.id },
    });
    return true;
  });
}
