import { createHash } from "node:crypto";
import { toBase64url } from "../base/bytes.ts";
import type { AccountId, AttemptId } from "../base/ids.ts";
import { randomBytes } from "../base/random.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import type { Method } from "../evidence/methods.ts";
import type { Notice } from "../outbound/letter.ts";
import type { Transaction } from "../store/port.ts";
import type { FlowDeps } from "./deps.ts";
import type { Destination } from "./destination.ts";

/** What a notice is about. */
export interface About {
  readonly account: AccountId;
  readonly attempt: AttemptId | null;
  /** The waiting that it tells of, if it does. */
  readonly waiting?: AttemptId;
  readonly network: string;
}

/** For as long as a veto counts against the next one of the same channel. */
const NOTICE_KEPT_SECONDS = 30 * 86_400;

const SECRET_BYTES = 16;

/**
 * Queues a notice with what it tells of: either both happen or neither. By the link in it somebody can
 * say that it was not them, without signing in. Of its secret only a keyed hash is kept.
 *
 * @returns false where a carrier's rules refuse it: then nobody is told on this channel.
 */
export async function sendNotice(
  deps: Pick<FlowDeps, "site" | "outbox">,
  tx: Transaction,
  { account, attempt, waiting, network }: About,
  told: { readonly notice: Notice; readonly way: Method | null; readonly until: Instant | null },
  { channel, address, normalised }: Destination,
  now: Instant,
): Promise<boolean> {
  const secret = toBase64url(randomBytes(SECRET_BYTES));
  const [origin = ""] = deps.site.origins;
  const report = `${origin}/notice/${secret}`;
  const open = { name: null, browser: null, report };
  const letter = { template: "notice" as const, ...told, at: now, network, ...open };
  const queued = await deps.outbox.queue(
    tx,
    { channel, to: address, letter, account, attempt },
    now,
  );
  if (!queued.ok) return false;
  return tx.insertNotice({
    hash: hashSecret(secret),
    message: queued.value,
    account,
    attempt,
    waiting: waiting ?? null,
    notice: told.notice,
    channel,
    address: normalised,
    createdAt: now,
    expiresAt: plusSeconds(now, NOTICE_KEPT_SECONDS),
    sentAt: deps.outbox.mailbox ? now : null,
    answer: null,
    answeredAt: null,
  });
}

/** 128 random bits need no salt and no slow hash: they cannot be guessed. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
