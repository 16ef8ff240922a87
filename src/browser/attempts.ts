import {
  type Answer,
  type Attempt,
  beginAttempt,
  beginStep,
  type EnrolStep,
  type Failure,
  type ProveStep,
  sendEvidence,
  type Step,
  type StepParams,
} from "./api.ts";
import { createPasskey, forgetPasskey, usePasskey } from "./ceremony.ts";
import type { ResponseJson } from "./json.ts";
import { now } from "./clock.ts";

/**
 * How an attempt stands after a ceremony.
 *
 * - `allowed`: it is done; what it allows has happened.
 * - `open`: something more is asked for. `waiting`: until `waitUntil`.
 * - `refused`, `expired`: it is over, and nothing has happened; `attempt.reasons` says why.
 * - `failed`: the server did not take the answer; `message` is for the person.
 * - `unreachable`: the server did not answer.
 * - `unfinished`: cancelled, timed out, or nothing there to use; browsers do not say which.
 * - `duplicate`: this password manager or key holds a passkey of the account already.
 * - `replaced`: a newer call took the place of this one.
 * - `unsupported`: not in this browser, or not at this address.
 */
export type Outcome =
  | { readonly outcome: Attempt["state"]; readonly attempt: Attempt }
  | Failure
  | { readonly outcome: "unfinished" | "duplicate" | "replaced" | "unsupported" };

/** A step of a passkey ceremony and for how long it is good, by the clock of this browser. */
export type Asking<S extends Step = ProveStep> = S & {
  readonly attempt: string;
  /** From here on a fresh one is to be had before a window opens. */
  readonly renewAt: number;
  /** From here on the server will not take it. */
  readonly deadAt: number;
};

/** DESIGN: a ceremony lives for five minutes; its options say so as well. */
const CEREMONY_MS = 300_000;
const MARGIN_MS = 30_000;

/** Begins a sign-in and its passkey step, in one request. */
export async function beginSignIn(base: string, identifier?: string): Promise<Answer<Asking>> {
  const typed = identifier === undefined || identifier === "" ? {} : { identifier };
  const begun = await beginAttempt(base, { action: "sign-in", method: "passkey", ...typed });
  if (!begun.ok) return begun;
  const { id, step } = begun.value;
  if (step?.ceremony === "prove") return { ok: true, value: asking(id, step) };
  return refusal(begun.value);
}

/** An attempt that was refused as it began says why; anything else without a step is no answer. */
function refusal({ state, reasons: [first] }: Attempt): Answer<never> {
  if (state !== "refused" || first === undefined) return UNREACHABLE;
  const { code, text: message } = first;
  return { ok: false, failure: { outcome: "failed", code, message, docs: "" } };
}

/** Begins the step of a proof in an attempt. */
export async function beginProof(
  base: string,
  attempt: string,
  params: StepParams = {},
): Promise<Answer<Asking>> {
  const begun = await beginStep(base, attempt, { method: "passkey", ceremony: "prove", params });
  if (!begun.ok) return begun;
  const step = begun.value;
  return step.ceremony === "prove" ? { ok: true, value: asking(attempt, step) } : UNREACHABLE;
}

/** Begins the step of an enrolment in an attempt. */
export async function beginEnrolment(
  base: string,
  attempt: string,
  params: StepParams = {},
): Promise<Answer<Asking<EnrolStep>>> {
  const begun = await beginStep(base, attempt, { method: "passkey", ceremony: "enrol", params });
  if (!begun.ok) return begun;
  const step = begun.value;
  return step.ceremony === "enrol" ? { ok: true, value: asking(attempt, step) } : UNREACHABLE;
}

/** An answer that is not one of the API's counts as none. */
const UNREACHABLE = { ok: false, failure: { outcome: "unreachable" } } as const;

/** Measured from here: the clocks of server and browser need not agree. */
function asking<S extends Step>(attempt: string, step: S): Asking<S> {
  const deadAt = now() + (step.publicKey.timeout ?? CEREMONY_MS);
  return { ...step, attempt, renewAt: deadAt - MARGIN_MS, deadAt };
}

/**
 * Asks for a passkey in the browser's own window and hands in what comes. `answered` is called in
 * between, when the window is gone.
 */
export async function prove(
  base: string,
  step: Asking,
  renew: () => Promise<Answer<Asking>>,
  answered: () => void = ignore,
): Promise<Outcome> {
  const asked = await usePasskey(step.publicKey, "optional");
  if (asked.outcome !== "answered") return asked;
  answered();
  return handIn(base, step, asked.response, renew);
}

/**
 * Hands in a passkey's answer. Where the step died while the page was asleep, the same passkey is
 * asked once more with a fresh challenge: the first pick after an hour still signs in.
 */
export async function handIn(
  base: string,
  step: Asking,
  response: ResponseJson,
  renew: () => Promise<Answer<Asking>>,
): Promise<Outcome> {
  if (now() < step.deadAt) {
    const outcome = await submit(base, step, response);
    if (!isTooLate(outcome)) return outcome;
  }
  const renewed = await renew();
  if (!renewed.ok) return renewed.failure;
  const fresh = renewed.value;
  const picked = { type: "public-key", id: response.id };
  const asked = await usePasskey({ ...fresh.publicKey, allowCredentials: [picked] }, "optional");
  return asked.outcome === "answered" ? submit(base, fresh, asked.response) : asked;
}

/** Creates a passkey and hands in what comes. */
export async function enrol(
  base: string,
  { attempt, step, publicKey }: Asking<EnrolStep>,
  answered: () => void = ignore,
): Promise<Outcome> {
  const asked = await createPasskey(publicKey);
  if (asked.outcome !== "answered") return asked;
  answered();
  return outcomeOf(await sendEvidence(base, attempt, { step, response: asked.response }));
}

function ignore(): void {
  // Nobody wants to know.
}

async function submit(base: string, step: Asking, response: ResponseJson): Promise<Outcome> {
  const answer = await sendEvidence(base, step.attempt, { step: step.step, response });
  const outcome = outcomeOf(answer);
  if (saysUnknown(outcome, step)) {
    await forgetPasskey(step.publicKey.rpId ?? location.hostname, response.id);
  }
  return outcome;
}

/**
 * Only where any passkey could have been picked does the code say that this one is nobody's.
 * Where the options named those of one account, it may well be somebody's, and must not be lost.
 */
function saysUnknown(outcome: Outcome, { publicKey }: Asking): boolean {
  const anyPasskey = (publicKey.allowCredentials ?? []).length === 0;
  return outcome.outcome === "failed" && outcome.code === "credential_unknown" && anyPasskey;
}

const TOO_LATE = new Set(["step_expired", "step_unknown", "attempt_unknown", "attempt_closed"]);

function isTooLate(outcome: Outcome): boolean {
  return outcome.outcome === "failed" && TOO_LATE.has(outcome.code);
}

function outcomeOf(answer: Answer<Attempt>): Outcome {
  if (!answer.ok) return answer.failure;
  return { outcome: answer.value.state, attempt: answer.value };
}
