import { createMiddleware } from "hono/factory";
import { hashBinding } from "../flows/load.ts";
import { secondsBetween } from "../base/time.ts";
import type { IssuedSession } from "../sessions/issue.ts";
import { clientAddress } from "./client-address.ts";
import { newBinding } from "./cookies.ts";
import type { Env, HttpDeps, Visit } from "./deps.ts";
import { networkOf } from "./network.ts";

const BINDING_DAYS = 30;
const DAY_SECONDS = 86_400;

/** Finds out who asks: the browser's binding (a new one where it has none) and its session. */
export function visitor(deps: HttpDeps) {
  const { cookies, checkSession, trustedProxies } = deps;
  return createMiddleware<Env>(async (c, next) => {
    const request = c.req.raw;
    const sessionCookie = cookies.session.read(request);
    const session = sessionCookie === undefined ? null : await checkSession(sessionCookie);
    const known = cookies.browser.read(request);
    const binding = known ?? newBinding();
    const forwarded = request.headers.get("x-forwarded-for");
    const address = clientAddress(c.env?.remoteAddress, forwarded, trustedProxies);
    const visit: Visit = {
      caller: {
        browser: hashBinding(binding),
        session: session?.purpose === "account" ? session : null,
        recovery: session?.purpose === "recovery" ? session : null,
        network: networkOf(address),
        userAgent: (request.headers.get("user-agent") ?? "").slice(0, 256),
      },
      cookies:
        known === undefined ? [cookies.browser.set(binding, BINDING_DAYS * DAY_SECONDS)] : [],
    };
    c.set("visit", visit);
    await next();
    for (const cookie of visit.cookies) c.res.headers.append("set-cookie", cookie);
  });
}

/** Gives the browser the session that was issued. */
export function giveSession(deps: HttpDeps, visit: Visit, issued: IssuedSession): void {
  const seconds = secondsBetween(issued.record.createdAt, issued.record.absoluteExpiresAt);
  visit.cookies.push(deps.cookies.session.set(issued.cookie, Math.max(1, Math.floor(seconds))));
}
