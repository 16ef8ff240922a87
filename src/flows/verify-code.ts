import { type AccountId, newId, type StepId } from "../base/ids.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import type { Showing } from "../evidence/evidence.ts";
import { CODE_DEAD_AFTER, parseCode } from "../methods/code/code.ts";
import { emailCodeEvidence } from "../methods/email-code/evidence.ts";
import { magicLinkEvidence } from "../methods/magic-link/evidence.ts";
import { verifyLink } from "../methods/magic-link/link.ts";
import { smsCodeEvidence } from "../methods/sms-code/evidence.ts";
import type { CodeRecord, SecretRecord } from "../store/records.ts";
import type { FlowCode } from "./codes.ts";
import type { CodeStep } from "./sealing.ts";
import { newSecret } from "./secret-use.ts";
import type { StepContext } from "./step-context.ts";
import { admitTry } from "./tries.ts";
import type { Verified } from "./verified.ts";

/**
 * Checks a code that was sent. The try is counted, in a transaction of its own, before the code is
 * compared: a thousand guesses at once are still five tries, and another code is no new start
 * (bypass classes B34, B35).
 */
export async function verifyCode(
  context: StepContext,
  { step, purpose }: CodeStep,
  response: unknown,
): Promise<Result<Verified, FlowCode>> {
  const { deps, now } = context;
  const shown = readShown(response, { step, purpose });
  if (shown === undefined) return fail("response_malformed", "a code of six digits");
  const code = await deps.store.codeById(shown.id);
  if (code?.attempt !== context.loaded.record.id) return fail("step_unknown");
  if (code.usedAt !== null) return fail("step_consumed");
  if (code.tries >= CODE_DEAD_AFTER) return fail("code_dead");
  // First, since a try that is not admitted is not compared, and a code does not die of it.
  const admitted = await admitTry(context, methodOf(purpose), code.normalised);
  if (!admitted.ok) return admitted;
  const counted = await deps.store.transact((tx) => tx.countTry(code.id, now, CODE_DEAD_AFTER));
  if (!counted) return fail("code_dead");
  if (!isRight(context, purpose, shown, code)) return fail("code_wrong");
  // Said only to whoever reads mail there: before, a known and an unknown address look the same (R37).
  const account = await accountOf(context, code);
  if (account === null) return fail("account_unknown");
  return ok({
    evidence: evidenceOf(purpose, account, code, now),
    pending: purpose === "sms-code:enrol" ? numberOf(account, code, now) : null,
    // This try was counted above, so the last one allowed still counts as one of them.
    confirm: async (tx) =>
      (await tx.useCode(code.id, now, CODE_DEAD_AFTER + 1)) ? null : "code_dead",
  });
}

export function methodOf(purpose: CodeStep["purpose"]): "email-code" | "sms-code" | "magic-link" {
  if (purpose === "magic-link:prove") return "magic-link";
  return purpose.startsWith("sms-code") ? "sms-code" : "email-code";
}

/** What somebody came with: the code of the step, or the token of a link that was sent with it. */
interface Shown {
  readonly id: StepId;
  readonly code: string | null;
  readonly token: string | null;
}

function readShown(
  response: unknown,
  { step, purpose }: Pick<CodeStep, "step" | "purpose">,
): Shown | undefined {
  if (typeof response !== "string") return undefined;
  const code = parseCode(response);
  if (code !== undefined) return { id: step, code, token: null };
  const [id = "", token = "", ...more] = response.split(".");
  if (purpose !== "magic-link:prove" || token === "" || more.length > 0) return undefined;
  return { id: id as StepId, code: null, token };
}

function isRight(
  { deps }: StepContext,
  purpose: CodeStep["purpose"],
  { code: typed, token }: Shown,
  code: CodeRecord,
): boolean {
  const matches = (text: string, hash: string) =>
    deps.keys.verifyMac(methodOf(purpose), text, hash);
  return typed === null
    ? verifyLink(token, code, matches).ok
    : matches(`${code.id}:${typed}`, code.hash);
}

function numberOf(account: AccountId, { normalised }: CodeRecord, now: Instant): SecretRecord {
  const content = { method: "sms-code" as const, body: { number: normalised } };
  return newSecret(newId(now), account, content, now);
}

/** Of an attempt that knows none yet: whose address it is that the code went to. */
async function accountOf(
  { deps, loaded }: StepContext,
  { normalised }: CodeRecord,
): Promise<AccountId | null> {
  if (loaded.record.account !== null) return loaded.record.account;
  return (await deps.store.accountByAddress("email", normalised))?.id ?? null;
}

function evidenceOf(
  purpose: CodeStep["purpose"],
  account: AccountId,
  { normalised, createdAt }: CodeRecord,
  now: Instant,
): Showing {
  switch (purpose) {
    case "email-code:prove":
      return emailCodeEvidence("prove", account, normalised, createdAt, now);
    case "email-code:enrol":
      return emailCodeEvidence("enrol", account, normalised, createdAt, now);
    case "sms-code:prove":
      return smsCodeEvidence("prove", account, normalised, createdAt, now);
    case "sms-code:enrol":
      return smsCodeEvidence("enrol", account, normalised, createdAt, now);
    case "magic-link:prove":
      return magicLinkEvidence(account, normalised, createdAt, now);
  }
}
