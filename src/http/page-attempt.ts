import { type Context, Hono } from "hono";
import type { FlowCode } from "../flows/codes.ts";
import type { Method } from "../evidence/methods.ts";
import type { Submission } from "../flows/submit.ts";
import type { AttemptView } from "../flows/view.ts";
import type { Result } from "../base/result.ts";
import { localPath } from "../pages/local-path.ts";
import { attemptPath, PATHS, wayPath, withReturn } from "../pages/paths.ts";
import { seeOther } from "./answer.ts";
import { attemptPage, ceremonyOf, type Choice } from "./attempt-page.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readForm } from "./guard.ts";
import { linkPages } from "./page-link.ts";
import { problemPage } from "./page-problem.ts";
import { giveSession } from "./visit.ts";

/** `/attempts/:id`: the one page of an attempt, and the forms on it. */
export function attemptPages(deps: HttpDeps): Hono<Env> {
  const { flows } = deps;
  const pages = new Hono<Env>();

  pages.get("/:id", async (c) => {
    const view = await flows.read(c.get("visit").caller, c.req.param("id"));
    const choice = { method: c.req.query("method") ?? null, kept: c.req.query("kept") };
    return view.ok ? attemptPage(deps, c, view.value, choice) : problemPage(deps, view);
  });

  pages.post("/:id/code", (c) => answered(deps, c, "code"));
  pages.post("/:id/show", (c) => answered(deps, c, "answer"));

  pages.post("/:id/resend", async (c) => {
    const form = await readForm(c.req.raw);
    const { caller } = c.get("visit");
    const id = c.req.param("id");
    const method = sentMethod(form.ok ? form.value.get("method") : null);
    const view = await flows.read(caller, id);
    if (!view.ok) return problemPage(deps, view);
    const ceremony = ceremonyOf(view.value, method) ?? "prove";
    const sent = await flows.step(caller, id, { method, ceremony });
    if (sent.ok) return seeOther(wayPath(id, method, returnOf(c, form)));
    return attemptPage(deps, c, view.value, { method, refusal: sent });
  });

  pages.post("/:id/number", async (c) => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(deps, form);
    const { caller } = c.get("visit");
    const id = c.req.param("id");
    const method = "sms-code";
    const number = (form.value.get("number") ?? "").slice(0, 64);
    const sent = await flows.step(caller, id, { method, ceremony: "enrol", number });
    if (sent.ok) return seeOther(wayPath(id, method, returnOf(c, form)));
    const view = await flows.read(caller, id);
    if (!view.ok) return problemPage(deps, view);
    return attemptPage(deps, c, view.value, { method, asksNumber: true, refusal: sent });
  });

  pages.post("/:id/cancel", async (c) => {
    const done = await flows.cancel(c.get("visit").caller, c.req.param("id"));
    return done.ok ? seeOther(PATHS.signIn) : problemPage(deps, done);
  });

  pages.route("/", linkPages(deps));
  return pages;
}

/** An answer that a form posts: on with the attempt, or the page again with what was wrong. */
async function answered(deps: HttpDeps, c: Context<Env>, field: string): Promise<Response> {
  const form = await readForm(c.req.raw);
  if (!form.ok) return problemPage(deps, form);
  const visit = c.get("visit");
  const id = c.req.param("id") ?? "";
  const step = form.value.get("step") ?? "";
  const done = await deps.flows.submit(visit.caller, id, step, form.value.get(field) ?? "");
  if (done.ok) return onward(deps, c, id, done, returnOf(c, form));
  const view = await deps.flows.read(visit.caller, id);
  if (!view.ok) return problemPage(deps, view);
  const method = form.value.get("method");
  const choice: Choice = { method, refusal: done, step };
  return attemptPage(deps, c, view.value, choice);
}

function onward(
  deps: HttpDeps,
  c: Context<Env>,
  id: string,
  done: Extract<Result<Submission, FlowCode>, { ok: true }>,
  returnTo: string | null,
): Response {
  const { session, view } = done.value;
  if (session !== null) giveSession(deps, c.get("visit"), session);
  const next = withoutPasskey(view);
  return seeOther(
    next === undefined ? withReturn(attemptPath(id), returnTo) : wayPath(id, next, returnTo),
  );
}

/** Whoever came without a passkey goes on without one, as far as that leads. */
function withoutPasskey({ options }: AttemptView): Method | undefined {
  return options
    .filter(({ ceremony }) => ceremony === "prove")
    .flatMap(({ methods }) => methods)
    .find((method) => method !== "passkey");
}

function sentMethod(method: string | null): "email-code" | "sms-code" | "magic-link" {
  return method === "sms-code" || method === "magic-link" ? method : "email-code";
}

function returnOf(c: Context<Env>, form: Awaited<ReturnType<typeof readForm>>): string | null {
  const posted = form.ok ? form.value.get("return_to") : null;
  return localPath(posted ?? c.req.query("return_to")) ?? null;
}
