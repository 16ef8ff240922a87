import { Hono } from "hono";
import { renderLink, renderLinkElsewhere } from "../pages/link.tsx";
import { attemptPath } from "../pages/paths.ts";
import { html, refusedHtml, seeOther } from "./answer.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readForm } from "./guard.ts";
import { problemPage } from "./page-problem.ts";
import { giveSession } from "./visit.ts";

/**
 * `/attempts/:id/link`: opening a link does nothing, since mail scanners open every one; what is
 * posted from its page uses it up, in the browser that asked for it and in no other (B38).
 */
export function linkPages(deps: HttpDeps): Hono<Env> {
  const { flows, context } = deps;
  const pages = new Hono<Env>();

  pages.get("/:id/link", async (c) => {
    const id = c.req.param("id");
    const view = await flows.read(c.get("visit").caller, id);
    if (!view.ok) return refusedHtml(renderLinkElsewhere(context), view);
    return html(renderLink(context, id, c.req.query("token") ?? ""));
  });

  pages.post("/:id/link", async (c) => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(deps, form);
    const visit = c.get("visit");
    const id = c.req.param("id");
    const standing = await flows.code(visit.caller, id, "magic-link:prove");
    const step = standing?.open?.step ?? "";
    const done = await flows.submit(visit.caller, id, step, form.value.get("token") ?? "");
    if (!done.ok) return problemPage(deps, done);
    if (done.value.session !== null) giveSession(deps, visit, done.value.session);
    return seeOther(attemptPath(id));
  });

  return pages;
}
