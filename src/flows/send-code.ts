import { recordEvent } from "../audit/event.ts";
import { newId } from "../base/ids.ts";
import { ok, type Result } from "../base/result.ts";
import { instant, plusSeconds } from "../base/time.ts";
import { windowAt } from "../base/window.ts";
import { CODE_LIFE_SECONDS, newCode } from "../methods/code/code.ts";
import { newLink } from "../methods/magic-link/link.ts";
import type { Transaction } from "../store/port.ts";
import type { CodeRecord } from "../store/records.ts";
import { codeStepView } from "./code-standing.ts";
import type { FlowCode } from "./codes.ts";
import { rollBack, rollBackFor, transactOr } from "./rollback.ts";
import type { CodeStep } from "./sealing.ts";
import { type Destination, destinationOf } from "./destination.ts";
import type { StepContext } from "./step-context.ts";
import { methodOf } from "./verify-code.ts";
import type { CodeStepView } from "./view.ts";

/** Sending is limited by address and by network: nobody's mailbox or telephone is a target (B39). */
const WINDOW_SECONDS = 3600;
const MOST_BY_ADDRESS = 5;
const MOST_BY_NETWORK = 30;

/**
 * Sends a code to what the attempt is about. The message is the attempt's first fact, so the attempt
 * becomes a row with it. The code is stored as a keyed hash, the message sealed.
 *
 * @param number - the telephone number that the account is to have, where one is enrolled
 */
export async function sendCode(
  context: StepContext,
  purpose: CodeStep["purpose"],
  number: string | undefined,
): Promise<Result<CodeStepView, FlowCode>> {
  const { deps, loaded, now } = context;
  const to = await destinationOf(context, purpose, number);
  if (!to.ok) return to;
  const text = newCode();
  const id: CodeRecord["id"] = newId(now);
  const code: CodeRecord = {
    id,
    attempt: loaded.record.id,
    address: to.value.address,
    normalised: to.value.normalised,
    hash: deps.keys.mac(methodOf(purpose), `${id}:${text}`),
    tries: 0,
    createdAt: now,
    expiresAt: plusSeconds(now, CODE_LIFE_SECONDS),
    usedAt: null,
  };
  const link = purpose === "magic-link:prove" ? linkFor(context, code) : null;
  const written = { text, link };
  const sent = await transactOr(deps.store, (tx) => queue(context, tx, to.value, code, written));
  if (!sent.ok) return sent;
  deps.messageQueued();
  return ok(codeStepView(deps, loaded, code, purpose));
}

/** What stands in a message: a code, and perhaps a link that does the same. */
interface Written {
  readonly text: string;
  readonly link: { readonly record: CodeRecord; readonly url: string } | null;
}

/**
 * A link to the attempt's own page, for the browser that asked: it opens a page that asks, and what is
 * sent from there uses it up (a mail scanner opens it, too). Elsewhere the code is the way across.
 */
function linkFor({ deps, loaded, now }: StepContext, code: CodeRecord): Written["link"] {
  const id: CodeRecord["id"] = newId(now);
  const { token, hash } = newLink(id, (text) => deps.keys.mac("magic-link", text));
  const [origin = ""] = deps.site.origins;
  return {
    record: { ...code, id, hash, createdAt: instant(now - 1) },
    url: `${origin}/attempts/${loaded.id}/link?token=${id}.${token}`,
  };
}

async function queue(
  context: StepContext,
  tx: Transaction,
  { channel }: Destination,
  code: CodeRecord,
  { text, link }: Written,
): Promise<void> {
  const { deps, caller, loaded, now } = context;
  await countSending(context, tx, channel, code.normalised);
  const { record, stored } = loaded;
  const next = { ...record, version: record.version + 1 };
  if (!(await tx.saveAttempt(next, stored ? record.version : null))) rollBack("attempt_conflict");
  // The code comes last: it is what the page asks for.
  if (link !== null) await tx.insertCode(link.record);
  await tx.insertCode(code);
  const template = channel === "email" ? ("email-code" as const) : ("sms-code" as const);
  const letter = { template, code: text, minutes: CODE_LIFE_SECONDS / 60, link: link?.url ?? null };
  const { account, id: attempt } = record;
  const posting = { channel, to: code.address, letter, account, attempt };
  const queued = await deps.outbox.queue(tx, posting, now);
  if (!queued.ok) {
    const { retryAfterSeconds = 0 } = queued;
    if (queued.code === "too_many_messages") rollBackFor(queued.code, retryAfterSeconds);
    rollBack("sms_refused");
  }
  await recordEvent(tx, {
    kind: "message.queued",
    at: now,
    account: null,
    attempt: record.id,
    network: caller.network,
    data: { channel, template },
  });
}

async function countSending(
  { caller, now }: StepContext,
  tx: Transaction,
  channel: Destination["channel"],
  to: string,
): Promise<void> {
  const { start, secondsLeft } = windowAt(now, WINDOW_SECONDS);
  const kind = channel === "email" ? "mail" : "sms";
  const byAddress = await tx.countUp(`${kind}:to:${to}`, start);
  const byNetwork = await tx.countUp(`${kind}:from:${caller.network}`, start);
  if (byAddress > MOST_BY_ADDRESS || byNetwork > MOST_BY_NETWORK) {
    rollBackFor("too_many_messages", secondsLeft);
  }
}
