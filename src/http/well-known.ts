import { Hono } from "hono";
import { PATHS } from "../pages/paths.ts";
import { json } from "./answer.ts";
import type { Env, HttpDeps } from "./deps.ts";

/**
 * Where others look for what a site offers, at addresses that are the same everywhere: passkey providers
 * ("A Well-Known URL for Relying Party Passkey Endpoints"), password managers ("A Well-Known URL for
 * Changing Passwords"), and browsers that ask for which origins the RP ID is (WebAuthn L3 section 5.11).
 */
export function wellKnown({ origin }: HttpDeps): Hono<Env> {
  const pages = new Hono<Env>();
  const account = `${origin}${PATHS.account}`;
  pages.get("/passkey-endpoints", () => json({ enroll: account, manage: account }));
  pages.get("/change-password", (c) => c.redirect(PATHS.account, 302));
  pages.get("/webauthn", () => json({ origins: [origin] }));
  return pages;
}
