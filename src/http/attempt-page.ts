import type { Context } from "hono";
import type { Failure } from "../base/result.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import type { FlowCode } from "../flows/codes.ts";
import type { AttemptView } from "../flows/view.ts";
import type { AttemptModel, AttemptStep, OtherWay } from "../pages/attempt-model.ts";
import { nextOf } from "../pages/attempt-model.ts";
import { renderAttempt } from "../pages/attempt.tsx";
import { localPath } from "../pages/local-path.ts";
import { html, refusedHtml, seeOther } from "./answer.ts";
import { codeStep, secretStep } from "./attempt-step.ts";
import { targetOf } from "./attempt-target.ts";
import type { Env, HttpDeps } from "./deps.ts";

/** What somebody chose on the page, and what came of it. */
export interface Choice {
  readonly method: string | null;
  readonly refusal?: Failure<FlowCode>;
  /** The sealed step that was answered. */
  readonly step?: string;
  /** The number was refused: it is asked for again. */
  readonly asksNumber?: boolean;
  /** Where a new seed will live, as the person says. */
  readonly kept?: string | undefined;
}

/** The page of an attempt as it stands: what is asked for next, by the way that was chosen. */
export async function attemptPage(
  deps: HttpDeps,
  c: Context<Env>,
  view: AttemptView,
  choice: Choice,
): Promise<Response> {
  const { context } = deps;
  const returnTo = localPath(c.req.query("return_to")) ?? null;
  const ways = waysOf(view);
  const chosen = ways.find(({ method }) => method === choice.method) ?? ways[0];
  const step = await stepOf(deps, c, view, chosen, choice);
  const others = ways.filter((way) => way !== chosen);
  const target = view.state === "open" ? await targetOf(deps, c, view) : null;
  const facts = { context, id: view.id, action: view.action, returnTo, others, target };
  if (step === null) return seeOther(nextOf({ ...facts, step: { kind: "expired" } }));
  const model: AttemptModel = { ...facts, step };
  const { refusal } = choice;
  const page = renderAttempt(model);
  return refusal === undefined ? html(page) : refusedHtml(page, refusal);
}

/**
 * How the attempt can go on, each method once and in the policy's own order: with the first thing of each
 * combination that is not shown yet, since all of them are needed. First what is nearest to done: where
 * something can be created, nothing is left to show for it.
 */
function waysOf({ state, options }: AttemptView): readonly OtherWay[] {
  if (state !== "open") return [];
  const first = (one: Ceremony) => options.filter(({ ceremony }) => ceremony === one);
  const ways = new Map<OtherWay["method"], OtherWay>();
  for (const { methods, ceremony } of [...first("enrol"), ...first("prove")]) {
    const [method] = methods;
    if (method === undefined || method === "external" || ways.has(method)) continue;
    ways.set(method, { method, ceremony });
  }
  return [...ways.values()];
}

/** How a method would be asked for now; undefined where it is not. */
export function ceremonyOf({ options }: AttemptView, method: Method): Ceremony | undefined {
  return options.find(({ methods }) => methods.includes(method))?.ceremony;
}

/** What the page asks for next; null where the attempt is done. */
async function stepOf(
  deps: HttpDeps,
  c: Context<Env>,
  view: AttemptView,
  way: OtherWay | undefined,
  choice: Choice,
): Promise<AttemptStep | null> {
  if (view.state === "allowed") return null;
  if (view.state === "refused") {
    return { kind: "refused", reasons: view.reasons.map(({ code }) => code) };
  }
  if (view.waitUntil !== null) {
    return { kind: "waiting", until: view.waitUntil, now: deps.clock() };
  }
  if (way === undefined) return { kind: "expired" };
  switch (way.method) {
    case "passkey":
      return passkeyStep(deps, view, way);
    case "email-code":
    case "sms-code":
    case "magic-link":
      return codeStep(deps, c, view, { ...way, method: way.method }, choice);
    case "password":
    case "totp":
    case "recovery-code":
      return secretStep(deps, c, view, { ...way, method: way.method }, choice);
  }
}

function passkeyStep(deps: HttpDeps, view: AttemptView, { ceremony }: OtherWay): AttemptStep {
  return {
    kind: ceremony === "enrol" ? "enrol-passkey" : "prove-passkey",
    shortfalls: [...new Set(view.reasons.map(({ code }) => code))],
    takesUnverified: deps.flows.takesUnverified(view.action, ceremony),
  };
}
