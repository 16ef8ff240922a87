import type { MailboxMessage } from "../dev/mailbox.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import { readMessage } from "../outbound/read-message.ts";
import type { Store } from "../store/port.ts";

const MAILBOX_SIZE = 200;

/** The development mailbox: what would have been sent, read from the queue itself. */
export async function mailbox(
  store: Store,
  keys: KeyRing,
  app: string,
  to: string | undefined,
): Promise<readonly MailboxMessage[]> {
  const records = await store.messagesTo(to, MAILBOX_SIZE);
  return records.flatMap((record) => {
    const read = readMessage(record, { keys, app });
    if (!read.ok) return [];
    const { message, code } = read.value;
    return [{ id: record.id, at: record.createdAt, code, ...message }];
  });
}
