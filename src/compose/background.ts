import type { Clock } from "../base/time.ts";
import type { Settings } from "../config/settings.ts";
import type { Log } from "../http/deps.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import { createDispatcher } from "../outbound/dispatcher.ts";
import type { Store } from "../store/port.ts";

export interface BackgroundDeps {
  readonly settings: Settings;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly log: Log;
  readonly clock: Clock;
}

export interface Background {
  readonly messageQueued: () => void;
  stop(): Promise<void>;
}

const PURGE_MS = 600_000;

/** What goes on beside the requests: messages leave, and what can no longer matter is removed. */
export function startBackground(deps: BackgroundDeps): Background {
  const { store, clock, log } = deps;
  const dispatcher = dispatcherOf(deps);
  dispatcher?.wake();
  const purge = setInterval(() => {
    store
      .transact((tx) => tx.purge(clock()))
      .catch((cause: unknown) => {
        log("error", "purge", { cause: nameOf(cause) });
      });
  }, PURGE_MS);
  // It holds nobody up: a process that has nothing else to do may end.
  purge.unref();
  return {
    messageQueued: () => dispatcher?.wake(),
    async stop() {
      clearInterval(purge);
      await dispatcher?.settled();
    },
  };
}

/** In development nothing leaves the machine: the mailbox shows what is queued. */
function dispatcherOf({ settings: { dev, mail, appName }, store, keys, log }: BackgroundDeps) {
  if (dev || mail === undefined) return null;
  return createDispatcher({
    store,
    keys,
    app: appName,
    deliver: mail,
    onFailure: ({ message, cause }) => {
      log("error", "delivery", { message, cause: nameOf(cause) });
    },
  });
}

function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : "unknown";
}
