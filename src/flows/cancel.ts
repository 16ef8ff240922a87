import { ok, type Result } from "../base/result.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { isUnderWay, type LoadedAttempt } from "./load.ts";
import { rollBack, transactOr } from "./rollback.ts";

/**
 * Gives an attempt up. That it was is a fact that counts against a replay of its sealed id, so
 * it is written; one that is over already stays as it is.
 */
export async function cancelAttempt(
  deps: FlowDeps,
  { record, stored }: LoadedAttempt,
): Promise<Result<null, FlowCode>> {
  if (!isUnderWay(record)) return ok(null);
  return transactOr(deps.store, async (tx) => {
    const next = { ...record, state: "expired" as const, version: record.version + 1 };
    const saved = await tx.saveAttempt(next, stored ? record.version : null);
    if (!saved) rollBack("attempt_conflict");
    return null;
  });
}
