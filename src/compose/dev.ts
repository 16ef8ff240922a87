import type { Hono } from "hono";
import type { Clock } from "../base/time.ts";
import type { Settings } from "../config/settings.ts";
import { createDevApp, type DevDeps } from "../dev/dev-app.ts";
import { createDevClock } from "../dev/dev-clock.ts";
import { refuseForeignHost } from "../dev/host-guard.ts";
import type { HttpDeps } from "../http/deps.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { Site } from "../outbound/templates.ts";
import type { Store } from "../store/port.ts";
import { mailbox } from "./mailbox.ts";

interface DevParts {
  readonly http: HttpDeps;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly session: DevDeps["session"];
}

/** What development mode adds: its pages, a clock that can be moved, and a guard of the Host. */
export function createDev({ origin }: Settings, site: Site, machine: Clock) {
  const clock = createDevClock(machine);
  return {
    clock: clock.now,
    refusal: refuseForeignHost,
    app: ({ http, store, keys, session }: DevParts): Hono =>
      createDevApp({
        context: http.context,
        origin,
        clock,
        mailbox: (to) => mailbox(store, keys, site, to),
        session,
      }),
  };
}
