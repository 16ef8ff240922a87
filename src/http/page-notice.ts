import { Hono } from "hono";
import { renderNotice } from "../pages/notice.tsx";
import { noticePath } from "../pages/paths.ts";
import { html, seeOther } from "./answer.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readForm } from "./guard.ts";
import { problemPage } from "./page-problem.ts";

/** `/notice/:secret`: what the link in a message opens, and what its form posts. */
export function noticePages(deps: HttpDeps): Hono<Env> {
  const { flows, context } = deps;
  const pages = new Hono<Env>();

  pages.get("/notice/:secret", async (c) => {
    const secret = c.req.param("secret");
    const view = await flows.notice(secret);
    return view.ok ? html(renderNotice(context, secret, view.value)) : problemPage(deps, view.code);
  });

  pages.post("/notice/:secret", async (c) => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(deps, form.code);
    const secret = c.req.param("secret");
    const answer = form.value.get("answer") === "veto" ? "veto" : "report";
    const done = await flows.answerNotice(c.get("visit").caller, secret, answer);
    return done.ok || done.code === "notice_answered"
      ? seeOther(noticePath(secret))
      : problemPage(deps, done.code);
  });

  return pages;
}
