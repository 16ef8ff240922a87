import { type AccountId, type AttemptId, type MessageId, newId } from "../base/ids.ts";
import { ok, type Result } from "../base/result.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { Transaction } from "../store/port.ts";
import type { Letter } from "./letter.ts";
import { countSms, type SmsCode, type SmsRules } from "./sms-rules.ts";

/** What is to be sent to whom. */
export interface Posting {
  readonly channel: "email" | "sms";
  /** An address as it was proved or typed, or a number in the form of E.164. */
  readonly to: string;
  readonly letter: Letter;
  /** Whose account it is about; null: nobody's yet. */
  readonly account: AccountId | null;
  /** In which attempt it was asked for; null: in none. */
  readonly attempt: AttemptId | null;
}

/** What is to be sent is put here, and leaves later. */
export interface Outbox {
  /**
   * Queues a message in the transaction that makes it necessary: either both happen or neither. A
   * code or a link is of use for its `minutes`, a notice for a day; what has not left by then has
   * failed. After the commit somebody has to wake the dispatcher, or it leaves a second later.
   *
   * @returns the name by which `messageById` says what became of it. What is refused is refused
   *   before anything is sealed or sent; mail never is. Roll the transaction back then: what was
   *   counted should not stay.
   */
  queue(tx: Transaction, posting: Posting, now: Instant): Promise<Result<MessageId, SmsCode>>;
  /** In development nothing leaves: what was queued stands in the mailbox, and so was told. */
  readonly mailbox: boolean;
}

const NOTICE_MINUTES = 24 * 60;

export function createOutbox({
  keys,
  rules,
  mailbox = false,
}: {
  readonly keys: KeyRing;
  readonly rules: SmsRules;
  readonly mailbox?: boolean;
}): Outbox {
  return {
    mailbox,
    async queue(tx, { channel, to, letter, account, attempt }, now) {
      if (channel === "sms") {
        const counted = await countSms(tx, rules, { to, account }, now);
        if (!counted.ok) return counted;
      }
      const id: MessageId = newId(now);
      const minutes = letter.template === "notice" ? NOTICE_MINUTES : letter.minutes;
      await tx.enqueueMessage({
        id,
        channel,
        to,
        sealed: keys.seal("message", letter, to),
        account,
        attempt,
        state: "queued",
        createdAt: now,
        notAfter: plusSeconds(now, minutes * 60),
        tries: 0,
        dueAt: now,
        reason: null,
        doneAt: null,
      });
      return ok(id);
    },
  };
}
