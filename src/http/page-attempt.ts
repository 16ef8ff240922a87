import { type Context, Hono } from "hono";
import type { FlowCode } from "../flows/codes.ts";
import type { AttemptView } from "../flows/view.ts";
import type { AttemptModel, AttemptStep } from "../pages/attempt-model.ts";
import { nextOf } from "../pages/attempt-model.ts";
import { renderAttempt } from "../pages/attempt.tsx";
import { localPath } from "../pages/local-path.ts";
import { attemptPath, withReturn } from "../pages/paths.ts";
import { html, seeOther } from "./answer.ts";
import { statusOf } from "./codes.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readForm } from "./guard.ts";
import { passkeyNames } from "./page-account.ts";
import { problemPage } from "./page-problem.ts";
import { giveSession } from "./visit.ts";

const RESEND_AFTER_SECONDS = 30;

/** `/attempts/:id`: the one page of an attempt, and the forms on it. */
export function attemptPages(deps: HttpDeps): Hono<Env> {
  const { flows } = deps;
  const pages = new Hono<Env>();

  pages.get("/:id", async (c) => {
    const view = await flows.read(c.get("visit").caller, c.req.param("id"));
    return view.ok ? attemptPage(deps, c, view.value, null) : problemPage(deps, view.code);
  });

  pages.post("/:id/code", async (c) => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(deps, form.code);
    const visit = c.get("visit");
    const id = c.req.param("id");
    const step = form.value.get("step") ?? "";
    const done = await flows.submit(visit.caller, id, step, form.value.get("code") ?? "");
    if (done.ok && done.value.session !== null) giveSession(deps, visit, done.value.session);
    const returnTo = localPath(form.value.get("return_to") ?? c.req.query("return_to")) ?? null;
    if (done.ok) return seeOther(withReturn(attemptPath(id), returnTo));
    const view = await flows.read(visit.caller, id);
    return view.ok ? attemptPage(deps, c, view.value, done.code) : problemPage(deps, view.code);
  });

  pages.post("/:id/resend", async (c) => {
    const form = await readForm(c.req.raw);
    const { caller } = c.get("visit");
    const id = c.req.param("id");
    const sent = await flows.step(caller, id, { method: "email-code", ceremony: "prove" });
    const returnTo = form.ok ? (localPath(form.value.get("return_to")) ?? null) : null;
    if (sent.ok) return seeOther(withReturn(attemptPath(id), returnTo));
    const view = await flows.read(caller, id);
    return view.ok ? attemptPage(deps, c, view.value, sent.code) : problemPage(deps, view.code);
  });

  return pages;
}

async function attemptPage(
  deps: HttpDeps,
  c: Context<Env>,
  view: AttemptView,
  problem: FlowCode | null,
): Promise<Response> {
  const { context } = deps;
  const returnTo = localPath(c.req.query("return_to")) ?? null;
  const step = await stepOf(deps, c, view, problem);
  const facts = { context, id: view.id, action: view.action, returnTo };
  if (step === null) return seeOther(nextOf({ ...facts, step: { kind: "expired" } }));
  const model: AttemptModel = { ...facts, step };
  return html(renderAttempt(model), problem === null ? 200 : statusOf(problem));
}

/** What the page asks for next; null where the attempt is done. */
async function stepOf(
  deps: HttpDeps,
  c: Context<Env>,
  view: AttemptView,
  problem: FlowCode | null,
): Promise<AttemptStep | null> {
  if (view.state === "allowed") return null;
  if (view.state === "refused") {
    return { kind: "refused", reasons: view.reasons.map(({ code }) => code) };
  }
  const [option] = view.options;
  if (view.state !== "open" || option === undefined) return { kind: "expired" };
  if (option.methods[0] === "email-code") return codeStep(deps, c, view, problem);
  const facts = {
    shortfalls: [...new Set(view.reasons.map(({ code }) => code))],
    takesUnverified: deps.flows.takesUnverified(view.action, option.ceremony),
  };
  if (option.ceremony === "enrol") return { kind: "enrol-passkey", ...facts };
  const { credential } = view.params;
  const removal = credential === undefined ? null : await passkeyNames(deps, c, credential);
  return { kind: "prove-passkey", removal, ...facts };
}

async function codeStep(
  deps: HttpDeps,
  c: Context<Env>,
  view: AttemptView,
  problem: FlowCode | null,
): Promise<AttemptStep> {
  const standing = await deps.flows.code(c.get("visit").caller, view.id);
  const open = standing?.open ?? null;
  return {
    kind: "code",
    sentTo: standing?.sentTo ?? "",
    code: open === null ? null : { step: open.step, expiresAt: open.expiresAt },
    now: deps.clock(),
    resendAfterSeconds: RESEND_AFTER_SECONDS,
    problem,
  };
}
