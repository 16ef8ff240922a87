import type { Instant } from "../base/time.ts";

/** What leaves as mail. */
export interface OutboundMail {
  readonly channel: "email";
  /** The same for every try of one message: by it, a message that left twice is recognised. */
  readonly id: string;
  /** When it was queued, not when it is tried: so that two copies are the same. */
  readonly at: Instant;
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** The same again as HTML. It loads nothing. */
  readonly html: string;
}

/** What leaves as a text message. */
export interface OutboundSms {
  readonly channel: "sms";
  /** As with a mail. */
  readonly id: string;
  readonly at: Instant;
  /** In the form of E.164: `+441632960961`. */
  readonly to: string;
  readonly text: string;
}

/** A message that leaves. */
export type OutboundMessage = OutboundMail | OutboundSms;

/**
 * Hands a mail to whatever carries it; resolves once it was taken over. If it rejects, it is tried
 * again later, unless the error has `permanent: true`: then it has failed.
 */
export type Deliver = (message: OutboundMail) => Promise<void>;

/** The same for text messages. */
export type DeliverSms = (message: OutboundSms) => Promise<void>;
