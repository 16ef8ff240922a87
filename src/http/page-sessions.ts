import { Hono } from "hono";
import type { SessionItem } from "../flows/session-list.ts";
import { renderActivity } from "../pages/activity.tsx";
import { type Held, shownInSentence } from "../pages/held-name.ts";
import { PATHS } from "../pages/paths.ts";
import { renderSessions, type SessionEntryModel, SESSIONS_NOTICES } from "../pages/sessions.tsx";
import { accountModel } from "./account-facts.ts";
import { html, seeOther } from "./answer.ts";
import { browserName } from "./browser-name.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { problemPage } from "./page-problem.ts";
import { signInFirst } from "./sign-in-first.ts";

/** Where the account is open, how it is closed there, and what happened to it of late. */
export function sessionPages(deps: HttpDeps): Hono<Env> {
  const { flows, context, clock, cookies } = deps;
  const pages = new Hono<Env>();

  pages.get(PATHS.sessions, async (c) => {
    const { session } = c.get("visit").caller;
    const held = await accountModel(deps, c);
    if (session === null || held === null) return signInFirst(c, PATHS.sessions);
    const list = await flows.sessionList(session);
    const notice = SESSIONS_NOTICES.find((one) => one === c.req.query("notice")) ?? null;
    const sessions = list.map((item) => entryOf(held, item, item.record.id === session.id));
    return html(renderSessions({ context, now: clock(), notice, sessions }));
  });

  pages.get(PATHS.activity, async (c) => {
    const { session } = c.get("visit").caller;
    if (session === null) return signInFirst(c, PATHS.activity);
    const activity = await flows.activity(session);
    return html(renderActivity({ context, now: clock(), activity }));
  });

  pages.post(PATHS.endOtherSessions, async (c) => {
    const { caller } = c.get("visit");
    if (caller.session === null) return signInFirst(c, PATHS.sessions);
    await flows.endOtherSessions(caller);
    return seeOther(`${PATHS.sessions}?notice=others-ended`);
  });

  pages.post(`${PATHS.sessions}/:id/end`, async (c) => {
    const visit = c.get("visit");
    const { session } = visit.caller;
    if (session === null) return signInFirst(c, PATHS.sessions);
    const id = c.req.param("id");
    if (!(await flows.endSession(visit.caller, id))) return problemPage(deps, "not_found");
    if (id === session.id) visit.cookies.push(cookies.session.clear());
    return seeOther(`${PATHS.sessions}?notice=ended`);
  });

  return pages;
}

function entryOf(held: Held, item: SessionItem, isCurrent: boolean): SessionEntryModel {
  const { record, restsOn, network } = item;
  return {
    id: record.id,
    isCurrent,
    ...browserName(record.userAgent),
    restsOn: restsOn.map((shown) => shownInSentence(held, shown)),
    confirmedAt: record.authenticatedAt,
    lastSeenAt: record.lastSeenAt,
    endsAt: record.absoluteExpiresAt,
    network,
  };
}
