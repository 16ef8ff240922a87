import { toBase64url } from "../base/bytes.ts";
import { unreachable } from "../base/fault.ts";
import { newId } from "../base/ids.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import { randomBytes } from "../base/random.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import type { SeedKeeper } from "../evidence/secrets.ts";
import { creationOptions, requestOptions } from "../methods/passkey/ceremony.ts";
import { parseAction } from "../policy/action.ts";
import type { Decision } from "../policy/decision.ts";
import type { AttestationRules, Policy } from "../policy/policy.ts";
import {
  asksUserVerification,
  type Clause,
  clausesOf,
  takesUnverified,
} from "../policy/requirement.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import { type FlowDeps, STEP_SECONDS } from "./deps.ts";
import { judge } from "./judge.ts";
import { liftedBy } from "./lifted.ts";
import { isUnderWay, type LoadedAttempt } from "./load.ts";
import { authenticationPlan, registrationPlan } from "./passkey-plan.ts";
import { personOf } from "./person.ts";
import { type PasskeyStep, sealStep } from "./sealing.ts";
import { codesStep, linkStep, secretStep, totpStep } from "./secret-step.ts";
import { sendCode } from "./send-code.ts";
import type { PasskeyStepView, StepView } from "./view.ts";

/** What a person wants to show or to create next. */
export interface WantedStep {
  readonly method: Method;
  readonly ceremony: Ceremony;
  /** He says that it is a security key. */
  readonly securityKey?: boolean | undefined;
  /** He says that it has neither PIN nor fingerprint reader; where that can be a step at all. */
  readonly withoutVerification?: boolean | undefined;
  /** The telephone number that the account is to have. */
  readonly number?: string | undefined;
  /** Where he says that the seed of a one-time password will live. */
  readonly keptIn?: SeedKeeper | undefined;
}

/** Begins a step of an attempt: only one that the decision offers, and only while it is open. */
export async function beginStep(
  deps: FlowDeps,
  caller: Caller,
  loaded: LoadedAttempt,
  wanted: WantedStep,
  now: Instant,
): Promise<Result<StepView, FlowCode>> {
  if (!isUnderWay(loaded.record)) return fail("attempt_closed");
  const { decision } = await judge(deps, deps.store, loaded.record, caller.session, now);
  return beginOffered(deps, caller, loaded, wanted, decision, now);
}

/** The same where the attempt was judged a moment ago, as its beginning is. */
export async function beginOffered(
  deps: FlowDeps,
  caller: Caller,
  loaded: LoadedAttempt,
  wanted: WantedStep,
  decision: Decision,
  now: Instant,
): Promise<Result<StepView, FlowCode>> {
  if (!offers(decision, wanted.ceremony, wanted.method)) return fail("method_not_offered");
  const { method, ceremony, number, keptIn = "unknown" } = wanted;
  const context = { deps, caller, loaded, now };
  switch (method) {
    case "passkey":
      return ok(await passkeyStep(deps, loaded, wanted, now));
    case "email-code":
    case "sms-code":
      return sendCode(context, `${method}:${ceremony}`, number);
    case "password":
      return ok(secretStep(context, method, ceremony));
    case "totp":
      return ok(
        ceremony === "enrol"
          ? await totpStep(context, keptIn)
          : secretStep(context, method, ceremony),
      );
    case "recovery-code":
      return ok(ceremony === "enrol" ? codesStep(context) : secretStep(context, method, ceremony));
    case "magic-link":
      return sendCode(context, "magic-link:prove", undefined);
    case "external":
      return ok(linkStep(context));
    default:
      return unreachable(method);
  }
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
  { ceremony, securityKey = false, withoutVerification = false }: WantedStep,
  now: Instant,
): Promise<PasskeyStepView> {
  const { record } = loaded;
  const { policy } = deps;
  const owner = record.account === null ? undefined : await deps.store.accountById(record.account);
  const clauses = clausesFor(policy, record.action, now, owner?.groups);
  const unverified = withoutVerification && takesUnverified(clauses, ceremony);
  const step: PasskeyStep = {
    purpose: `passkey:${ceremony}`,
    step: newId(now),
    attempt: record.id,
    expiresAt: plusSeconds(now, STEP_SECONDS),
    challenge: toBase64url(randomBytes(32)),
    userVerification: unverified ? "preferred" : asksUserVerification(clauses, ceremony),
    attestation: asksAttestation(policy.attestation, securityKey) ? "direct" : "none",
    securityKey,
    allow: ceremony === "prove" ? await knownCredentials(deps, loaded) : [],
  };
  return {
    step: sealStep(deps.keys, record.browser, step),
    method: "passkey",
    ceremony,
    publicKey:
      ceremony === "prove"
        ? requestOptions(authenticationPlan(deps.site, step, null))
        : creationOptions(registrationPlan(deps, step, await personOf(deps.store, loaded))),
    expiresAt: step.expiresAt,
  };
}

/** Whether a passkey without user verification can be a step of an action. */
export function mayBeUnverified(
  { policy }: FlowDeps,
  action: string,
  ceremony: Ceremony,
  now: Instant,
): boolean {
  return takesUnverified(clausesFor(policy, action, now), ceremony);
}

/** What a group asks is asked of its members, and of those who might be: who it is, is not known yet. */
function clausesFor(
  policy: Policy,
  name: string,
  now: Instant,
  groups: readonly string[] = [...policy.groups.keys()],
): readonly Clause[] {
  const action = parseAction(name);
  if (action === undefined) return [];
  const ofGroups = groups.map((from) => ({
    from,
    combinations: policy.groups.get(from)?.actions.get(action) ?? [],
  }));
  return [...clausesOf({ policy, action, now }, null), ...ofGroups];
}

function asksAttestation({ ask }: AttestationRules, securityKey: boolean): boolean {
  return ask === "always" || (ask === "security-keys" && securityKey);
}

/**
 * The credentials of an account that is known by what was proved, never by what was typed: a list
 * for a typed address would say whether it has an account (R37). One that was shown already is not
 * asked for again: it would be no other step.
 */
async function knownCredentials(deps: FlowDeps, { record }: LoadedAttempt) {
  if (record.account === null || record.action === "sign-up") return [];
  const shown = new Set<string>(
    record.evidence.flatMap((piece) => ("credential" in piece ? piece.credential : [])),
  );
  const lifted = liftedBy(record);
  const credentials = await deps.store.credentialsOf(record.account);
  return credentials
    .filter(({ id, state }) => (state === "active" || id === lifted) && !shown.has(id))
    .map(({ id }) => id);
}
