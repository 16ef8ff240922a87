import { Hono } from "hono";
import { PATHS } from "../pages/paths.ts";
import { renderSheet } from "../pages/sheet.tsx";
import { renderWeakestLink } from "../pages/weakest-link.tsx";
import { accountModel } from "./account-facts.ts";
import { html } from "./answer.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { signInFirst } from "./sign-in-first.ts";

/** What would take the account over, what its owner can lose, and the same to be printed. */
export function weakestPages(deps: HttpDeps): Hono<Env> {
  const pages = new Hono<Env>();

  pages.get(PATHS.weakestLink, async (c) => {
    const { session } = c.get("visit").caller;
    const held = await accountModel(deps, c);
    const link = session === null ? null : await deps.flows.weakestLink(session);
    if (held === null || link === null) return signInFirst(c, PATHS.weakestLink);
    return html(renderWeakestLink({ context: deps.context, held, link }));
  });

  pages.get(PATHS.sheet, async (c) => {
    const { session } = c.get("visit").caller;
    const held = await accountModel(deps, c);
    const link = session === null ? null : await deps.flows.weakestLink(session);
    if (held === null || link === null) return signInFirst(c, PATHS.sheet);
    const { context, origin } = deps;
    return html(renderSheet({ context, held, link, origin, email: held.email, now: held.now }));
  });

  return pages;
}
