import type { AttemptRecord } from "../store/records.ts";

/**
 * The credential that an attempt is to lift: that very one may be shown in it, though it is suspended
 * (R46); null in every other attempt.
 */
export function liftedBy({
  action,
  params,
}: Pick<AttemptRecord, "action" | "params">): string | null {
  return action.startsWith("lift:") ? (params["credential"] ?? null) : null;
}
