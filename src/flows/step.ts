import { randomBytes } from "node:crypto";
import { toBase64url } from "../base/bytes.ts";
import { newId } from "../base/ids.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import { creationOptions, requestOptions } from "../methods/passkey/ceremony.ts";
import { parseAction } from "../policy/action.ts";
import type { Decision } from "../policy/decide.ts";
import { asksUserVerification } from "../policy/requirement.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import { type FlowDeps, STEP_SECONDS } from "./deps.ts";
import { judge } from "./judge.ts";
import type { LoadedAttempt } from "./load.ts";
import { authenticationPlan, registrationPlan } from "./passkey-plan.ts";
import { personOf } from "./person.ts";
import { type PasskeyStep, sealStep } from "./sealing.ts";
import { sendCode } from "./send-code.ts";
import type { PasskeyStepView, StepView } from "./view.ts";

/** Begins a step of an attempt: only one that the decision offers, and only while it is open. */
export async function beginStep(
  deps: FlowDeps,
  caller: Caller,
  loaded: LoadedAttempt,
  wanted: { readonly method: Method; readonly ceremony: Ceremony },
  now: Instant,
): Promise<Result<StepView, FlowCode>> {
  if (loaded.record.state !== "open") return fail("attempt_closed");
  const decision = await judge(deps, deps.store, loaded.record, caller.session, now);
  if (!offers(decision, wanted.ceremony, wanted.method)) return fail("method_not_offered");
  if (wanted.method === "email-code") return sendCode(deps, caller, loaded, now);
  return ok(await passkeyStep(deps, loaded, wanted.ceremony, now));
}

/** Whether the decision asks for this next. What it does not ask for is neither begun nor taken. */
export function offers(decision: Decision, ceremony: Ceremony, method: Method): boolean {
  return (
    decision.answer === "need" &&
    decision.options.some(
      (option) => option.ceremony === ceremony && option.methods.includes(method),
    )
  );
}

/** Nothing is written: the ceremony is sealed, and its consumption is what is stored. */
async function passkeyStep(
  deps: FlowDeps,
  loaded: LoadedAttempt,
  ceremony: Ceremony,
  now: Instant,
): Promise<PasskeyStepView> {
  const { record } = loaded;
  const action = parseAction(record.action);
  const asked = action === undefined ? [] : (deps.policy.actions.get(action) ?? []);
  const step: PasskeyStep = {
    purpose: `passkey:${ceremony}`,
    step: newId(now),
    attempt: record.id,
    expiresAt: plusSeconds(now, STEP_SECONDS),
    challenge: toBase64url(randomBytes(32)),
    userVerification: asksUserVerification(asked, ceremony),
    allow: ceremony === "prove" ? await knownCredentials(deps, loaded) : [],
  };
  return {
    step: sealStep(deps.keys, record.browser, step),
    method: "passkey",
    ceremony,
    publicKey:
      ceremony === "prove"
        ? requestOptions(authenticationPlan(deps.site, step, null))
        : creationOptions(registrationPlan(deps.site, step, await personOf(deps.store, loaded))),
    expiresAt: step.expiresAt,
  };
}

/**
 * The credentials of an account that is known by what was proved, never by what was typed: a list
 * for a typed address would say whether it has an account (R37).
 */
async function knownCredentials(deps: FlowDeps, { record }: LoadedAttempt) {
  if (record.account === null || record.action === "sign-up") return [];
  const credentials = await deps.store.credentialsOf(record.account);
  return credentials.filter(({ state }) => state === "active").map(({ id }) => id);
}
