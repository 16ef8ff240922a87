import { fail, type Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import type { IssuedSession } from "../sessions/issue.ts";
import { accept } from "./accept.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { isUnderWay, type LoadedAttempt } from "./load.ts";
import { transactOr } from "./rollback.ts";
import { openStep, type SealedStep } from "./sealing.ts";
import type { Verified } from "./verified.ts";
import { verifyCode } from "./verify-code.ts";
import { verifyEnrolLink } from "./verify-link.ts";
import { verifyNewPassword, verifyPassword } from "./verify-password.ts";
import { verifyNewCodes, verifyRecoveryCode } from "./verify-recovery-code.ts";
import { verifyNewTotp, verifyTotp } from "./verify-totp.ts";
import { verifyEnrolment, verifyProof } from "./verify-passkey.ts";
import type { AttemptView } from "./view.ts";

export interface Submission {
  readonly view: AttemptView;
  /** Set where the answer allowed something: the session that the browser now has. */
  readonly session: IssuedSession | null;
}

/**
 * Takes what a person answered to a step. Verification reads; then one transaction consumes the
 * ceremony, checks again what was read before, asks `decide`, and does what was allowed.
 */
export async function submitEvidence(
  deps: FlowDeps,
  caller: Caller,
  loaded: LoadedAttempt,
  sealedStep: string,
  response: unknown,
  now: Instant,
): Promise<Result<Submission, FlowCode>> {
  if (!isUnderWay(loaded.record)) return fail("attempt_closed");
  const step = openStep(deps.keys, sealedStep, loaded.sealed, now);
  if (!step.ok) return step;
  const verified = await verify(deps, caller, loaded, step.value, response, now);
  if (!verified.ok) return verified;
  return transactOr(deps.store, (tx) =>
    accept(deps, tx, caller, loaded, step.value, verified.value, now),
  );
}

function verify(
  deps: FlowDeps,
  caller: Caller,
  loaded: LoadedAttempt,
  step: SealedStep,
  response: unknown,
  now: Instant,
): Promise<Result<Verified, FlowCode>> {
  const context = { deps, caller, loaded, now };
  switch (step.purpose) {
    case "passkey:prove":
      return verifyProof(deps, caller, loaded, { ...step, purpose: step.purpose }, response, now);
    case "passkey:enrol":
      return verifyEnrolment(deps, loaded, { ...step, purpose: step.purpose }, response, now);
    case "email-code:prove":
    case "email-code:enrol":
    case "sms-code:prove":
    case "sms-code:enrol":
    case "magic-link:prove":
      return verifyCode(context, step, response);
    case "password:prove":
      return verifyPassword(context, response);
    case "password:enrol":
      return verifyNewPassword(context, response);
    case "totp:prove":
      return verifyTotp(context, response);
    case "totp:enrol":
      return verifyNewTotp(context, step, response);
    case "recovery-code:prove":
      return verifyRecoveryCode(context, response);
    case "external:prove":
      return verifyEnrolLink(context, response);
    case "recovery-code:enrol":
      return verifyNewCodes(context, step, response);
  }
}
