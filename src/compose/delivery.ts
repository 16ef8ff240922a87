import { randomInt } from "node:crypto";
import { recordEvent } from "../audit/event.ts";
import type { Clock } from "../base/time.ts";
import type { Settings } from "../config/settings.ts";
import type { Log } from "../http/deps.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import { createMailCarrier, createSmsCarrier } from "../outbound/carriers.ts";
import { createDispatcher, type Outcome } from "../outbound/dispatcher.ts";
import type { Site } from "../outbound/templates.ts";
import type { Store, Transaction } from "../store/port.ts";
import { nameOf } from "./log.ts";

export interface DeliveryDeps {
  readonly settings: Settings;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly log: Log;
  readonly clock: Clock;
}

/** What takes messages out of the house, and can be ended. */
export interface DeliveryOffice {
  readonly wake: () => void;
  stop(): Promise<void>;
}

/** Whose messages they are. */
export function siteOf({ appName, origin }: Settings): Site {
  return { app: appName, host: new URL(origin).hostname, language: "en" };
}

/** In development nothing leaves the machine: the mailbox shows what is queued. */
export function openDelivery({ settings, store, keys, log, clock }: DeliveryDeps): DeliveryOffice {
  const { dev, mail, sms } = settings;
  if (dev) return { wake() {}, stop: async () => {} };
  const carriers = {
    email: mail === undefined ? null : createMailCarrier(mail),
    sms: sms.carrier === undefined ? null : createSmsCarrier(sms.carrier, clock),
  };
  const dispatcher = createDispatcher({
    store,
    keys,
    site: siteOf(settings),
    carriers,
    rules: sms.rules,
    clock,
    chance: () => randomInt(0, 1_000_000) / 1_000_000,
    record: recordOutcome,
    onTrouble: (outcome) => log(levelOf(outcome), "delivery", outcome),
    onFault: (cause) => log("error", "delivery", { cause: nameOf(cause) }),
  });
  return {
    wake: () => dispatcher.wake(),
    async stop() {
      await dispatcher.stop();
      carriers.email?.close();
      carriers.sms?.close();
    },
  };
}

/** A mistyped address is nobody's fault here; a carrier that takes nothing is. */
function levelOf({ state, code }: Outcome): "error" | "info" {
  const theirs = code === "recipient_refused" || code === "country_refused" || code === "expired";
  return state === "failed" && !theirs ? "error" : "info";
}

/** That a message left is what "notified" rests on; that one failed, somebody has to learn of. */
async function recordOutcome(tx: Transaction, outcome: Outcome): Promise<void> {
  const { message, channel, account, attempt, state, code, status, tries, at } = outcome;
  if (state === "sent") await tx.markNoticeSent(message, at);
  await recordEvent(tx, {
    kind: state === "sent" ? "message.sent" : "message.failed",
    at,
    account,
    attempt,
    network: "",
    data: { message, channel, tries, ...(code === null ? {} : { code, status }) },
  });
}
