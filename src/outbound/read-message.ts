import { fail, ok, type Result } from "../base/result.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { MessageRecord } from "../store/records.ts";
import { mailEn } from "../words/mail-en.ts";
import type { OutboundMessage } from "./message.ts";
import { writeMail } from "./templates.ts";

/** A message as it leaves, and the code in it for those who may show it (development only). */
export interface ReadMessage {
  readonly message: OutboundMessage;
  readonly code: string;
}

/** A sealed text that cannot be opened: its key is gone, or somebody changed it. */
export type UnreadableCode = "message_unreadable";

/** Opens what was queued. It is bound to its address: moved to another, it does not open. */
export function readMessage(
  record: MessageRecord,
  { keys, app }: { readonly keys: KeyRing; readonly app: string },
): Result<ReadMessage, UnreadableCode> {
  const { channel, to } = record;
  const opened = keys.open("message", record.sealed, to);
  if (!opened.ok) return fail("message_unreadable", `${record.id}: ${opened.code}`);
  if (!isEmailCode(opened.value)) return fail("message_unreadable", `${record.id}: no template`);
  const { template, code, minutes } = opened.value;
  const mail = writeMail(mailEn[template], { code, minutes, app });
  return ok({ message: { channel, to, ...mail }, code });
}

interface EmailCodeMail {
  readonly template: "email-code";
  readonly code: string;
  readonly minutes: number;
}

function isEmailCode(value: unknown): value is EmailCodeMail {
  if (typeof value !== "object" || value === null) return false;
  const { template, code, minutes }: Partial<Record<keyof EmailCodeMail, unknown>> = value;
  return template === "email-code" && typeof code === "string" && typeof minutes === "number";
}
