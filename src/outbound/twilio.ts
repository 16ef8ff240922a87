import { type Carrier, type Delivery, later, refused, SENT } from "./delivery.ts";
import { outcomeOfNoAnswer, outcomeOfStatus } from "./http-outcome.ts";
import type { OutboundSms } from "./message.ts";
import { type Answer, post } from "./post.ts";

/** An account at Twilio, or at whatever speaks as Twilio does. */
export interface TwilioAccount {
  readonly adapter: "twilio";
  /** `https://api.twilio.com`; for tests, a server of this machine. */
  readonly baseUrl: string;
  /** The account that pays: `AC…`. */
  readonly account: string;
  /** Who asks: the account itself with its token, or a key (`SK…`) with its secret. */
  readonly user: string;
  readonly password: string;
  /** A number, a name, or a messaging service (`MG…`). */
  readonly from: string;
}

/**
 * Carries text messages by Twilio's "create a Message" (version 2010-04-01 of its API). It knows no
 * idempotency key: where an answer was lost, another try may send a second message.
 */
export function createTwilioCarrier(account: TwilioAccount): Carrier<OutboundSms> {
  const { baseUrl, user, password } = account;
  const url = `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(account.account)}/Messages.json`;
  const basic = Buffer.from(`${user}:${password}`, "utf8").toString("base64");
  const headers = {
    authorization: `Basic ${basic}`,
    "content-type": "application/x-www-form-urlencoded",
    accept: "application/json",
  };
  return {
    async send({ to, text }, signal) {
      const sender = /^MG[0-9a-f]{32}$/i.test(account.from) ? "MessagingServiceSid" : "From";
      const body = new URLSearchParams({ To: to, [sender]: account.from, Body: text }).toString();
      const answer = await post({ url, headers, body, signal });
      return answer.ok ? outcomeOf(answer.value) : outcomeOfNoAnswer(answer);
    },
    close() {},
  };
}

function outcomeOf(answer: Answer): Delivery {
  const said = read(answer.body);
  if (answer.status < 200 || answer.status >= 300) {
    const outcome = outcomeOfStatus(answer, said.code);
    return isAboutRecipient(outcome, said.code) ? refused("recipient_refused", said.code) : outcome;
  }
  // Taken over is what has an identifier; a page of some proxy has none.
  return said.sid === null ? later("carrier_answer", String(answer.status)) : SENT;
}

/** Of Twilio's codes those that say: this number is none, cannot be reached, or has unsubscribed. */
const ABOUT_RECIPIENT: ReadonlySet<string> = new Set(["21211", "21214", "21610", "21612", "21614"]);

function isAboutRecipient({ outcome }: Delivery, code: string | null): boolean {
  return outcome === "refused" && code !== null && ABOUT_RECIPIENT.has(code);
}

interface Said {
  readonly sid: string | null;
  readonly code: string | null;
}

/** What is believed of an answer: an identifier, and a code of digits. Its prose is not kept. */
function read(body: string): Said {
  const { sid, code } = parse(body);
  return {
    sid: typeof sid === "string" && /^(?:SM|MM)[0-9a-f]{32}$/i.test(sid) ? sid : null,
    code: typeof code === "number" && Number.isSafeInteger(code) ? String(code) : null,
  };
}

function parse(body: string): { readonly sid?: unknown; readonly code?: unknown } {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
