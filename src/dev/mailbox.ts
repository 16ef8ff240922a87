import { type Instant, toIso } from "../base/time.ts";

/** A message that would have been sent. */
export interface MailboxMessage {
  readonly id: string;
  readonly to: string;
  readonly channel: "email" | "sms";
  readonly at: Instant;
  /** A text message has none. */
  readonly subject: string | undefined;
  readonly text: string;
  /** The code in it, so that a test need not search for it. */
  readonly code: string | undefined;
  /** The link in it, for the same reason. */
  readonly link: string | undefined;
}

/** Newest first; those to one address, exactly as it was written, or all. */
export type MailboxSource = (to: string | undefined) => Promise<readonly MailboxMessage[]>;

/** `GET /dev/mailbox.json`: times are ISO 8601; what a message does not have is left out. */
export function mailboxJson(messages: readonly MailboxMessage[]): unknown {
  return messages.map(({ id, to, channel, at, subject, text, code, link }) => ({
    id,
    to,
    channel,
    at: toIso(at),
    subject,
    text,
    code,
    link,
  }));
}
