import { AssayFault } from "../base/fault.ts";
import type { AccountId, UserHandle } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { parseEmail } from "../methods/email-code/address.ts";
import type { Grant } from "../policy/grant.ts";
import type { SessionLimits } from "../policy/policy.ts";
import { type IssuedSession, issueSession } from "../sessions/issue.ts";
import type { Transaction } from "../store/port.ts";
import type { AddressRecord, AttemptRecord } from "../store/records.ts";
import type { Caller } from "./caller.ts";
import type { FlowDeps } from "./deps.ts";
import { bindNew } from "./bind-new.ts";
import { changeAddress } from "./change-address.ts";
import { changeCredential } from "./change-credential.ts";
import { notifyOwner } from "./notify.ts";
import { endOtherWaits } from "./waiting.ts";
import { vouch } from "./vouch.ts";
import { rollBack } from "./rollback.ts";

/** What an allow does, in the transaction of the answer that allowed it. */
export interface Effect {
  readonly deps: FlowDeps;
  readonly tx: Transaction;
  readonly caller: Caller;
  readonly attempt: AttemptRecord;
  readonly newcomer: { readonly account: AccountId; readonly userHandle: UserHandle } | null;
  readonly grant: Grant;
  /** Of the account, as it was judged. */
  readonly groups: readonly string[];
  readonly now: Instant;
}

/**
 * Does what was allowed and issues the session that it buys: a first one, or the raised
 * successor of the one that it was asked in.
 */
export async function carryOut(effect: Effect): Promise<IssuedSession> {
  const { tx, attempt, grant, caller, now } = effect;
  const raised = caller.session?.id === attempt.session ? caller.session : null;
  const addresses = await addressesBefore(effect);
  if (grant.action === "sign-up") await createAccount(effect);
  if (attempt.pending.length > 0 && grant.action !== "sign-up") await bindNew(effect);
  if (grant.action === "change:email") await changeAddress(effect);
  await changeCredential(effect);
  await vouch(effect);
  await endBefore(effect);
  if (grant.action === "recover") await endOtherWaits(tx, attempt);
  await notifyOwner(effect, addresses);
  return issueSession(tx, grant, {
    action: grant.action,
    params: attempt.params,
    account: grant.account,
    attempt: attempt.id,
    evidence: newestOfEach([...(raised?.evidence ?? []), ...attempt.evidence]),
    limits: limitsOf(effect),
    userAgent: caller.userAgent,
    raises: raised,
    now,
  });
}

/** Only where they may be others afterwards. */
async function addressesBefore({ tx, grant }: Effect): Promise<readonly AddressRecord[]> {
  return grant.action === "change:email" ? tx.addressesOf(grant.account) : [];
}

/** The strictest limits count: the policy's, and those of each group of the account. */
function limitsOf({ deps: { policy }, groups }: Effect): SessionLimits {
  const all = [policy.session, ...groups.flatMap((name) => policy.groups.get(name)?.session ?? [])];
  return {
    idleSeconds: Math.min(...all.map(({ idleSeconds }) => idleSeconds)),
    absoluteSeconds: Math.min(...all.map(({ absoluteSeconds }) => absoluteSeconds)),
  };
}

/**
 * Ends the session that the browser came with: the new one takes its place (R31). Of a step-up it
 * must still be there now: one that was ended while the answer was under way is not raised from
 * the dead, and two answers at once do not make two of it.
 */
async function endBefore({ tx, caller, attempt }: Effect): Promise<void> {
  if (caller.recovery !== null) await tx.endSession(caller.recovery.account, caller.recovery.id);
  if (caller.session === null) return;
  const { account, id } = caller.session;
  const ended = await tx.endSession(account, id);
  if (!ended && id === attempt.session) rollBack("session_required");
}

/**
 * An account comes into being whole: with its proved address and its first passkey. There is no
 * half-made account that anything could find, and nothing that was bound before the address was
 * proved (bypass class B41).
 */
async function createAccount(effect: Effect): Promise<void> {
  const { tx, newcomer, attempt, now } = effect;
  const email = parseEmail(attempt.identifier ?? "");
  if (newcomer === null || email === null || email === undefined) {
    throw new AssayFault("ASSAY_NO_SUBJECT", "a sign-up names an address and makes an account");
  }
  const { account, userHandle } = newcomer;
  await tx.insertAccount({
    id: account,
    userHandle,
    state: "active",
    groups: [],
    everHad: [],
    createdAt: now,
  });
  const free = await tx.insertAddress({ account, channel: "email", ...email, provedAt: now });
  // Somebody finished a sign-up with the same address in between: judge again next time.
  if (!free) rollBack("attempt_conflict");
  await bindNew(effect);
}

/** A session keeps what it rests on, and of each way to show it the newest: it does not grow. */
function newestOfEach(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((piece) => [nameOf(piece), piece])).values()];
}

function nameOf(piece: Evidence): string {
  const ceremony = "ceremony" in piece ? piece.ceremony : "";
  const credential = "credential" in piece ? piece.credential : "";
  const address = "address" in piece ? piece.address : "";
  return `${piece.kind} ${ceremony} ${credential} ${address}`;
}
