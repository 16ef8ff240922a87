import type { AccountId, AttemptId, MessageId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Assertion } from "../evidence/external.ts";
import type { Waiting } from "./records.ts";

/** A link that an operator made, for one account and one use. */
export interface LinkRecord {
  /** SHA-256 (base64url) of the secret in it. */
  readonly hash: string;
  readonly account: AccountId;
  /** What whoever made it asserts by it. */
  readonly assertion: Assertion;
  /** Who made it. */
  readonly by: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

/** What somebody says who was told: "stop it", or "that was not me". */
export type NoticeAnswer = "veto" | "report";

/** A message that may be answered without signing in, once, by the secret in its link. */
export interface NoticeRecord {
  /** SHA-256 (base64url) of the secret. */
  readonly hash: string;
  readonly message: MessageId;
  readonly account: AccountId;
  /** Whose doing it tells of. */
  readonly attempt: AttemptId | null;
  /** The waiting that it tells of, and that can be stopped by it; null: it tells of something done. */
  readonly waiting: Waiting["id"] | null;
  /** What it says, such as `recovery-begun`. */
  readonly notice: string;
  readonly channel: "email" | "sms";
  /** In the form that is compared. */
  readonly address: string;
  readonly createdAt: Instant;
  /** Until then it is kept: an answer counts against the account's later ones. */
  readonly expiresAt: Instant;
  /** When its message left; null: it has not. */
  readonly sentAt: Instant | null;
  readonly answer: NoticeAnswer | null;
  readonly answeredAt: Instant | null;
}
