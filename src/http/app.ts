import { type Context, Hono } from "hono";
import { toBase64url } from "../base/bytes.ts";
import { AssayFault } from "../base/fault.ts";
import { randomBytes } from "../base/random.ts";
import { renderErrors } from "../pages/errors.tsx";
import { accountApi } from "./api-account.ts";
import { attemptsApi } from "./api-attempts.ts";
import { noticesApi } from "./api-notices.ts";
import { operatorApi } from "./api-operator.ts";
import { errorAnswer, html, json } from "./answer.ts";
import { createAssets } from "./assets.ts";
import type { ErrorCode } from "./codes.ts";
import type { Env, HttpDeps } from "./deps.ts";
import { apiRefusal, formRefusal } from "./guard.ts";
import { policyJsonSchema } from "../policy/schema.ts";
import { securityHeaders } from "./headers.ts";
import { openApiDocument } from "./openapi.ts";
import { accountPages } from "./page-account.ts";
import { attemptPages } from "./page-attempt.ts";
import { entryPages } from "./page-entry.ts";
import { noticePages } from "./page-notice.ts";
import { recoverPages } from "./page-recover.ts";
import { problemPage } from "./page-problem.ts";
import { visitor } from "./visit.ts";
import { wellKnown } from "./well-known.ts";

/** Bytes to flow input and back. The whole outside of a site, as one Fetch-standard handler. */
export function createApp(deps: HttpDeps, beside: Hono | null = null): Hono<Env> {
  const app = new Hono<Env>();
  app.use(securityHeaders(deps.origin));
  app.use(logging(deps));
  probes(app, deps);
  files(app, deps);
  // Development's own pages: under the same headers, with rules of their own for what changes.
  if (beside !== null) app.route("/", beside);
  app.use("/api/*", guard(deps, apiRefusal), visitor(deps));
  app.route("/api/attempts", attemptsApi(deps));
  app.route("/api/notices", noticesApi(deps));
  app.route("/api/operator", operatorApi(deps));
  app.route("/api", accountApi(deps));
  app.use(guard(deps, formRefusal), visitor(deps));
  app.route("/", entryPages(deps));
  app.route("/", recoverPages(deps));
  app.route("/", noticePages(deps));
  app.route("/", accountPages(deps));
  app.route("/attempts", attemptPages(deps));
  app.notFound((c) => refuse(deps, c, "not_found"));
  app.onError((error, c) => fault(deps, c, error));
  return app;
}

/** Alive: the process answers. Ready: so does the store. */
function probes(app: Hono<Env>, { ready, warnings, origin, context }: HttpDeps): void {
  app.get("/healthz", () => json({ status: "ok", warnings: warnings() }));
  app.get("/readyz", async () => {
    try {
      await ready();
      return json({ status: "ok", warnings: warnings() });
    } catch {
      return errorAnswer(context.language, origin, "unavailable");
    }
  });
}

function files(app: Hono<Env>, deps: HttpDeps): void {
  const assets = createAssets();
  app.get("/assets/*", (c) => {
    const path = new URL(c.req.url).pathname.slice("/assets/".length);
    return assets(path, c.req.raw) ?? refuse(deps, c, "not_found");
  });
  app.route("/.well-known", wellKnown(deps));
  app.get("/openapi.json", () => json(openApiDocument(deps.origin)));
  app.get("/policy.schema.json", () => json(policyJsonSchema()));
  app.get("/docs/errors", () => html(renderErrors(deps.context)));
}

type Refusal = (request: Request, origin: string) => ErrorCode | null;

function guard(deps: HttpDeps, refusalOf: Refusal) {
  return async (c: Context<Env>, next: () => Promise<void>) => {
    const changes = c.req.method !== "GET" && c.req.method !== "HEAD";
    const code = changes ? refusalOf(c.req.raw, deps.origin) : null;
    if (code !== null) return refuse(deps, c, code);
    await next();
    return undefined;
  };
}

/** The path's pattern, never the path: a sealed attempt's id stands in it. */
function logging({ log, clock }: HttpDeps) {
  return async (c: Context<Env>, next: () => Promise<void>) => {
    const reference = toBase64url(randomBytes(9));
    c.set("reference", reference);
    const began = clock();
    await next();
    const { method, routePath } = c.req;
    const facts = { reference, method, route: routePath, status: c.res.status };
    log("info", "request", { ...facts, milliseconds: clock() - began });
  };
}

/** Our own fault, or the store's: said with a reference, and with nothing of what went wrong. */
function fault(deps: HttpDeps, c: Context<Env>, error: Error): Response {
  const code = isUnavailable(error) ? "unavailable" : "internal";
  const reference = c.get("reference");
  deps.log("error", "fault", { reference, code: faultCode(error), stack: error.stack });
  return isApi(c)
    ? errorAnswer(deps.context.language, deps.origin, code)
    : problemPage(deps, code, reference);
}

function refuse(deps: HttpDeps, c: Context<Env>, code: ErrorCode): Response {
  return isApi(c) ? errorAnswer(deps.context.language, deps.origin, code) : problemPage(deps, code);
}

function isApi(c: Context<Env>): boolean {
  return c.req.path.startsWith("/api/");
}

function isUnavailable(error: Error): boolean {
  return "code" in error && error.code === "ASSAY_STORE_UNAVAILABLE";
}

function faultCode(error: Error): string {
  return error instanceof AssayFault ? error.code : error.name;
}
