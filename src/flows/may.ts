import { fail, ok, type Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import type { ActionParams } from "../policy/grant.ts";
import { beginAttempt } from "./begin.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { judge } from "./judge.ts";

/**
 * Whether the session's own evidence is enough for an action right now. It asks and does nothing:
 * the application does what is its own.
 */
export async function mayAct(
  deps: FlowDeps,
  caller: Caller,
  action: string,
  params: ActionParams,
  now: Instant,
): Promise<Result<null, FlowCode>> {
  const begun = beginAttempt(deps, caller, { action, params }, now);
  if (!begun.ok) return begun;
  const { decision } = await judge(deps, deps.store, begun.value.record, caller.session, now);
  if (decision.answer === "allow") return ok(null);
  return fail(decision.answer === "need" ? "step_up_required" : "action_refused");
}
