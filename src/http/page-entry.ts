import { Hono } from "hono";
import { localPath } from "../pages/local-path.ts";
import { attemptPath, PATHS, withReturn } from "../pages/paths.ts";
import { renderSignIn } from "../pages/sign-in.tsx";
import { renderSignUp } from "../pages/sign-up.tsx";
import { html, seeOther } from "./answer.ts";
import { statusOf } from "./codes.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readForm } from "./guard.ts";
import { problemPage } from "./page-problem.ts";

/** The ways in: sign in, sign up, sign out. */
export function entryPages(deps: HttpDeps): Hono<Env> {
  const { flows, context, cookies } = deps;
  const pages = new Hono<Env>();

  pages.get("/", (c) => {
    const { session } = c.get("visit").caller;
    return seeOther(session === null ? PATHS.signIn : PATHS.account);
  });

  pages.get(PATHS.signIn, (c) => {
    const returnTo = localPath(c.req.query("return_to")) ?? null;
    const notice = c.req.query("notice") === "signed-out" ? "signed-out" : null;
    return html(renderSignIn({ context, email: "", returnTo, problem: null, notice }));
  });

  // Only where no script runs: a passkey cannot be asked for then, and the page says so.
  pages.post(PATHS.signIn, async (c) => {
    const form = await readForm(c.req.raw);
    const email = form.ok ? (form.value.get("email") ?? "").slice(0, 320) : "";
    return html(renderSignIn({ context, email, returnTo: null, problem: null, notice: null }));
  });

  pages.get(PATHS.signUp, (c) => {
    const returnTo = localPath(c.req.query("return_to")) ?? null;
    return html(renderSignUp({ context, email: "", returnTo, problem: null }));
  });

  pages.post(PATHS.signUp, async (c) => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(deps, form.code);
    const email = (form.value.get("email") ?? "").slice(0, 320);
    const returnTo = localPath(form.value.get("return_to")) ?? null;
    const { caller } = c.get("visit");
    const begun = await flows.begin(caller, { action: "sign-up", identifier: email }, "email-code");
    if (begun.ok) return seeOther(withReturn(attemptPath(begun.value.attempt.id), returnTo));
    const page = renderSignUp({ context, email, returnTo, problem: begun.code });
    return html(page, statusOf(begun.code));
  });

  pages.post(PATHS.signOut, async (c) => {
    const visit = c.get("visit");
    const { session } = visit.caller;
    if (session !== null) await flows.endSession(visit.caller, session.id);
    visit.cookies.push(cookies.session.clear());
    return seeOther(`${PATHS.signIn}?notice=signed-out`);
  });

  return pages;
}
