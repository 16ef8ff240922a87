import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { toIso } from "../base/time.ts";
import type { PageContext } from "../pages/context.ts";
import { readClockRequest } from "./clock-request.ts";
import { type DemoSession, renderDemo } from "./demo-page.tsx";
import type { DevClock } from "./dev-clock.ts";
import { type MailboxSource, mailboxJson } from "./mailbox.ts";
import { renderMailbox } from "./mailbox-page.tsx";

export interface DevDeps {
  readonly context: PageContext;
  readonly origin: string;
  readonly clock: DevClock;
  readonly mailbox: MailboxSource;
  /** Who is signed in, asked as every application would ask. */
  readonly session: (request: Request) => Promise<DemoSession | null>;
}

const NOT_STORED = { "cache-control": "no-store" };

/** `/dev/*` and `/demo`. Composed in development mode only; elsewhere none of it exists. */
export function createDevApp({ context, origin, clock, mailbox, session }: DevDeps): Hono {
  const app = new Hono();

  app.get("/dev/mailbox", async (c) => {
    const to = c.req.query("to");
    return c.html(renderMailbox({ context, to, messages: await mailbox(to) }), 200, NOT_STORED);
  });

  app.get("/dev/mailbox.json", async (c) => {
    return Response.json(mailboxJson(await mailbox(c.req.query("to"))), { headers: NOT_STORED });
  });

  app.post("/dev/clock", bodyLimit({ maxSize: 1024, onError: tooLarge }), async (c) => {
    const asked = await readClockRequest(c.req.raw, origin);
    if (!asked.ok) {
      const status = asked.code === "body_malformed" ? 400 : 403;
      const docs = `/docs/errors#${asked.code}`;
      return Response.json({ code: asked.code, message: asked.detail, docs }, { status });
    }
    return Response.json({ now: toIso(clock.advance(asked.value)) });
  });

  app.get("/demo", async (c) => {
    return c.html(renderDemo({ context, session: await session(c.req.raw) }), 200, NOT_STORED);
  });

  return app;
}

function tooLarge(): Response {
  const code = "body_too_large";
  const message = "expected a body of 1024 bytes at most";
  return Response.json({ code, message, docs: `/docs/errors#${code}` }, { status: 413 });
}
