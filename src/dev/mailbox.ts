import { type Instant, toIso } from "../base/time.ts";

/** A message that would have been sent. */
export interface MailboxMessage {
  readonly id: string;
  readonly to: string;
  readonly channel: "email";
  readonly at: Instant;
  readonly subject: string;
  readonly text: string;
  /** The code in it, so that a test need not search for it. */
  readonly code: string;
}

/** Newest first; those to one address, exactly as it was written, or all. */
export type MailboxSource = (to: string | undefined) => Promise<readonly MailboxMessage[]>;

/** `GET /dev/mailbox.json`: times are ISO 8601. */
export function mailboxJson(messages: readonly MailboxMessage[]): unknown {
  return messages.map(({ id, to, channel, at, subject, text, code }) => ({
    id,
    to,
    channel,
    at: toIso(at),
    subject,
    text,
    code,
  }));
}
