import type { MailboxMessage } from "../dev/mailbox.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { Letter } from "../outbound/letter.ts";
import { readMessage } from "../outbound/read-message.ts";
import type { Site } from "../outbound/templates.ts";
import type { Store } from "../store/port.ts";

const MAILBOX_SIZE = 200;

/** The development mailbox: what would have been sent, read from the queue itself. */
export async function mailbox(
  store: Store,
  keys: KeyRing,
  site: Site,
  to: string | undefined,
): Promise<readonly MailboxMessage[]> {
  const records = await store.messagesTo(to, MAILBOX_SIZE);
  return records.flatMap((record) => {
    const read = readMessage(record, { keys, site });
    if (!read.ok) return [];
    const { message, letter } = read.value;
    const subject = message.channel === "email" ? message.subject : undefined;
    const { id, channel, at, text } = message;
    return [{ id, to: message.to, channel, at, subject, text, ...found(letter) }];
  });
}

/** What a test or a developer looks for in a message. */
function found(letter: Letter): Pick<MailboxMessage, "code" | "link"> {
  switch (letter.template) {
    case "email-code":
    case "sms-code":
      return { code: letter.code, link: letter.link ?? undefined };
    case "magic-link":
    case "enrol-link":
      return { code: undefined, link: letter.link };
    case "notice":
      return { code: undefined, link: letter.report ?? undefined };
  }
}
