import { fail, ok, type Result } from "../base/result.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import type { ActionParams } from "../policy/grant.ts";
import { type Beginning, beginAttempt } from "./begin.ts";
import type { Caller } from "./caller.ts";
import { cancelAttempt } from "./cancel.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { loadAttempt, viewAttempt } from "./load.ts";
import { performAction } from "./perform.ts";
import { codeStepView } from "./send-code.ts";
import { beginStep } from "./step.ts";
import { type Submission, submitEvidence } from "./submit.ts";
import type { AttemptView, CodeStepView, StepView } from "./view.ts";

/** One machine for everything a person does: an attempt at an action gathers evidence. */
export type Flows = ReturnType<typeof createFlows>;

export interface Begun {
  readonly attempt: AttemptView;
  readonly step: StepView | null;
}

export function createFlows(deps: FlowDeps) {
  const { store, clock } = deps;
  return {
    /** Begins an attempt and, where a method is named, its first step. */
    async begin(
      caller: Caller,
      beginning: Beginning,
      method: Method | undefined,
    ): Promise<Result<Begun, FlowCode>> {
      const now = clock();
      const begun = beginAttempt(deps, caller, beginning, now);
      if (!begun.ok) return begun;
      const attempt = await viewAttempt(deps, caller, begun.value, now);
      if (method === undefined) return ok({ attempt, step: null });
      const ceremony = attempt.options[0]?.ceremony ?? "prove";
      const step = await beginStep(deps, caller, begun.value, { method, ceremony }, now);
      return step.ok ? ok({ attempt, step: step.value }) : step;
    },

    async read(caller: Caller, id: string): Promise<Result<AttemptView, FlowCode>> {
      const now = clock();
      const loaded = await loadAttempt(deps, store, caller, id, now);
      return loaded.ok ? ok(await viewAttempt(deps, caller, loaded.value, now)) : loaded;
    },

    /** The step of the code that was sent last and can still be answered, for a page to show. */
    async openCode(caller: Caller, id: string): Promise<CodeStepView | null> {
      const now = clock();
      const loaded = await loadAttempt(deps, store, caller, id, now);
      if (!loaded.ok) return null;
      const code = await store.latestCode(loaded.value.record.id);
      const answerable = code !== undefined && code.usedAt === null && now < code.expiresAt;
      return answerable ? codeStepView(deps, loaded.value, code) : null;
    },

    async step(
      caller: Caller,
      id: string,
      wanted: { readonly method: Method; readonly ceremony: Ceremony },
    ): Promise<Result<StepView, FlowCode>> {
      const now = clock();
      const loaded = await loadAttempt(deps, store, caller, id, now);
      return loaded.ok ? beginStep(deps, caller, loaded.value, wanted, now) : loaded;
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

    /** Does an action of a session at once, or says `step_up_required`. */
    perform(caller: Caller, action: string, params: ActionParams) {
      if (caller.session === null) return Promise.resolve(fail("session_required"));
      return performAction(deps, caller, action, params, clock());
    },
  };
}
