import { type Clock, toIso } from "../base/time.ts";
import { type Carrier, SENT } from "./delivery.ts";
import { outcomeOfNoAnswer, outcomeOfStatus } from "./http-outcome.ts";
import type { OutboundSms } from "./message.ts";
import { post } from "./post.ts";
import { webhookHeaders } from "./standard-webhook.ts";

/** A gateway of the operator's own that sends text messages. */
export interface SmsWebhook {
  readonly adapter: "webhook";
  readonly url: string;
  /** What the signature is made with. */
  readonly key: Uint8Array;
}

/**
 * Carries text messages by a signed POST. The receiver can tell ours from anybody's and new from
 * replayed, and by `webhook-id`, which is the same for every try of a message, send it once.
 */
export function createSmsWebhook({ url, key }: SmsWebhook, clock: Clock): Carrier<OutboundSms> {
  return {
    async send({ id, at, to, text }, signal) {
      const data = { to, text };
      const body = JSON.stringify({ type: "sms.send", timestamp: toIso(at), data });
      const timestamp = Math.floor(clock() / 1000);
      const headers = {
        "content-type": "application/json",
        ...webhookHeaders({ key, id, timestamp, body }),
      };
      const answer = await post({ url, headers, body, signal });
      if (!answer.ok) return outcomeOfNoAnswer(answer);
      const { status } = answer.value;
      return status >= 200 && status < 300 ? SENT : outcomeOfStatus(answer.value, null);
    },
    close() {},
  };
}
