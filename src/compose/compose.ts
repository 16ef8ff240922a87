import type { Clock } from "../base/time.ts";
import type { Settings } from "../config/settings.ts";
import type { Caller } from "../flows/caller.ts";
import { OFFERED, OFFERED_WITHOUT_SMS } from "../flows/deps.ts";
import { createFlows, type Flows } from "../flows/flows.ts";
import { createApp } from "../http/app.ts";
import { createCookies } from "../http/cookies.ts";
import type { HttpDeps, RequestInfo } from "../http/deps.ts";
import { presentSession } from "../http/present.ts";
import type { SessionAnswer } from "../http/schemas.ts";
import { hashBinding } from "../flows/load.ts";
import { createKeyRing } from "../keys/key-ring.ts";
import { loadKeys } from "../keys/key-source.ts";
import { checkSession } from "../sessions/check.ts";
import { createOutbox } from "../outbound/outbox.ts";
import { openStore } from "../store/open.ts";
import type { SessionRecord } from "../store/records.ts";
import { startBackground } from "./background.ts";
import { urlOf } from "./database.ts";
import { siteOf } from "./delivery.ts";
import { openKnowledge } from "./knowledge-source.ts";
import { loadPolicy } from "./load-policy.ts";
import { openPasswords } from "./passwords.ts";
import { provePolicy } from "./prove-policy.ts";
import { createLog } from "./log.ts";

/** What `createAssay` gives: a site to serve, and what an application around it asks. */
export interface Assay {
  /** Answers a request to the site; never rejects on what somebody sent. */
  fetch(request: Request, info?: RequestInfo): Promise<Response>;
  /** Who is signed in, and what that rests on; null: nobody. */
  session(request: Request): Promise<SessionAnswer | null>;
  /**
   * Whether the request's session is enough for an action of the policy, right now.
   * `step_up_required`: send the person to an attempt at this action, then ask again.
   */
  require(
    request: Request,
    action: string,
    params?: Readonly<Record<string, string>>,
  ): Promise<Requirement>;
  /** Ends what runs in the background and closes the store. */
  close(): Promise<void>;
}

export type Requirement =
  | { readonly ok: true; readonly session: SessionAnswer }
  | { readonly ok: false; readonly code: string; readonly action: string };

/**
 * Puts the rooms together from checked settings. The one place that knows all of them.
 * @throws AssayFault `ASSAY_POLICY`, `ASSAY_POLICY_INVARIANT`, `ASSAY_KEYS_*`, `ASSAY_STORE_*`,
 * `ASSAY_DATABASE_URL`
 */
export async function composeAssay(settings: Settings, machine: Clock): Promise<Assay> {
  const { origin, rpId, appName } = settings;
  // Development's rooms are not even loaded anywhere else.
  const dev = settings.dev
    ? (await import("./dev.ts")).createDev(settings, siteOf(settings), machine)
    : null;
  const clock = dev?.clock ?? machine;
  const log = createLog(settings);
  const policy = await loadPolicy(settings.policy);
  const offered = settings.sms.rules.countries.length > 0 ? OFFERED : OFFERED_WITHOUT_SMS;
  for (const invariant of provePolicy({ policy, offered, now: clock() })) {
    log("error", "policy_invariant_undecided", { policy: policy.version, invariant });
  }
  const keys = createKeyRing(await loadKeys(settings.keys, clock()));
  const store = await openStore(urlOf(settings.database));
  const source = await openKnowledge({ settings, store, clock, log });
  const background = startBackground({ settings, store, keys, policy, source, log, clock });
  const passwords = openPasswords(settings.breachesUrl);
  const flows = createFlows({
    store,
    keys,
    policy,
    get knowledge() {
      return source.knowledge;
    },
    get anchors() {
      return source.anchors;
    },
    clock,
    site: { name: appName, rpId, origins: [origin] },
    passwords: passwords.passwords,
    isBreached: passwords.isBreached,
    offered,
    outbox: createOutbox({ keys, rules: settings.sms.rules, mailbox: settings.dev }),
    messageQueued: background.messageQueued,
  });
  const http: HttpDeps = {
    origin,
    flows,
    cookies: createCookies(origin),
    clock,
    context: { language: "en", app: appName, assets: (path) => `/assets/${path}` },
    trustedProxies: settings.trustedProxies,
    checkSession: async (cookie) => {
      const session = await checkSession(store, cookie, clock());
      return session !== null && (await flows.stands(session)) ? session : null;
    },
    ready: () => store.ping(),
    warnings: () => (source.isStale() ? ["metadata_stale"] : []),
    log,
  };
  const asked = questions(http, flows);
  const beside = dev?.app({ http, store, keys, session: asked.session }) ?? null;
  const app = createApp(http, beside);
  return {
    ...asked,
    async fetch(request, info = {}) {
      return dev?.refusal(request) ?? app.fetch(request, info);
    },
    async close() {
      await background.stop();
      await passwords.close();
      await store.close();
    },
  };
}

/** What an application asks about a request of its own. */
function questions(http: HttpDeps, flows: Flows): Pick<Assay, "session" | "require"> {
  const sessionOf = async (request: Request): Promise<SessionRecord | null> => {
    const cookie = http.cookies.session.read(request);
    const session = cookie === undefined ? null : await http.checkSession(cookie);
    // A recovery signs nobody in.
    return session?.purpose === "account" ? session : null;
  };
  const answer = async (record: SessionRecord) =>
    presentSession(http.context.language, await flows.standing(record));
  return {
    async session(request) {
      const record = await sessionOf(request);
      return record === null ? null : answer(record);
    },
    async require(request, action, params = {}) {
      const record = await sessionOf(request);
      if (record === null) return { ok: false, code: "session_required", action };
      const may = await flows.may(callerOf(record), action, params);
      return may.ok
        ? { ok: true, session: await answer(record) }
        : { ok: false, code: may.code, action };
    },
  };
}

/** A question of the application itself: it begins nothing, so it has no browser to bind to. */
function callerOf(session: SessionRecord): Caller {
  const browser = hashBinding(session.id);
  return { browser, session, recovery: null, network: "unknown", userAgent: "" };
}
