import type { Instant } from "../base/time.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { MessageRecord } from "../store/records.ts";
import { type Carrier, type Delivery, type DeliveryCode, later, refused } from "./delivery.ts";
import type { OutboundMail, OutboundMessage, OutboundSms } from "./message.ts";
import { readMessage } from "./read-message.ts";
import { countryOf, type SmsRules } from "./sms-rules.ts";
import type { Site } from "./templates.ts";

/** What carries messages, by channel; null: nothing does. */
export interface Carriers {
  readonly email: Carrier<OutboundMail> | null;
  readonly sms: Carrier<OutboundSms> | null;
}

export interface AttemptDeps {
  readonly keys: KeyRing;
  readonly site: Site;
  readonly carriers: Carriers;
  readonly rules: SmsRules;
}

/** A carrier that says nothing for so long has not taken the message over. */
const DELIVERY_MS = 60_000;
/**
 * How often a message is tried. By mail a try costs nothing, and a server that was away for a night
 * should not cost a notice; a text message may have left and been paid for each time.
 */
const MOST_TRIES: Readonly<Record<MessageRecord["channel"], number>> = { email: 24, sms: 6 };

export function isLastTry({ channel }: MessageRecord, tries: number): boolean {
  return tries >= MOST_TRIES[channel];
}

/** Why it is not even tried, or undefined. What has expired is of no use to anybody but a thief. */
function refusalOf(record: MessageRecord, { rules }: AttemptDeps, now: Instant) {
  if (now >= record.notAfter) return refused("expired");
  // Whoever sent it last was ended each time: it may be what ended them.
  if (isLastTry(record, record.tries)) return refused(lastReason(record));
  // Asked when it was queued, too; settings may be others now, and this is the last door.
  if (record.channel === "sms" && !countryOf(rules, record.to).ok) {
    return refused("country_refused");
  }
  return undefined;
}

function lastReason({ reason }: MessageRecord): DeliveryCode {
  return (reason as DeliveryCode | null) ?? "interrupted";
}

/** Tries once to hand a message over. Whatever goes wrong is in the answer; it never rejects. */
export async function tryToDeliver(
  record: MessageRecord,
  deps: AttemptDeps,
  now: Instant,
  stop: AbortSignal,
): Promise<Delivery> {
  const refusal = refusalOf(record, deps, now);
  if (refusal !== undefined) return refusal;
  const read = readMessage(record, deps);
  if (!read.ok) return refused("unreadable");
  return inTime((signal) => handOver(read.value.message, deps.carriers, signal), stop);
}

async function handOver(
  message: OutboundMessage,
  carriers: Carriers,
  signal: AbortSignal,
): Promise<Delivery> {
  const sending =
    message.channel === "email"
      ? carriers.email?.send(message, signal)
      : carriers.sms?.send(message, signal);
  return (await sending) ?? refused("no_carrier");
}

/** Nobody waits for longer than this, whether or not the carrier heeds the signal. */
async function inTime(
  work: (signal: AbortSignal) => Promise<Delivery>,
  stop: AbortSignal,
): Promise<Delivery> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), DELIVERY_MS);
  const signal = AbortSignal.any([late.signal, stop]);
  const over = new Promise<Delivery>((resolve) => {
    const end = () => resolve(later("carrier_timeout"));
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
  try {
    return await Promise.race([work(signal), over]);
  } finally {
    clearTimeout(timer);
  }
}
