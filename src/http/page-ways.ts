import { type Context, Hono } from "hono";
import type { Beginning } from "../flows/begin.ts";
import { PATHS } from "../pages/paths.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readForm } from "./guard.ts";
import { problemPage } from "./page-problem.ts";

type Begin = (c: Context<Env>, beginning: Beginning) => Promise<Response>;

/** Where the account page begins what is done to the other ways in. */
export function wayPages(deps: HttpDeps, begin: Begin): Hono<Env> {
  const pages = new Hono<Env>();

  pages.post(`${PATHS.account}/ways/:method/new`, (c) => {
    const method = c.req.param("method");
    // A new set of codes takes the place of the old one; so does a new password or number.
    return begin(c, { action: `enrol:${method}` });
  });

  pages.post(`${PATHS.account}/ways/:method/:id/remove`, (c) =>
    begin(c, {
      action: `remove:${c.req.param("method")}`,
      params: { credential: c.req.param("id") },
    }),
  );

  pages.post(PATHS.changeEmail, async (c) => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(deps, form.code);
    const address = (form.value.get("email") ?? "").trim().slice(0, 320);
    return begin(c, { action: "change:email", params: { address } });
  });

  return pages;
}
