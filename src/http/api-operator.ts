import { Hono } from "hono";
import type { Result } from "../base/result.ts";
import { toIso } from "../base/time.ts";
import type { FlowCode } from "../flows/codes.ts";
import type { ActionParams } from "../policy/grant.ts";
import type { OperatorAction } from "../policy/operator.ts";
import { errorAnswer, json, nothing } from "./answer.ts";
import { presentAccount, presentApproval, presentDossier } from "./api-operator-present.ts";
import { joinBody } from "./api-operator-schemas.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readJson } from "./guard.ts";

/**
 * `/api/operator`: what operators do, each by a session of their own. 403 `step_up_required` names the
 * action whose attempt shows what is missing; then the same is asked again.
 */
export function operatorApi(deps: HttpDeps): Hono<Env> {
  const api = new Hono<Env>();
  readingApi(deps, api);
  accountsApi(deps, api);
  approvalsApi(deps, api);
  return api;
}

/** Whatever may become of a command, as an answer. */
function answered<T>(
  { context, origin }: HttpDeps,
  action: OperatorAction,
  params: ActionParams,
  done: Result<T, FlowCode>,
  present: (value: T) => Response,
): Response {
  if (done.ok) return present(done.value);
  const more = done.code === "step_up_required" ? { action, params } : {};
  return errorAnswer(context.language, origin, done, more);
}

function readingApi(deps: HttpDeps, api: Hono<Env>): void {
  const { flows, context, origin, warnings } = deps;
  const { operators } = flows;

  api.post("/join", async (c) => {
    const body = await readJson(c.req.raw, joinBody);
    if (!body.ok) return errorAnswer(context.language, origin, body);
    const done = await operators.join(c.get("visit").caller, body.value.token);
    return answered(deps, "operate:join", {}, done, nothing);
  });

  api.get("/state", async (c) => {
    const done = await operators.standing(c.get("visit").caller);
    return answered(deps, "operate:read", {}, done, (standing) =>
      json({ ...standing, alarms: warnings() }),
    );
  });

  api.get("/accounts", async (c) => {
    const email = (c.req.query("email") ?? "").slice(0, 320);
    const done = await operators.find(c.get("visit").caller, email);
    return answered(deps, "operate:read", { email }, done, (account) =>
      json(presentAccount(account)),
    );
  });

  api.get("/accounts/:id", async (c) => {
    const account = c.req.param("id");
    const done = await operators.see(c.get("visit").caller, account);
    return answered(deps, "operate:read", { account }, done, (dossier) =>
      json(presentDossier(dossier)),
    );
  });
}

function accountsApi(deps: HttpDeps, api: Hono<Env>): void {
  const { operators } = deps.flows;

  api.post("/accounts/:id/suspend", async (c) => {
    const account = c.req.param("id");
    const done = await operators.suspendAccount(c.get("visit").caller, account);
    return answered(deps, "operate:suspend", { account }, done, nothing);
  });

  api.post("/accounts/:id/lift", async (c) => {
    const account = c.req.param("id");
    const done = await operators.liftAccount(c.get("visit").caller, account);
    return answered(deps, "operate:lift", { account }, done, nothing);
  });

  api.post("/accounts/:id/credentials/:credential/suspend", async (c) => {
    const { id: account, credential } = c.req.param();
    const params = { account, credential };
    const done = await operators.suspendCredential(c.get("visit").caller, account, credential);
    return answered(deps, "operate:suspend", params, done, nothing);
  });

  api.delete("/accounts/:id/sessions", async (c) => {
    const account = c.req.param("id");
    const done = await operators.endSessions(c.get("visit").caller, account);
    return answered(deps, "operate:end-sessions", { account }, done, (ended) => json({ ended }));
  });

  api.post("/accounts/:id/enrol-link", async (c) => {
    const account = c.req.param("id");
    const done = await operators.enrolLink(c.get("visit").caller, account);
    return answered(deps, "operate:enrolment-link", { account }, done, ({ url, expiresAt }) =>
      json({ url, expiresAt: toIso(expiresAt) }, 201),
    );
  });
}

function approvalsApi(deps: HttpDeps, api: Hono<Env>): void {
  const { operators } = deps.flows;

  api.post("/accounts/:id/break-glass", async (c) => {
    const account = c.req.param("id");
    const done = await operators.askApproval(c.get("visit").caller, account);
    return answered(deps, "operate:break-glass", { account }, done, (approval) =>
      json(presentApproval(approval), 201),
    );
  });

  api.get("/approvals", async (c) => {
    const done = await operators.approvals(c.get("visit").caller);
    return answered(deps, "operate:read", {}, done, (all) => json(all.map(presentApproval)));
  });

  api.post("/approvals/:id", async (c) => {
    const approval = c.req.param("id");
    const done = await operators.giveApproval(c.get("visit").caller, approval);
    return answered(deps, "operate:break-glass", { approval }, done, ({ url, expiresAt }) =>
      json({ url, expiresAt: toIso(expiresAt) }, 201),
    );
  });
}
