import { Hono } from "hono";
import { toIso } from "../base/time.ts";
import { errorAnswer, json } from "./answer.ts";
import type { ErrorCode } from "./codes.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readJson } from "./guard.ts";
import { noticeBody } from "./schemas.ts";

/** `/api/notices/:secret`: what the link in a message can say, for machines. */
export function noticesApi({ flows, origin, context }: HttpDeps): Hono<Env> {
  const api = new Hono<Env>();
  const refuse = (code: ErrorCode) => errorAnswer(context.language, origin, code);

  api.post("/:secret", async (c) => {
    const body = await readJson(c.req.raw, noticeBody);
    if (!body.ok) return refuse(body.code);
    const { caller } = c.get("visit");
    const answer = "veto" in body.value ? "veto" : "report";
    const done = await flows.answerNotice(caller, c.req.param("secret"), answer);
    if (!done.ok) return refuse(done.code);
    const { notice, at } = done.value;
    return json({ notice, at: toIso(at), answer });
  });

  return api;
}
