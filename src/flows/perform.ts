import type { Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import { recordEvent } from "../audit/event.ts";
import type { ActionParams } from "../policy/grant.ts";
import type { IssuedSession } from "../sessions/issue.ts";
import { beginAttempt } from "./begin.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { carryOut } from "./effects.ts";
import { judge } from "./judge.ts";
import { rollBack, transactOr } from "./rollback.ts";

/**
 * Does an action at once where the session's own evidence is enough for it, and otherwise says
 * that more is needed. The same attempt, the same decision; only no step is asked in between.
 */
export async function performAction(
  deps: FlowDeps,
  caller: Caller,
  action: string,
  params: ActionParams,
  now: Instant,
): Promise<Result<IssuedSession, FlowCode>> {
  const begun = beginAttempt(deps, caller, { action, params }, now);
  if (!begun.ok) return begun;
  const attempt = begun.value.record;
  return transactOr(deps.store, async (tx) => {
    const decision = await judge(deps, tx, attempt, caller.session, now);
    if (decision.answer === "need") rollBack("step_up_required");
    if (decision.answer === "refuse") {
      const known = decision.reasons.some(({ code }) => code === "credential_unknown");
      rollBack(known ? "credential_unknown" : "action_refused");
    }
    if (decision.grant === null) rollBack("action_refused");
    const { grant } = decision;
    const effect = { deps, tx, caller, attempt, newcomer: null, grant, now };
    const session = await carryOut(effect);
    await tx.saveAttempt({ ...attempt, state: "allowed", version: 1 }, null);
    await recordEvent(tx, {
      kind: "attempt.allowed",
      at: now,
      account: attempt.account,
      attempt: attempt.id,
      network: caller.network,
      data: { action, params, policy: deps.policy.name, rule: decision.rule },
    });
    return session;
  });
}
