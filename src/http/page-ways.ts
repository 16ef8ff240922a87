import { type Context, Hono } from "hono";
import type { Beginning } from "../flows/begin.ts";
import { PATHS } from "../pages/paths.ts";
import type { ErrorCode } from "./codes.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readForm } from "./guard.ts";
import { renamePage, takeAwayPage } from "./page-held.ts";
import { problemPage } from "./page-problem.ts";

type Begin = (
  c: Context<Env>,
  beginning: Beginning,
  /** The page again, where what was typed does not do. */
  again?: (code: ErrorCode) => Promise<Response>,
) => Promise<Response>;

const WAY = `${PATHS.account}/ways/:method` as const;

/** Where the account page begins what is done to the ways in: each is an attempt at an action. */
export function wayPages(deps: HttpDeps, begin: Begin): Hono<Env> {
  const pages = new Hono<Env>();

  pages.post(`${WAY}/new`, (c) => begin(c, { action: `enrol:${c.req.param("method")}` }));

  // The new one takes the place of the old one once it was shown to work.
  pages.post(`${WAY}/replace`, async (c) => {
    const { session } = c.get("visit").caller;
    const held = session === null ? [] : (await deps.flows.ways(session)).held;
    const action = held.find(({ method }) => method === c.req.param("method"))?.replacedBy;
    // Whoever is not signed in is sent to do that first.
    if (session === null) return begin(c, { action: "" });
    return action === undefined || action === null
      ? problemPage(deps, "not_found")
      : begin(c, { action });
  });

  for (const doing of ["remove", "suspend"] as const) {
    pages.get(`${WAY}/:id/${doing}`, (c) => takeAwayPage(deps, c, doing));
  }
  for (const doing of ["remove", "suspend", "lift"] as const) {
    pages.post(`${WAY}/:id/${doing}`, (c) => {
      const { method, id } = c.req.param();
      return begin(c, { action: `${doing}:${method}`, params: { credential: id } });
    });
  }

  pages.get(`${WAY}/:id/rename`, (c) => renamePage(deps, c, null));
  pages.post(`${WAY}/:id/rename`, async (c) => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(deps, form.code);
    const name = form.value.get("name") ?? "";
    const { method, id } = c.req.param();
    const beginning = { action: `rename:${method}`, params: { credential: id, name } };
    return begin(c, beginning, () => renamePage(deps, c, name));
  });

  pages.post(PATHS.changeEmail, async (c) => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(deps, form.code);
    const address = (form.value.get("email") ?? "").trim().slice(0, 320);
    return begin(c, { action: "change:email", params: { address } });
  });

  return pages;
}
