import { Hono } from "hono";
import { PATHS } from "../pages/paths.ts";
import { renderWeakestLink } from "../pages/weakest-link.tsx";
import { accountModel } from "./account-facts.ts";
import { html } from "./answer.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { signInFirst } from "./sign-in-first.ts";

/** `/account/weakest-link`: what would take the account over, and what its owner can lose. */
export function weakestPages(deps: HttpDeps): Hono<Env> {
  const pages = new Hono<Env>();

  pages.get(PATHS.weakestLink, async (c) => {
    const { session } = c.get("visit").caller;
    const held = await accountModel(deps, c);
    const link = session === null ? null : await deps.flows.weakestLink(session);
    if (held === null || link === null) return signInFirst(c, PATHS.weakestLink);
    return html(renderWeakestLink({ context: deps.context, held, link }));
  });

  return pages;
}
