import { type Instant, plusSeconds } from "../../src/base/time.ts";
import type { Result } from "../../src/base/result.ts";
import type { Caller } from "../../src/flows/caller.ts";
import type { Begun } from "../../src/flows/flows.ts";
import { isLive } from "../../src/sessions/check.ts";
import { openAttempt } from "../../src/flows/sealing.ts";
import type { WantedStep } from "../../src/flows/step.ts";
import type { Submission } from "../../src/flows/submit.ts";
import type { StepView } from "../../src/flows/view.ts";
import { tokenOf, totpAt } from "./machine-cast.ts";
import { isEnough } from "./machine-enough.ts";
import { broken, type Picture, standsIn } from "./machine-oracle.ts";
import { accountOf } from "./machine-answers.ts";
import {
  type Answer,
  BROWSERS,
  callerOf,
  type Played,
  type PlayedStep,
  type Shown,
  type Stage,
} from "./machine-stage.ts";

/** One call of the machine each, and what the test makes of the answer. */

const SETTLE_SECONDS = 86_400;

export async function begin(
  stage: Stage,
  by: number,
  beginning: Parameters<Stage["flows"]["begin"]>[1],
  method: Parameters<Stage["flows"]["begin"]>[2],
  before: Picture,
): Promise<string> {
  const caller = await callerOf(stage, by);
  const begun = await stage.flows.begin(caller, beginning, method);
  if (!begun.ok) return begun.code;
  const played = follow(stage, by, caller, begun.value);
  if (begun.value.step !== null) await followStep(stage, played, begun.value.step);
  if (begun.value.session !== null) {
    took(stage, played, { view: begun.value.attempt, session: begun.value.session }, before, by);
  }
  return begun.value.attempt.state;
}

function follow(stage: Stage, by: number, caller: Caller, { attempt }: Begun): Played {
  const opened = openAttempt(stage.world.deps.keys, attempt.id, caller.browser);
  if (!opened.ok) return broken("an attempt was begun that its browser cannot open");
  const { session } = opened.value;
  const played: Played = {
    id: attempt.id,
    raw: opened.value.id,
    by,
    session,
    action: attempt.action,
    params: attempt.params,
    identifier: attempt.identifier,
    begunAt: stage.world.now(),
    account: session === null ? null : (caller.session?.account ?? null),
    over: null,
    hasRow: false,
    options: attempt.options,
    steps: [],
    shown: [],
  };
  stage.attempts.push(played);
  return played;
}

export async function ask(
  stage: Stage,
  by: number,
  played: Played,
  wanted: WantedStep,
): Promise<{ code: string; step: PlayedStep | null }> {
  const caller = await callerOf(stage, by);
  const step = await stage.flows.step(caller, played.id, wanted);
  if (!step.ok) return { code: step.code, step: null };
  return { code: "step", step: await followStep(stage, played, step.value) };
}

async function followStep(stage: Stage, attempt: Played, view: StepView): Promise<PlayedStep> {
  const { world } = stage;
  let code = "";
  let sentTo = "";
  if ("sentTo" in view) {
    const [message] = await world.store.messagesTo(undefined, 1);
    sentTo = message?.to ?? "";
    code = await world.code(sentTo);
    attempt.hasRow = true;
  }
  const step = { view, attempt, begunAt: world.now(), code, sentTo, used: false };
  attempt.steps.push(step);
  return step;
}

export async function submit(
  stage: Stage,
  by: number,
  played: Played,
  answer: Answer,
): Promise<Result<Submission, string>> {
  const caller = await callerOf(stage, by);
  stage.answers.push(answer);
  return stage.flows.submit(caller, played.id, answer.step.view.step, answer.value);
}

/** What was taken must have been rightly shown; what it allowed must have been enough. */
export function checkTaken(
  stage: Stage,
  by: number,
  played: Played,
  answer: Answer,
  { view, session }: Submission,
  before: Picture,
): void {
  const { step, token } = answer;
  const now = stage.world.now();
  if (token === null) return broken(`a made-up ${step.view.method} was taken`);
  if (step.attempt !== played) broken("a step of another attempt was taken");
  if (played.by !== by) broken("an answer from another browser was taken");
  if (step.used) broken("a step was taken twice");
  if (now >= step.view.expiresAt) broken("a step was taken too late");
  if (now >= plusSeconds(played.begunAt, 3600)) broken("an attempt was gone on with too late");
  if (played.over !== null) broken(`an attempt was gone on with that was ${played.over}`);
  checkWhose(stage, answer, before);
  spend(stage, answer);
  step.used = true;
  played.hasRow = true;
  played.options = view.options;
  if (played.action !== "sign-up") played.account ??= token.account;
  played.shown.push({ token, ceremony: step.view.ceremony, at: now });
  if (view.state === "refused") played.over = "refused";
  if (view.state === "allowed") took(stage, played, { view, session }, before, by);
}

function checkWhose(stage: Stage, { step, token }: Answer, before: Picture): void {
  if (token === null || step.view.ceremony === "enrol") return;
  if (step.attempt.action === "sign-up") return;
  const about = accountOf(stage, step);
  if (about !== null && token.account !== about)
    broken(`${token.kind} of another account was taken`);
  const lifted = step.attempt.action.startsWith("lift:")
    ? step.attempt.params["credential"]
    : undefined;
  if (!standsIn(before, { token }, lifted)) broken(`a ${token.kind} was taken that is gone`);
}

/** A code of a moment, of a message or of a list is taken once. */
function spend({ spent, world }: Stage, { step, token, value }: Answer): void {
  const { method, ceremony } = step.view;
  if (token === null || method === "passkey" || method === "password") return;
  if (method === "recovery-code" && ceremony === "enrol") return;
  const period = method === "totp" ? timeStepOf(token.text ?? "", String(value), world.now()) : "";
  const sent = "sentTo" in step.view ? step.view.step : "";
  const key = `${method} ${token.text ?? token.ref} ${String(value)} ${period} ${sent}`;
  if (spent.has(key)) broken(`a ${method} was taken twice`);
  spent.add(key);
}

function timeStepOf(seed: string, value: string, now: Instant) {
  const drift = [-1, 0, 1].find((steps) => totpAt(seed, now, steps) === value);
  if (drift === undefined) return broken("a one-time password was taken out of its time");
  return Math.floor(now / 30_000) + drift;
}

/** An attempt was allowed: what it rests on, and who holds what from now on. */
function took(
  stage: Stage,
  played: Played,
  { session }: Submission,
  before: Picture,
  by: number,
): void {
  played.over = "allowed";
  if (session === null) return broken("allowed, and no session");
  const { account } = session.record;
  const now = stage.world.now();
  if (played.account !== null && played.account !== account) broken("a session of another account");
  if (played.action === "sign-up" && stage.accounts.has(account))
    broken("a sign-up took an account");
  const raised = played.session === null ? [] : (stage.sessions.get(played.session)?.shown ?? []);
  const kept = raised.filter(({ ceremony }) => ceremony === "prove");
  const shown = [...kept, ...played.shown].filter((one) => counts(one, played, before));
  const passkeys = before.holdings.get(account)?.credentials.length ?? 0;
  const { action } = played;
  const question = { policy: stage.policy.name, action, shown, passkeys, now };
  if (!isEnough(question)) {
    const rests = shown.map(({ token, ceremony }) => `${ceremony} ${token.kind}`).join(", ");
    broken(`${action} was allowed to the ${BROWSERS[by] ?? ""} by [${rests}] alone`);
  }
  stage.accounts.set(account, stage.accounts.get(account) ?? played.identifier ?? "");
  bindTokens(stage, played, session.record, shown, by);
  const whole = [...raised, ...played.shown];
  if (played.session !== null && stage.ended.has(played.session))
    broken("an ended session was raised");
  // The new session takes the place of the one that the browser came with.
  const left = stage.current[by === 0 ? 0 : 1];
  if (left !== null && isLive(left, now)) stage.ended.add(left.id);
  stage.sessions.set(session.record.id, { account, shown: whole });
  stage.current[by === 0 ? 0 : 1] = session.record;
}

function counts(one: Shown, played: Played, before: Picture): boolean {
  const lifted = played.action.startsWith("lift:") ? played.params["credential"] : undefined;
  if (one.ceremony === "enrol" || played.action === "sign-up") return true;
  return standsIn(before, one, lifted);
}

/** What was created in an attempt can be shown from now on, by the one who created it. */
function bindTokens(
  stage: Stage,
  played: Played,
  { account }: { account: Shown["token"]["account"] },
  shown: readonly Shown[],
  by: number,
): void {
  const now = stage.world.now();
  const byPasskey = shown.some(
    ({ token, ceremony }) => token.kind === "passkey" && ceremony === "prove",
  );
  const settles = played.action !== "sign-up" && !byPasskey;
  for (const { token, ceremony } of played.shown) {
    if (ceremony !== "enrol") continue;
    const more = {
      ...token,
      weakUntil: settles ? plusSeconds(now, SETTLE_SECONDS) : token.weakUntil,
    };
    const bound = tokenOf(account, token.kind, more);
    Object.assign(bound, { account });
    stage.tokens.push(bound);
    stage.held[by === 0 ? 0 : 1].push(bound);
    if (token.kind === "email-code") stage.accounts.set(account, token.text ?? "");
  }
}
