import { AssayFault } from "../base/fault.ts";
import type { MessageId } from "../base/ids.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { Store } from "../store/port.ts";
import type { MessageRecord } from "../store/records.ts";
import type { Deliver, OutboundMessage } from "./message.ts";
import { readMessage } from "./read-message.ts";

export interface DispatcherDeps {
  readonly store: Pick<Store, "queuedMessages" | "transact">;
  readonly keys: KeyRing;
  /** The name of the site, as it stands in mails. */
  readonly app: string;
  readonly deliver: Deliver;
  readonly onFailure: (failure: DispatchFailure) => void;
}

/** Why something did not leave. It never says what the message says. */
export interface DispatchFailure {
  /** Null where the store could not be asked: then all that is queued stays queued. */
  readonly message: MessageId | null;
  readonly cause: unknown;
}

/** Takes what was queued out of the house. */
export interface Dispatcher {
  /**
   * Says that there may be something to send: at start-up, so that a restart loses nothing, and
   * after each commit that queued a message. Returns at once.
   */
  wake(): void;
  /** Resolves when all that was queued so far was tried. */
  settled(): Promise<void>;
}

const BATCH = 50;
/** A carrier that says nothing for so long has not taken the message over. */
const DELIVERY_MS = 30_000;

/**
 * A message is marked after it was handed over: a crash in between sends it twice, never not at
 * all. One run at a time; a wake during a run makes it look again.
 */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  let running: Promise<void> | undefined;
  let again = false;

  async function run(): Promise<void> {
    while (again) {
      again = false;
      await sendAll(deps);
    }
  }

  function wake(): void {
    again = true;
    running ??= run().finally(() => {
      running = undefined;
      // Woken between the last look and now: nobody else would look again.
      if (again) wake();
    });
  }

  async function settled(): Promise<void> {
    if (running === undefined) return;
    await running;
    await settled();
  }

  return { wake, settled };
}

async function sendAll(deps: DispatcherDeps): Promise<void> {
  try {
    let marked: number;
    do {
      marked = 0;
      for (const record of await deps.store.queuedMessages(BATCH)) {
        const state = await tryToDeliver(deps, record);
        const done = await deps.store.transact((tx) => tx.markMessage(record.id, state));
        if (done) marked += 1;
      }
    } while (marked === BATCH);
  } catch (cause) {
    deps.onFailure({ message: null, cause });
  }
}

async function tryToDeliver(
  { keys, app, deliver, onFailure }: DispatcherDeps,
  record: MessageRecord,
): Promise<"sent" | "failed"> {
  const read = readMessage(record, { keys, app });
  if (!read.ok) {
    onFailure({ message: record.id, cause: read.detail });
    return "failed";
  }
  try {
    await inTime(deliver, read.value.message);
    return "sent";
  } catch (cause) {
    onFailure({ message: record.id, cause });
    return "failed";
  }
}

async function inTime(deliver: Deliver, message: OutboundMessage): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AssayFault("ASSAY_DELIVERY_TIMEOUT", "the carrier did not answer in time"));
    }, DELIVERY_MS);
  });
  try {
    await Promise.race([deliver(message), late]);
  } finally {
    clearTimeout(timer);
  }
}
