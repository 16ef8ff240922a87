import type { Context } from "hono";
import type { AttemptView } from "../flows/view.ts";
import { doingOf } from "../pages/action-group.ts";
import type { Target } from "../pages/attempt-model.ts";
import { heldInSentence, waysInSentence } from "../pages/held-name.ts";
import { accountModel } from "./account-facts.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { readMethod } from "./read-method.ts";

/** What of the account's own an attempt is about, and what signing in becomes. */
export async function targetOf(
  deps: HttpDeps,
  c: Context<Env>,
  { action, params }: AttemptView,
): Promise<Target | null> {
  const doing = doingOf(action);
  const method = readMethod(action.split(":")[1]);
  const { credential } = params;
  const { session } = c.get("visit").caller;
  if (doing === null || method === null || credential === undefined || session === null) {
    return null;
  }
  const held = await accountModel(deps, c);
  const what = held === null ? null : heldInSentence(held, { method, credential });
  if (held === null || what === null) return null;
  if (doing !== "remove" && doing !== "suspend") return { what, left: [] };
  const prospect = await deps.flows.prospect(session, doing, { method, id: credential });
  return { what, left: waysInSentence(held, prospect?.left ?? []) };
}
