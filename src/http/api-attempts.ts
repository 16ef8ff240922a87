import { type Context, Hono } from "hono";
import { errorAnswer, json, nothing } from "./answer.ts";
import type { Refusal } from "./codes.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readJson } from "./guard.ts";
import { presentAttempt, presentStep } from "./present.ts";
import { beginBody, evidenceBody, stepBody } from "./schemas.ts";
import { giveSession } from "./visit.ts";

/** `/api/attempts`: the one machine, over HTTP. */
export function attemptsApi(deps: HttpDeps): Hono<Env> {
  const { flows, origin, context } = deps;
  const { language } = context;
  const api = new Hono<Env>();
  const refuse = (refusal: Refusal) => errorAnswer(language, origin, refusal);

  api.post("/", async (c) => {
    const body = await readJson(c.req.raw, beginBody);
    if (!body.ok) return refuse(body);
    const { method, ...beginning } = body.value;
    const begun = await flows.begin(callerOf(c), beginning, method);
    if (!begun.ok) return refuse(begun);
    const { attempt, step, session } = begun.value;
    if (session !== null) giveSession(deps, c.get("visit"), session);
    return json(presentAttempt(language, attempt, step), 201);
  });

  api.get("/:id", async (c) => {
    const view = await flows.read(callerOf(c), c.req.param("id"));
    return view.ok ? json(presentAttempt(language, view.value, null)) : refuse(view);
  });

  api.post("/:id/steps", async (c) => {
    const body = await readJson(c.req.raw, stepBody);
    if (!body.ok) return refuse(body);
    const { method, ceremony = "prove", params = {} } = body.value;
    const step = await flows.step(callerOf(c), c.req.param("id"), {
      method,
      ceremony,
      securityKey: params.authenticator === "security-key",
      withoutVerification: params.userVerification === "none",
      number: params.number,
      keptIn: params.keptIn,
    });
    return step.ok ? json(presentStep(step.value)) : refuse(step);
  });

  api.post("/:id/evidence", async (c) => {
    const body = await readJson(c.req.raw, evidenceBody);
    if (!body.ok) return refuse(body);
    const { step, response } = body.value;
    const done = await flows.submit(callerOf(c), c.req.param("id"), step, response);
    if (!done.ok) return refuse(done);
    const { view, session } = done.value;
    if (session !== null) giveSession(deps, c.get("visit"), session);
    return json(presentAttempt(language, view, null));
  });

  api.delete("/:id", async (c) => {
    const done = await flows.cancel(callerOf(c), c.req.param("id"));
    return done.ok ? nothing() : refuse(done);
  });

  return api;
}

function callerOf(c: Context<Env>) {
  return c.get("visit").caller;
}
