import { readFile } from "node:fs/promises";
import { pino } from "pino";
import { NO_KNOWLEDGE } from "./assurance/knowledge.ts";
import { AssayFault } from "./base/fault.ts";
import { instant } from "./base/time.ts";
import type { Settings } from "./config/settings.ts";

import { createDevApp } from "./dev/dev-app.ts";
import { createDevClock } from "./dev/dev-clock.ts";
import { refuseForeignHost } from "./dev/host-guard.ts";
import type { MailboxMessage } from "./dev/mailbox.ts";
import { createFlows } from "./flows/flows.ts";
import { createApp } from "./http/app.ts";
import { createCookies } from "./http/cookies.ts";
import type { HttpDeps, Log, RequestInfo } from "./http/deps.ts";
import { presentSession } from "./http/present.ts";
import type { SessionAnswer } from "./http/schemas.ts";
import { createKeyRing, type KeyRing } from "./keys/key-ring.ts";
import { loadKeys } from "./keys/key-source.ts";
import { createDispatcher, type Dispatcher } from "./outbound/dispatcher.ts";
import { readMessage } from "./outbound/read-message.ts";
import { parsePolicy } from "./policy/parse.ts";
import type { Policy } from "./policy/policy.ts";
import { DEFAULT_PRESET, PRESET_NAMES, preset } from "./policy/presets.ts";
import { checkSession } from "./sessions/check.ts";
import { openStore } from "./store/open.ts";
import type { Store } from "./store/port.ts";

export { defineConfig } from "./config/settings.ts";

/** What `createAssay` gives: a site to serve, and what an application inside it asks. */
export interface Assay {
  /** Answers a request to the site; never rejects on what somebody sent. */
  fetch(request: Request, info?: RequestInfo): Promise<Response>;
  /** Who is signed in, and what that rests on; null: nobody. */
  session(request: Request): Promise<SessionAnswer | null>;
  /** Ends what runs in the background and closes the store. */
  close(): Promise<void>;
}

const MAILBOX_SIZE = 200;
const PURGE_MS = 600_000;

/**
 * Composes an Assay: the only place that reads the clock and knows every room.
 * @throws AssayFault `ASSAY_POLICY`, `ASSAY_KEYS_*`, `ASSAY_STORE_*`
 */
export async function createAssay(settings: Settings): Promise<Assay> {
  const { origin, rpId, appName } = settings;
  const machine = () => instant(Date.now());
  const devClock = settings.dev ? createDevClock(machine) : null;
  const clock = devClock?.now ?? machine;
  const log = createLog(settings);
  const policy = await loadPolicy(settings.policy);
  const keys = createKeyRing(await loadKeys(settings.keys, clock()));
  const store = await openStore(`sqlite:${settings.database.path}`);
  const dispatcher = dispatcherOf(settings, store, keys, log);
  const flows = createFlows({
    store,
    keys,
    policy,
    knowledge: NO_KNOWLEDGE,
    clock,
    site: { name: appName, rpId, origins: [origin] },
    messageQueued: () => dispatcher?.wake(),
  });
  const cookies = createCookies(origin);
  const context = { language: "en", app: appName, assets: (path: string) => `/assets/${path}` };
  const http: HttpDeps = {
    origin,
    flows,
    cookies,
    clock,
    context: { ...context, language: "en" },
    checkSession: (cookie) => checkSession(store, cookie, clock()),
    ready: () => store.ping(),
    log,
  };
  const session = async (request: Request) => {
    const cookie = cookies.session.read(request);
    const record = cookie === undefined ? null : await http.checkSession(cookie);
    return record === null ? null : presentSession("en", await flows.standing(record));
  };
  const dev =
    devClock === null
      ? null
      : createDevApp({
          context: http.context,
          origin,
          clock: devClock,
          mailbox: (to) => mailbox(store, keys, appName, to),
          session,
        });
  const app = createApp(http, dev);
  dispatcher?.wake();
  const purge = setInterval(() => {
    store
      .transact((tx) => tx.purge(clock()))
      .catch((error: unknown) => {
        log("error", "purge", { error: String(error) });
      });
  }, PURGE_MS).unref();
  return {
    async fetch(request, info = {}) {
      const foreign = dev === null ? undefined : refuseForeignHost(request);
      if (foreign !== undefined) return foreign;
      return app.fetch(request, info);
    },
    session,
    async close() {
      clearInterval(purge);
      await dispatcher?.settled();
      await store.close();
    },
  };
}

function dispatcherOf(
  { dev, mail, appName }: Settings,
  store: Store,
  keys: KeyRing,
  log: Log,
): Dispatcher | null {
  // The development mailbox shows what is queued; nothing leaves the machine.
  if (dev || mail === undefined) return null;
  return createDispatcher({
    store,
    keys,
    app: appName,
    deliver: mail,
    onFailure: ({ message, cause }) => {
      log("error", "delivery", { message, cause: cause instanceof Error ? cause.name : "unknown" });
    },
  });
}

async function mailbox(
  store: Store,
  keys: KeyRing,
  app: string,
  to: string | undefined,
): Promise<readonly MailboxMessage[]> {
  const records = await store.messagesTo(to, MAILBOX_SIZE);
  return records.flatMap((record) => {
    const read = readMessage(record, { keys, app });
    if (!read.ok) return [];
    const { message, code } = read.value;
    return [{ id: record.id, at: record.createdAt, code, ...message }];
  });
}

/** A preset by its name, or the policy in a JSON file. */
async function loadPolicy(source: string = DEFAULT_PRESET): Promise<Policy> {
  const known = preset(source);
  if (known !== undefined) return known;
  const parsed = parsePolicy(await readPolicy(source));
  if (parsed.ok) return parsed.policy;
  const problems = parsed.problems.map(({ path, expected }) => `  ${path}: expected ${expected}`);
  throw new AssayFault("ASSAY_POLICY", `${source}:\n${problems.join("\n")}`);
}

async function readPolicy(source: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(source, "utf8"));
  } catch (cause) {
    const expected = `the name of a preset (${PRESET_NAMES.join(", ")}) or a JSON file`;
    throw new AssayFault("ASSAY_POLICY", `${source}: expected ${expected}`, { cause });
  }
}

function createLog({ logLevel, dev }: Settings): Log {
  // In development the terminal belongs to the greeting; only faults are worth a line there.
  const logger = pino({ level: dev && logLevel === "info" ? "error" : logLevel });
  return (level, event, data) => {
    logger[level](data, event);
  };
}
