import { Hono } from "hono";
import { errorAnswer, json, nothing } from "./answer.ts";
import type { ErrorCode, Refusal } from "./codes.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { presentCredential, presentSession, presentSessionItem, presentWay } from "./present.ts";
import { giveSession } from "./visit.ts";

/** `/api/session` and `/api/account`: what a signed-in person has, and how it goes. */
export function accountApi(deps: HttpDeps): Hono<Env> {
  const { flows, origin, context, cookies } = deps;
  const { language } = context;
  const api = new Hono<Env>();
  const refuse = (refused: ErrorCode | Refusal, more = {}) =>
    errorAnswer(language, origin, refused, more);

  api.get("/session", async (c) => {
    const { session } = c.get("visit").caller;
    if (session === null) return refuse("session_required");
    return json(presentSession(language, await flows.standing(session)));
  });

  api.delete("/session", async (c) => {
    const visit = c.get("visit");
    const { session } = visit.caller;
    if (session === null) return refuse("session_required");
    await flows.endSession(visit.caller, session.id);
    visit.cookies.push(cookies.session.clear());
    return nothing();
  });

  api.get("/account/credentials", async (c) => {
    const { session } = c.get("visit").caller;
    if (session === null) return refuse("session_required");
    const passkeys = await flows.credentials(session);
    const { held } = await flows.ways(session);
    return json([...passkeys.map(presentCredential), ...held.map(presentWay)]);
  });

  api.delete("/account/credentials/:id", async (c) => {
    const visit = c.get("visit");
    const credential = c.req.param("id");
    const { session: current } = visit.caller;
    const held = current === null ? [] : (await flows.ways(current)).held;
    const method = held.find(({ id }) => id === credential)?.method ?? "passkey";
    const action = `remove:${method}`;
    const params = { credential };
    const begun = await flows.begin(visit.caller, { action, params }, undefined);
    if (!begun.ok) return refuse(begun);
    const { attempt, session } = begun.value;
    if (session !== null) {
      giveSession(deps, visit, session);
      return nothing();
    }
    if (attempt.state === "open") return refuse("step_up_required", { action, params });
    const unknown = attempt.reasons.some(({ code }) => code === "credential_unknown");
    return refuse(unknown ? "credential_unknown" : "action_refused");
  });

  api.get("/account/sessions", async (c) => {
    const { session } = c.get("visit").caller;
    if (session === null) return refuse("session_required");
    const sessions = await flows.sessionList(session);
    return json(sessions.map((one) => presentSessionItem(one, session)));
  });

  api.delete("/account/sessions/:id", async (c) => {
    const visit = c.get("visit");
    const { session } = visit.caller;
    if (session === null) return refuse("session_required");
    const id = c.req.param("id");
    if (!(await flows.endSession(visit.caller, id))) return refuse("not_found");
    if (id === session.id) visit.cookies.push(cookies.session.clear());
    return nothing();
  });

  return api;
}
