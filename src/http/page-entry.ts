import { type Context, Hono } from "hono";
import { localPath } from "../pages/local-path.ts";
import { attemptPath, PATHS, wayPath, withReturn } from "../pages/paths.ts";
import { renderSignIn } from "../pages/sign-in.tsx";
import { renderSignUp } from "../pages/sign-up.tsx";
import { html, refusedHtml, seeOther } from "./answer.ts";
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

  pages.get(PATHS.signIn, async (c) => {
    const returnTo = localPath(c.req.query("return_to")) ?? null;
    const notice = NOTICES.find((one) => one === c.req.query("notice")) ?? null;
    return html(
      renderSignIn({
        context,
        email: "",
        returnTo,
        problem: null,
        notice,
        hasOtherWays: await hasOtherWays(deps, c),
        recovers: flows.offers("recover"),
      }),
    );
  });

  // Where no script runs, and by whoever has no passkey here: on with what else is asked for. A known
  // and an unknown address see the same (R37).
  pages.post(PATHS.signIn, async (c) => {
    const form = await readForm(c.req.raw);
    const email = form.ok ? (form.value.get("email") ?? "").slice(0, 320) : "";
    const returnTo = form.ok ? (localPath(form.value.get("return_to")) ?? null) : null;
    const { caller } = c.get("visit");
    const begun = await flows.begin(caller, { action: "sign-in", identifier: email }, undefined);
    if (begun.ok) {
      const { id, options } = begun.value.attempt;
      const other = options.flatMap(({ methods }) => methods).find((one) => one !== "passkey");
      if (other !== undefined) return seeOther(wayPath(id, other, returnTo));
    }
    const refusal = begun.ok || email === "" ? null : begun;
    const page = renderSignIn({
      context,
      email,
      returnTo,
      problem: refusal ?? null,
      notice: null,
      hasOtherWays: await hasOtherWays(deps, c),
      recovers: flows.offers("recover"),
    });
    return refusal === null ? html(page) : refusedHtml(page, refusal);
  });

  pages.get(PATHS.signUp, (c) => {
    const returnTo = localPath(c.req.query("return_to")) ?? null;
    return html(renderSignUp({ context, email: "", returnTo, problem: null }));
  });

  pages.post(PATHS.signUp, async (c) => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(deps, form);
    const email = (form.value.get("email") ?? "").slice(0, 320);
    const returnTo = localPath(form.value.get("return_to")) ?? null;
    const { caller } = c.get("visit");
    const begun = await flows.begin(caller, { action: "sign-up", identifier: email }, "email-code");
    if (begun.ok) return seeOther(withReturn(attemptPath(begun.value.attempt.id), returnTo));
    const page = renderSignUp({ context, email, returnTo, problem: begun });
    return refusedHtml(page, begun);
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

const NOTICES = ["signed-out", "done"] as const;

/** Asked of nobody in particular: whether the policy could take something else first. */
async function hasOtherWays({ flows }: HttpDeps, c: Context<Env>): Promise<boolean> {
  const begun = await flows.begin(c.get("visit").caller, { action: "sign-in" }, undefined);
  if (!begun.ok) return false;
  return begun.value.attempt.options.some(({ methods }) => !methods.includes("passkey"));
}
