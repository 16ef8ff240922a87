import { ok, type Result } from "../base/result.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import type { ActionParams } from "../policy/grant.ts";
import { accountFlows } from "./account-flows.ts";
import { answerNotice, readNotice } from "./answer-notice.ts";
import { type Beginning, beginAttempt } from "./begin.ts";
import type { Caller } from "./caller.ts";
import { cancelAttempt } from "./cancel.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { judge } from "./judge.ts";
import { loadAttempt, viewAttempt, viewOf } from "./load.ts";
import { mayAct } from "./may.ts";
import { operatorFlows } from "./operator-flows.ts";
import { performAtOnce } from "./perform.ts";
import { type CodeStanding, codeStanding } from "./code-standing.ts";
import type { IssuedSession } from "../sessions/issue.ts";
import type { NoticeAnswer } from "../store/notice-records.ts";
import { type CodeStep, openStep } from "./sealing.ts";
import { secretStepAgain } from "./secret-step.ts";
import { beginOffered, beginStep, mayBeUnverified, type WantedStep } from "./step.ts";
import { type Submission, submitEvidence } from "./submit.ts";
import type { AttemptView, StepView } from "./view.ts";

/** One machine for everything a person does: an attempt at an action gathers evidence. */
export type Flows = ReturnType<typeof createFlows>;

export interface Begun {
  readonly attempt: AttemptView;
  readonly step: StepView | null;
  /** Of an attempt that was allowed as it began. */
  readonly session: IssuedSession | null;
}

export function createFlows(deps: FlowDeps) {
  const { store, clock } = deps;
  return {
    ...accountFlows(deps),

    /** What operators do, each by their own session. */
    operators: operatorFlows(deps),

    begin: (caller: Caller, beginning: Beginning, method: Method | undefined) =>
      begin(deps, caller, beginning, method),

    async read(caller: Caller, id: string): Promise<Result<AttemptView, FlowCode>> {
      const now = clock();
      const loaded = await loadAttempt(deps, store, caller, id, now);
      return loaded.ok ? ok(await viewAttempt(deps, caller, loaded.value, now)) : loaded;
    },

    /** How the code of an attempt stands, for the page that asks for it. */
    async code(
      caller: Caller,
      id: string,
      purpose: CodeStep["purpose"],
    ): Promise<CodeStanding | null> {
      const now = clock();
      const loaded = await loadAttempt(deps, store, caller, id, now);
      return loaded.ok ? codeStanding(deps, loaded.value, purpose, now) : null;
    },

    async step(
      caller: Caller,
      id: string,
      wanted: WantedStep,
    ): Promise<Result<StepView, FlowCode>> {
      const now = clock();
      const loaded = await loadAttempt(deps, store, caller, id, now);
      return loaded.ok ? beginStep(deps, caller, loaded.value, wanted, now) : loaded;
    },

    /** A step of setting something up, shown again; null where it is none, or is over. */
    async again(caller: Caller, id: string, step: string): Promise<StepView | null> {
      const now = clock();
      const loaded = await loadAttempt(deps, store, caller, id, now);
      if (!loaded.ok) return null;
      const opened = openStep(deps.keys, step, loaded.value.sealed, now);
      const context = { deps, caller, loaded: loaded.value, now };
      return opened.ok ? secretStepAgain(context, opened.value) : null;
    },

    async submit(
      caller: Caller,
      id: string,
      step: string,
      response: unknown,
    ): Promise<Result<Submission, FlowCode>> {
      const now = clock();
      const loaded = await loadAttempt(deps, store, caller, id, now);
      if (!loaded.ok) return loaded;
      return submitEvidence(deps, caller, loaded.value, step, response, now);
    },

    async cancel(caller: Caller, id: string): Promise<Result<null, FlowCode>> {
      const now = clock();
      const loaded = await loadAttempt(deps, store, caller, id, now);
      return loaded.ok ? cancelAttempt(deps, loaded.value) : loaded;
    },

    /** Whether the policy has rules for an action at all. */
    offers: (action: string) => [...deps.policy.actions.keys()].some((one) => one === action),

    /** A message about the account, as whoever has its link may see it. */
    notice: (secret: string) => readNotice(deps, secret, clock()),

    /** Stops what a message tells of, or reports it; whoever has its link may, once. */
    answerNotice: (caller: Caller, secret: string, answer: NoticeAnswer) =>
      answerNotice(deps, caller, secret, answer, clock()),

    /** Whether a passkey without user verification can be a step of an action. */
    takesUnverified: (action: string, ceremony: Ceremony) =>
      mayBeUnverified(deps, action, ceremony, clock()),

    /** Whether a session's evidence is enough for an action now; nothing is done. */
    may: (caller: Caller, action: string, params: ActionParams) =>
      mayAct(deps, caller, action, params, clock()),
  };
}

/**
 * Begins an attempt and, where a method is named, its first step. What the session's own
 * evidence is enough for is done at once.
 */
async function begin(
  deps: FlowDeps,
  caller: Caller,
  beginning: Beginning,
  method: Method | undefined,
): Promise<Result<Begun, FlowCode>> {
  const now = deps.clock();
  const begun = beginAttempt(deps, caller, beginning, now);
  if (!begun.ok) return begun;
  const { record } = begun.value;
  const { decision } = await judge(deps, deps.store, record, caller.session, now);
  const done = await performAtOnce(deps, caller, begun.value, decision, now);
  if (done?.ok === false) return done;
  if (done?.ok === true) {
    return ok({ attempt: done.value.view, step: null, session: done.value.session });
  }
  const attempt = viewOf(begun.value, record, decision);
  const begunWith = { attempt, step: null, session: null };
  // An attempt that nothing can meet says so itself, and has no step to begin.
  if (method === undefined || attempt.state !== "open") return ok(begunWith);
  const wanted = { method, ceremony: attempt.options[0]?.ceremony ?? "prove" };
  const step = await beginOffered(deps, caller, begun.value, wanted, decision, now);
  return step.ok ? ok({ ...begunWith, step: step.value }) : step;
}
