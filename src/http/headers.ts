import { createMiddleware } from "hono/factory";
import type { Env } from "./deps.ts";

/** Nothing but our own files, and no page around ours (R36). No inline script, no inline style. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS: readonly (readonly [string, string])[] = [
  ["content-security-policy", POLICY],
  ["x-content-type-options", "nosniff"],
  ["x-frame-options", "DENY"],
  // Stricter would make browsers send `Origin: null` with our own forms.
  ["referrer-policy", "same-origin"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["permissions-policy", "publickey-credentials-get=(self), publickey-credentials-create=(self)"],
];

/** A year, as browsers expect it of hosts that mean it. */
const TRANSPORT: readonly [string, string] = [
  "strict-transport-security",
  "max-age=31536000; includeSubDomains",
];

export function securityHeaders(origin: string) {
  const headers = origin.startsWith("https:") ? [...HEADERS, TRANSPORT] : HEADERS;
  return createMiddleware<Env>(async (c, next) => {
    await next();
    for (const [name, value] of headers) c.res.headers.set(name, value);
  });
}
