import type { Context } from "hono";
import { readNotice } from "../pages/account-model.ts";
import { PATHS, withReturn } from "../pages/paths.ts";
import { seeOther } from "./answer.ts";
import type { Env } from "./deps.ts";

/**
 * Where nobody is signed in: that first, then back to the page. What was just done may have ended the
 * session that it was done in; then it says so.
 */
export function signInFirst(c: Context<Env>, back: string = PATHS.account): Response {
  const notice = readNotice(c.req.query("notice"));
  if (notice === null) return seeOther(withReturn(PATHS.signIn, back));
  const signIn = withReturn(PATHS.signIn, `${back}?notice=${notice}`);
  return seeOther(`${signIn}&notice=done`);
}
