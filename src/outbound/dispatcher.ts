import type { MessageId } from "../base/ids.ts";
import { type Clock, type Instant, plusSeconds } from "../base/time.ts";
import type { Store, Transaction } from "../store/port.ts";
import type { MessageRecord } from "../store/records.ts";
import { type AttemptDeps, isLastTry, tryToDeliver } from "./attempt.ts";
import type { Delivery, DeliveryCode } from "./delivery.ts";
import { nextTry } from "./retry.ts";

/** What became of a message. It says neither whom it was for nor what it said. */
export interface Outcome {
  readonly message: MessageId;
  readonly channel: MessageRecord["channel"];
  readonly account: MessageRecord["account"];
  readonly attempt: MessageRecord["attempt"];
  readonly state: "sent" | "failed" | "queued";
  /** Why it failed, or waits for another try; null: it left. */
  readonly code: DeliveryCode | null;
  /** What the carrier called it: digits and dots. */
  readonly status: string | null;
  readonly tries: number;
  readonly at: Instant;
}

export interface DispatcherDeps extends AttemptDeps {
  readonly store: Pick<Store, "dueMessages" | "transact">;
  readonly clock: Clock;
  /** A number from 0 to 1, another one each time. */
  readonly chance: () => number;
  /** In the transaction that makes it so: a message has left, or has failed for good. */
  readonly record: (tx: Transaction, outcome: Outcome) => Promise<void>;
  /** A try that did not succeed, for the log. */
  readonly onTrouble: (outcome: Outcome) => void;
  /** The store could not be asked: then all that is queued stays queued. */
  readonly onFault: (cause: unknown) => void;
}

/** Takes what was queued out of the house. */
export interface Dispatcher {
  /**
   * Says that there may be something to send: at start-up, so that a restart loses nothing; after
   * each commit that queued a message; and every second, for what is due again. Returns at once.
   */
  wake(): void;
  /** Resolves when all that was due so far was tried. */
  settled(): Promise<void>;
  /** Begins nothing more, gives what has begun a few seconds, and resolves then. */
  stop(): Promise<void>;
}

const CHANNELS = ["email", "sms"] as const;
const BATCH = 50;
const AT_ONCE = 4;
/**
 * How long a message belongs to whoever took it: longer than any try, by more than the clocks of two
 * nodes differ.
 */
const LEASE_SECONDS = 120;
const GRACE_MS = 10_000;

/**
 * A message belongs to one node at a time: taking it is an update with a condition, which one of
 * several wins. Whoever took it marks it after it was handed over; if the node dies in between,
 * another takes it when the lease is over, and it leaves twice rather than never.
 *
 * Each channel has a lane of its own, so that a mail server that hangs holds up no text message.
 */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const ending = new AbortController();
  let stopped = false;
  const lanes = CHANNELS.map((channel) =>
    createLane(() => (stopped ? Promise.resolve() : sendDue(deps, channel, ending.signal, isOver))),
  );
  function isOver(): boolean {
    return stopped;
  }
  async function settled(): Promise<void> {
    await Promise.all(lanes.map((lane) => lane.settled()));
  }
  return {
    wake() {
      for (const lane of lanes) lane.wake();
    },
    settled,
    async stop() {
      stopped = true;
      const timer = setTimeout(() => ending.abort(), GRACE_MS);
      await settled();
      clearTimeout(timer);
    },
  };
}

/** One run at a time; a wake during a run makes it look again. */
function createLane(look: () => Promise<void>) {
  let running: Promise<void> | undefined;
  let again = false;

  async function run(): Promise<void> {
    while (again) {
      again = false;
      await look();
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

async function sendDue(
  deps: DispatcherDeps,
  channel: MessageRecord["channel"],
  stop: AbortSignal,
  isOver: () => boolean,
): Promise<void> {
  const { store, clock, onFault } = deps;
  try {
    let found: number;
    do {
      const due = [...(await store.dueMessages(channel, clock(), BATCH))];
      found = due.length;
      const work = async () => {
        for (let next = due.shift(); next !== undefined && !isOver(); next = due.shift()) {
          await takeAndSend(deps, next, stop);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    } while (found === BATCH && !isOver());
  } catch (cause) {
    onFault(cause);
  }
}

async function takeAndSend(
  deps: DispatcherDeps,
  record: MessageRecord,
  stop: AbortSignal,
): Promise<void> {
  const { store, clock, onTrouble } = deps;
  const now = clock();
  const claim = { id: record.id, tries: record.tries, now, until: plusSeconds(now, LEASE_SECONDS) };
  const mine = await store.transact((tx) => tx.claimMessage(claim));
  if (!mine) return;
  const delivery = await tryToDeliver(record, deps, now, stop);
  const outcome = await settle(deps, record, delivery);
  if (outcome.state !== "sent") onTrouble(outcome);
}

/** Writes down what came of a try. Whoever has lost the lease meanwhile changes nothing. */
async function settle(
  { store, clock, chance, record: note }: DispatcherDeps,
  record: MessageRecord,
  delivery: Delivery,
): Promise<Outcome> {
  const { id, channel, account, attempt, notAfter } = record;
  const at = clock();
  // The claim counted this one.
  const tries = record.tries + 1;
  const about = { message: id, channel, account, attempt, tries, at };
  if (delivery.outcome === "sent") {
    const outcome: Outcome = { ...about, state: "sent", code: null, status: null };
    await store.transact(async (tx) => {
      // Even for another's lease: it has left, and is not to leave again.
      const end = { id, tries: null, state: "sent", reason: null, doneAt: at } as const;
      if (await tx.finishMessage(end)) await note(tx, outcome);
    });
    return outcome;
  }
  const { code, status } = delivery;
  const dueAt =
    delivery.outcome === "later" && !isLastTry(record, tries)
      ? nextTry(at, tries, delivery.afterSeconds, chance())
      : null;
  if (dueAt !== null && dueAt < notAfter) {
    await store.transact((tx) => tx.postponeMessage({ id, tries, dueAt, reason: code }));
    return { ...about, state: "queued", code, status };
  }
  const outcome: Outcome = { ...about, state: "failed", code, status };
  await store.transact(async (tx) => {
    const end = { id, tries, state: "failed", reason: code, doneAt: at } as const;
    if (await tx.finishMessage(end)) await note(tx, outcome);
  });
  return outcome;
}
