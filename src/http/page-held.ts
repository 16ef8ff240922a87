import type { Context } from "hono";
import { heldInSentence, toAdd, waysInSentence } from "../pages/held-name.ts";
import { renderRename } from "../pages/rename.tsx";
import { renderTakeAway } from "../pages/take-away.tsx";
import { accountModel } from "./account-facts.ts";
import { html } from "./answer.ts";
import { statusOf } from "./codes.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { problemPage } from "./page-problem.ts";
import { readMethod } from "./read-method.ts";
import { signInFirst } from "./sign-in-first.ts";

/** Before something is removed or suspended: what signing in becomes, or why it cannot be. */
export async function takeAwayPage(
  deps: HttpDeps,
  c: Context<Env>,
  doing: "remove" | "suspend",
): Promise<Response> {
  const { session } = c.get("visit").caller;
  const held = await accountModel(deps, c);
  if (session === null || held === null) return signInFirst(c);
  const { method, id } = targetOf(c);
  if (method === null) return problemPage(deps, "not_found");
  const prospect = await deps.flows.prospect(session, doing, { method, id });
  const what = heldInSentence(held, { method, credential: id });
  if (prospect === null || what === null) return problemPage(deps, "not_found");
  const isLast = prospect.obstacles.includes("last_way_in");
  if (prospect.obstacles.length > 0 && !isLast) return problemPage(deps, "action_refused");
  const [list = []] = prospect.addFirst;
  const [only = null, ...more] = list;
  const page = renderTakeAway({
    context: deps.context,
    doing,
    method,
    id,
    what,
    isLast,
    left: waysInSentence(held, prospect.left),
    toAdd: toAdd(held, prospect.addFirst),
    addMethod: more.length === 0 ? only : null,
    endsHere: prospect.endsHere,
  });
  return html(page);
}

/** Asks for a name; with what was typed where that does not do. */
export async function renamePage(
  deps: HttpDeps,
  c: Context<Env>,
  typed: string | null,
): Promise<Response> {
  const held = await accountModel(deps, c);
  if (held === null) return signInFirst(c);
  const { method, id } = targetOf(c);
  const what = method === null ? null : heldInSentence(held, { method, credential: id });
  const passkey = held.passkeys.find((one) => one.id === id);
  if (method === null || what === null || passkey?.doings.includes("rename") !== true) {
    return problemPage(deps, "not_found");
  }
  const page = renderRename({
    context: deps.context,
    method,
    id,
    what,
    name: typed ?? passkey.name ?? "",
    isMalformed: typed !== null,
  });
  return html(page, typed === null ? 200 : statusOf("params_unknown"));
}

function targetOf(c: Context<Env>) {
  return { method: readMethod(c.req.param("method")), id: c.req.param("id") ?? "" };
}
