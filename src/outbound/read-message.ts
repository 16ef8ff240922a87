import { fail, ok, type Result } from "../base/result.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { MessageRecord } from "../store/records.ts";
import { type Letter, readLetter } from "./letter.ts";
import type { OutboundMessage } from "./message.ts";
import { writeSms } from "./sms-text.ts";
import { type Site, writeMail } from "./templates.ts";

/** A message as it leaves, and what it was written from. */
export interface ReadMessage {
  readonly message: OutboundMessage;
  readonly letter: Letter;
}

/** A sealed text that cannot be opened: its key is gone, or somebody changed it. */
export type UnreadableCode = "message_unreadable";

/** Opens what was queued. It is bound to its address: moved to another, it does not open. */
export function readMessage(
  record: Pick<MessageRecord, "id" | "channel" | "to" | "sealed" | "createdAt">,
  { keys, site }: { readonly keys: KeyRing; readonly site: Site },
): Result<ReadMessage, UnreadableCode> {
  const { id, channel, to, sealed, createdAt: at } = record;
  const opened = keys.open("message", sealed, to);
  if (!opened.ok) return fail("message_unreadable", opened.code);
  const letter = readLetter(opened.value);
  if (letter === undefined) return fail("message_unreadable", "no letter");
  const message: OutboundMessage =
    channel === "email"
      ? { channel, id, at, to, ...writeMail(letter, site) }
      : { channel, id, at, to, text: writeSms(letter, site) };
  return ok({ message, letter });
}
