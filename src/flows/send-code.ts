import { recordEvent } from "../audit/event.ts";
import { newId } from "../base/ids.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { instant, type Instant, plusSeconds } from "../base/time.ts";
import { maskEmail, parseEmail } from "../methods/email-code/address.ts";
import { CODE_DEAD_AFTER, CODE_LIFE_SECONDS, newCode } from "../methods/email-code/code.ts";
import type { Transaction } from "../store/port.ts";
import type { CodeRecord } from "../store/records.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import type { LoadedAttempt } from "./load.ts";
import { rollBack, transactOr } from "./rollback.ts";
import { sealStep } from "./sealing.ts";
import type { CodeStepView } from "./view.ts";

/** Sending is limited by address and by network: nobody's mailbox is a target (B39). */
const WINDOW_SECONDS = 3600;
const MOST_BY_ADDRESS = 5;
const MOST_BY_NETWORK = 30;

/**
 * Sends a code to the address that the attempt named. The message is the attempt's first fact, so
 * the attempt becomes a row with it. The code is stored as a keyed hash, the message sealed.
 */
export async function sendCode(
  deps: FlowDeps,
  caller: Caller,
  loaded: LoadedAttempt,
  now: Instant,
): Promise<Result<CodeStepView, FlowCode>> {
  const email = await addressFor(deps, loaded);
  if (email === undefined) return fail("method_not_offered");
  const text = newCode();
  const id: CodeRecord["id"] = newId(now);
  const code: CodeRecord = {
    id,
    attempt: loaded.record.id,
    address: email.address,
    normalised: email.normalised,
    hash: deps.keys.mac("email-code", `${id}:${text}`),
    tries: 0,
    createdAt: now,
    expiresAt: plusSeconds(now, CODE_LIFE_SECONDS),
    usedAt: null,
  };
  const sent = await transactOr(deps.store, (tx) => queue(deps, tx, caller, loaded, code, text));
  if (!sent.ok) return sent;
  deps.messageQueued();
  return ok(codeStepView(deps, loaded, code));
}

/** The address of the account where one is known; else the one that was typed. */
async function addressFor({ store }: FlowDeps, { record, sealed }: LoadedAttempt) {
  if (record.account === null || sealed.newcomer !== null) {
    return parseEmail(record.identifier ?? "");
  }
  const [address] = await store.addressesOf(record.account);
  return address;
}

/** How the code of an attempt stands, for the page that asks for it. */
export interface CodeStanding {
  /** Masked. */
  readonly sentTo: string;
  /** Null where none can be answered any more: another one has to be sent. */
  readonly open: CodeStepView | null;
}

export async function codeStanding(
  deps: FlowDeps,
  loaded: LoadedAttempt,
  now: Instant,
): Promise<CodeStanding> {
  const code = await deps.store.latestCode(loaded.record.id);
  const answerable =
    code !== undefined &&
    code.usedAt === null &&
    code.tries < CODE_DEAD_AFTER &&
    now < code.expiresAt;
  return {
    sentTo: maskEmail(loaded.record.identifier ?? ""),
    open: answerable ? codeStepView(deps, loaded, code) : null,
  };
}

/** The step of a code that was sent: sealing it again gives the page that was reloaded its step. */
function codeStepView(deps: FlowDeps, { record }: LoadedAttempt, code: CodeRecord): CodeStepView {
  const { id, expiresAt } = code;
  return {
    step: sealStep(deps.keys, record.browser, {
      purpose: "email-code:prove",
      step: id,
      attempt: record.id,
      expiresAt,
    }),
    method: "email-code",
    ceremony: "prove",
    sentTo: maskEmail(code.address),
    expiresAt,
  };
}

async function queue(
  deps: FlowDeps,
  tx: Transaction,
  caller: Caller,
  loaded: LoadedAttempt,
  code: CodeRecord,
  text: string,
): Promise<void> {
  const now = code.createdAt;
  const windowStart = instant(now - (now % (WINDOW_SECONDS * 1000)));
  const byAddress = await tx.countUp(`mail:to:${code.normalised}`, windowStart);
  const byNetwork = await tx.countUp(`mail:from:${caller.network}`, windowStart);
  if (byAddress > MOST_BY_ADDRESS || byNetwork > MOST_BY_NETWORK) rollBack("too_many_messages");
  const { record, stored } = loaded;
  const next = { ...record, version: record.version + 1 };
  if (!(await tx.saveAttempt(next, stored ? record.version : null))) rollBack("attempt_conflict");
  await tx.insertCode(code);
  await tx.enqueueMessage({
    id: newId(now),
    channel: "email",
    to: code.address,
    sealed: deps.keys.seal(
      "message",
      { template: "email-code", code: text, minutes: CODE_LIFE_SECONDS / 60 },
      code.address,
    ),
    state: "queued",
    createdAt: now,
  });
  await recordEvent(tx, {
    kind: "message.queued",
    at: now,
    account: null,
    attempt: record.id,
    network: caller.network,
    data: { channel: "email", template: "email-code" },
  });
}
