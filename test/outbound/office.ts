import { instant, type Instant, plusSeconds } from "../../src/base/time.ts";
import { newKeyFile } from "../../src/keys/key-file.ts";
import { createKeyRing } from "../../src/keys/key-ring.ts";
import type { Carriers } from "../../src/outbound/attempt.ts";
import { type Carrier, type Delivery, SENT } from "../../src/outbound/delivery.ts";
import { createDispatcher, type Outcome } from "../../src/outbound/dispatcher.ts";
import type { OutboundMessage } from "../../src/outbound/message.ts";
import { createOutbox, type Posting } from "../../src/outbound/outbox.ts";
import type { SmsRules } from "../../src/outbound/sms-rules.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import type { Store } from "../../src/store/port.ts";
import { CODE, SITE } from "./letters.ts";

/** What a carrier answers to one message: nothing given is "taken over". */
export type Answer = (
  message: OutboundMessage,
  signal: AbortSignal,
) => Delivery | Promise<Delivery | undefined> | undefined;

export const RULES: SmsRules = {
  countries: ["+44"],
  limits: { perNumber: 5, perAccount: 10, perCountry: 200, perSite: 1000 },
};

export const NUMBER = "+441632960961";
export const START: Instant = instant(1_800_000_000_000);

export const keys = createKeyRing(newKeyFile(instant(0)));

/** A carrier that answers as it is told, and remembers. */
export function carrier(answer: Answer = () => SENT) {
  const sent: OutboundMessage[] = [];
  const made: Carrier = {
    async send(message, signal) {
      sent.push(message);
      return (await answer(message, signal)) ?? SENT;
    },
    close() {},
  };
  return { sent, made };
}

/** A store, its clock, and as many nodes as the test opens. */
export function office(store: Store = createMemoryStore()) {
  let now = START;
  const clock = () => now;
  const outbox = createOutbox({ keys, rules: RULES });
  return {
    store,
    now: clock,
    advance(seconds: number) {
      now = plusSeconds(now, seconds);
    },
    /** Queues a code by mail, or whatever else is given. */
    async queue(to = "ann@example.org", more: Partial<Posting> = {}) {
      const channel = to.startsWith("+") ? "sms" : "email";
      const posting: Posting = { channel, to, letter: CODE, account: null, attempt: null, ...more };
      const queued = await store.transact((tx) => outbox.queue(tx, posting, now));
      if (!queued.ok) throw new TypeError(`refused with ${queued.code}`);
      return queued.value;
    },
    node(
      answer?: Answer,
      carriers?: Partial<Carriers>,
      through: Pick<Store, "transact" | "dueMessages"> = store,
    ) {
      const { sent, made } = carrier(answer);
      const recorded: Outcome[] = [];
      const troubles: Outcome[] = [];
      const faults: unknown[] = [];
      const dispatcher = createDispatcher({
        store: through,
        keys,
        site: SITE,
        carriers: { email: made, sms: made, ...carriers },
        rules: RULES,
        clock,
        chance: () => 0.5,
        record: async (_, outcome) => void recorded.push(outcome),
        onTrouble: (outcome) => troubles.push(outcome),
        onFault: (cause) => faults.push(cause),
      });
      const run = async () => {
        dispatcher.wake();
        await dispatcher.settled();
      };
      return { ...dispatcher, run, sent, recorded, troubles, faults };
    },
  };
}
