import { recordEvent } from "../audit/event.ts";
import type { Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import { beginsSession, parseAction } from "../policy/action.ts";
import type { Decision } from "../policy/decision.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { carryOut } from "./effects.ts";
import { decisionRecord } from "./decision-record.ts";
import { judge } from "./judge.ts";
import { type LoadedAttempt, viewOf } from "./load.ts";
import { rollBack, transactOr } from "./rollback.ts";
import type { Submission } from "./submit.ts";

/**
 * Does at once what the session's own evidence is enough for, as the attempt begins: there is no
 * step left that an answer could turn to `allowed`. Null where more is needed, or it is refused.
 */
export async function performAtOnce(
  deps: FlowDeps,
  caller: Caller,
  begun: LoadedAttempt,
  foreseen: Decision,
  now: Instant,
): Promise<Result<Submission, FlowCode> | null> {
  const { record: attempt } = begun;
  const action = parseAction(attempt.action);
  if (action === undefined || beginsSession(action)) return null;
  if (foreseen.answer !== "allow") return null;
  return transactOr(deps.store, async (tx) => {
    const { decision, assurance, account } = await judge(deps, tx, attempt, caller.session, now);
    if (decision.answer !== "allow" || decision.grant === null) rollBack("attempt_conflict");
    const { grant } = decision;
    const groups = account?.groups ?? [];
    const effect = { deps, tx, caller, attempt, newcomer: null, grant, groups, now };
    const session = await carryOut(effect);
    const after = { ...attempt, state: "allowed" as const, version: attempt.version + 1 };
    if (!(await tx.saveAttempt(after, null))) rollBack("attempt_conflict");
    await recordEvent(tx, {
      kind: "attempt.allowed",
      at: now,
      account: attempt.account,
      attempt: attempt.id,
      network: caller.network,
      data: {
        action,
        params: attempt.params,
        ...decisionRecord(deps, decision, assurance),
      },
    });
    return { view: viewOf(begun, after, decision), session };
  });
}
