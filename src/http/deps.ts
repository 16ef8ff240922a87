import type { IpPrefix } from "../base/ip.ts";
import type { Clock } from "../base/time.ts";
import type { Caller } from "../flows/caller.ts";
import type { Flows } from "../flows/flows.ts";
import type { PageContext } from "../pages/context.ts";
import type { SessionRecord } from "../store/records.ts";
import type { Cookies } from "./cookies.ts";

/** What the transport stands on. */
export interface HttpDeps {
  readonly origin: string;
  readonly flows: Flows;
  readonly cookies: Cookies;
  readonly clock: Clock;
  readonly context: PageContext;
  /** Whose `X-Forwarded-For` is believed; nobody else's ever is. */
  readonly trustedProxies: readonly IpPrefix[];
  readonly checkSession: (cookie: string) => Promise<SessionRecord | null>;
  /** Resolves where the store answers now. */
  readonly ready: () => Promise<void>;
  /** What somebody should look at although everything answers. */
  readonly warnings: () => readonly Warning[];
  readonly log: Log;
}

/** `metadata_stale`: the metadata in force should have been replaced by now. */
export type Warning = "metadata_stale";

/** A structured line; never a secret, a cookie, a code or a body. */
export type Log = (level: "info" | "error", event: string, data: object) => void;

/** What the socket knew about a request. */
export interface RequestInfo {
  readonly remoteAddress?: string | undefined;
}

/** What each handler is given beside its request. */
export interface Visit {
  readonly caller: Caller;
  /** `Set-Cookie` values that the answer has to carry. */
  readonly cookies: string[];
}

export interface Env {
  readonly Bindings: RequestInfo;
  readonly Variables: { visit: Visit; reference: string };
}
