import { fail, ok, type Result } from "../base/result.ts";
import { recoveryCodeEvidence } from "../methods/recovery-code/evidence.ts";
import { burnRecoveryCode } from "../methods/recovery-code/set.ts";
import type { FlowCode } from "./codes.ts";
import type { CodesStep } from "./sealing.ts";
import { newSecret, usedNow } from "./secret-use.ts";
import { claimedAccount, secretOf, type StepContext } from "./step-context.ts";
import { admitTry } from "./tries.ts";
import type { Verified } from "./verified.ts";

/** Checks a saved code and uses it up. */
export async function verifyRecoveryCode(
  context: StepContext,
  response: unknown,
): Promise<Result<Verified, FlowCode>> {
  const { deps, now } = context;
  if (typeof response !== "string") return fail("response_malformed", "a saved code");
  const { account, who } = await claimedAccount(context);
  const secret = await secretOf(context, account, "recovery-code");
  const admitted = await admitTry(context, "recovery-code", who, secret);
  if (!admitted.ok) return admitted;
  if (secret === undefined || !admitted.value) return fail("code_wrong");
  const set = { id: secret.id, kept: secret.body.kept };
  const matches = (text: string, hash: string) => deps.keys.verifyMac("recovery-code", text, hash);
  const burnt = burnRecoveryCode(response, set, matches, now);
  if (!burnt.ok) return fail(burnt.code === "recovery_code_used" ? "step_consumed" : "code_wrong");
  const body = { kept: burnt.value.kept };
  return ok({
    evidence: recoveryCodeEvidence("prove", secret.account, secret.id, now),
    pending: null,
    confirm: async (tx) => ((await usedNow(tx, { ...secret, body }, now)) ? null : "step_consumed"),
  });
}

/** One of the new codes typed back: they were written down, and not only shown. It is not used up. */
export async function verifyNewCodes(
  { deps, loaded, now }: StepContext,
  step: CodesStep,
  response: unknown,
): Promise<Result<Verified, FlowCode>> {
  const { account } = loaded.record;
  if (account === null) return fail("method_not_offered");
  const kept = step.hashes.map((hash) => ({ hash, usedAt: null }));
  const matches = (text: string, hash: string) => deps.keys.verifyMac("recovery-code", text, hash);
  const typed = burnRecoveryCode(response, { id: step.secret, kept }, matches, now);
  if (!typed.ok) return fail("code_wrong");
  const content = { method: "recovery-code" as const, body: { kept } };
  const secret = newSecret(step.secret, account, content, now);
  return ok({
    evidence: recoveryCodeEvidence("enrol", account, step.secret, now),
    pending: secret,
    confirm: async () => null,
  });
}
