import { fail, ok, type Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import { CODE_DEAD_AFTER, parseCode } from "../methods/email-code/code.ts";
import { emailCodeEvidence } from "../methods/email-code/evidence.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import type { LoadedAttempt } from "./load.ts";
import type { CodeStep } from "./sealing.ts";
import type { Verified } from "./verified.ts";

/**
 * Checks a code. The try is counted, in a transaction of its own, before the code is compared: a
 * thousand guesses at once are still five tries (bypass classes B34, B35).
 */
export async function verifyCode(
  deps: FlowDeps,
  { record }: LoadedAttempt,
  step: CodeStep,
  response: unknown,
  now: Instant,
): Promise<Result<Verified, FlowCode>> {
  const typed = typeof response === "string" ? parseCode(response) : undefined;
  if (typed === undefined) return fail("response_malformed", "a code of six digits");
  const code = await deps.store.codeById(step.step);
  if (code === undefined) return fail("step_unknown");
  if (record.account === null) return fail("method_not_offered");
  const counted = await deps.store.transact((tx) => tx.countTry(code.id, now, CODE_DEAD_AFTER));
  if (!counted) return fail(code.usedAt === null ? "code_dead" : "step_consumed");
  if (!deps.keys.verifyMac("email-code", `${code.id}:${typed}`, code.hash)) {
    return fail("code_wrong");
  }
  return ok({
    evidence: emailCodeEvidence(record.account, code.normalised, code.createdAt, now),
    pending: null,
    // This try was counted above, so the last one allowed still counts as one of them.
    confirm: async (tx) =>
      (await tx.useCode(code.id, now, CODE_DEAD_AFTER + 1)) ? null : "code_dead",
  });
}
