import type { OutboundMessage } from "./message.ts";

/**
 * Why a message did not leave, or not yet. Each says who can do something about it; none says
 * anything about the message or whom it is for, so that it may stand in a log.
 */
export type DeliveryCode =
  /** Whoever takes messages for that address says that it is not to be had. */
  | "recipient_refused"
  /** The carrier does not accept what it was given: this text, this sender, this kind of message. */
  | "message_refused"
  /** A number of a country to which nothing is sent. */
  | "country_refused"
  /** It was of use until a moment that has passed: a code that has expired is not sent. */
  | "expired"
  /** Its sealed text cannot be opened: its key is gone, or somebody changed it. */
  | "unreadable"
  /** Nothing is set up that carries such messages. */
  | "no_carrier"
  /** The carrier does not accept our name and password, or our signature. */
  | "carrier_auth"
  /** No connection that is encrypted and checked could be made. */
  | "carrier_tls"
  | "carrier_unreachable"
  | "carrier_timeout"
  /** The carrier asks for patience: SMTP 4yz, HTTP 429. Greylisting is one. */
  | "carrier_busy"
  /** The carrier has a fault of its own. */
  | "carrier_failed"
  /** What answered did not answer as such a carrier does. */
  | "carrier_answer"
  /** Whoever was sending it was ended in the middle. */
  | "interrupted";

/**
 * What came of one try.
 * - `sent`: the carrier took the message over. What happens then is the carrier's.
 * - `refused`: it will not be taken over however often it is tried.
 * - `later`: another try may succeed.
 */
export type Delivery =
  | { readonly outcome: "sent" }
  | {
      readonly outcome: "refused";
      readonly code: DeliveryCode;
      /** What the carrier called it: digits and dots, such as `550 5.1.1` or `21211`. */
      readonly status: string | null;
    }
  | {
      readonly outcome: "later";
      readonly code: DeliveryCode;
      readonly status: string | null;
      /** When the carrier asked to be tried again; null: it did not say. */
      readonly afterSeconds: number | null;
    };

/** What takes messages of one kind out of the house. */
export interface Carrier<Message extends OutboundMessage = OutboundMessage> {
  /**
   * Tries once, and never rejects. When `signal` aborts, nobody waits for it any more and it ends
   * what it can.
   */
  send(message: Message, signal: AbortSignal): Promise<Delivery>;
  /** Ends its connections. */
  close(): void;
}

export const SENT: Delivery = { outcome: "sent" };

export function refused(code: DeliveryCode, status: string | null = null): Delivery {
  return { outcome: "refused", code, status };
}

export function later(
  code: DeliveryCode,
  status: string | null = null,
  afterSeconds: number | null = null,
): Delivery {
  return { outcome: "later", code, status, afterSeconds };
}
