import { type Context, Hono } from "hono";
import type { Beginning } from "../flows/begin.ts";
import { renderAccount } from "../pages/account.tsx";
import { attemptPath, PATHS } from "../pages/paths.ts";
import { accountModel } from "./account-facts.ts";
import { html, seeOther } from "./answer.ts";
import type { ErrorCode } from "./codes.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { problemPage } from "./page-problem.ts";
import { sessionPages } from "./page-sessions.ts";
import { wayPages } from "./page-ways.ts";
import { weakestPages } from "./page-weakest.ts";
import { signInFirst } from "./sign-in-first.ts";
import { giveSession } from "./visit.ts";

/** `/account`: what the person has, what it proved, and how it is added to or taken away. */
export function accountPages(deps: HttpDeps): Hono<Env> {
  const pages = new Hono<Env>();

  pages.get(PATHS.account, async (c) => {
    const model = await accountModel(deps, c);
    return model === null ? signInFirst(c) : html(renderAccount(model));
  });

  pages.post(PATHS.addPasskey, (c) => begin(deps, c, { action: "enrol:passkey" }));

  pages.route(
    "/",
    wayPages(deps, (...asked) => begin(deps, ...asked)),
  );
  pages.route("/", sessionPages(deps));
  pages.route("/", weakestPages(deps));

  return pages;
}

/** Begins an attempt; where the session is enough for it, it is done, and the account shows it. */
async function begin(
  deps: HttpDeps,
  c: Context<Env>,
  beginning: Beginning,
  again?: (code: ErrorCode) => Promise<Response>,
): Promise<Response> {
  const visit = c.get("visit");
  if (visit.caller.session === null) return signInFirst(c);
  const begun = await deps.flows.begin(visit.caller, beginning, undefined);
  if (!begun.ok) return again?.(begun.code) ?? problemPage(deps, begun);
  const { attempt, session } = begun.value;
  if (session !== null) giveSession(deps, visit, session);
  return seeOther(attemptPath(attempt.id));
}
