import type { Instant } from "../base/time.ts";
import type { Method } from "../evidence/methods.ts";
import type { Notice } from "../outbound/letter.ts";
import type { Transaction } from "../store/port.ts";
import type { AddressRecord } from "../store/records.ts";
import type { FlowDeps } from "./deps.ts";
import type { Effect } from "./effects.ts";
import { type About, sendNotice } from "./send-notice.ts";

/** What there is to tell. */
interface Told {
  readonly notice: Notice;
  readonly way: Method | null;
}

/**
 * Tells every address of the account what was done, old and new ones (NIST SP 800-63B-4 section 4.6):
 * by what was done, and by what was bound, whichever action it came of.
 *
 * @param before Addresses that the account had before the change.
 */
export async function notifyOwner(effect: Effect, before: readonly AddressRecord[]): Promise<void> {
  const { deps, tx, grant, caller, now } = effect;
  const all = toldOf(effect);
  if (all.length === 0) return;
  const addresses = [...before, ...(await tx.addressesOf(grant.account))];
  const about = { account: grant.account, attempt: grant.attempt, network: caller.network };
  for (const told of all) await tellOwner(deps, tx, about, told, addresses, now);
}

/** It is queued with what it tells of: either both happen or neither. */
export async function tellOwner(
  deps: Pick<FlowDeps, "site" | "outbox">,
  tx: Transaction,
  about: About,
  told: Told,
  to: readonly AddressRecord[],
  now: Instant,
): Promise<void> {
  const each = new Map(to.map((address) => [address.normalised, address]));
  for (const { channel, address, normalised } of each.values()) {
    await sendNotice(
      deps,
      tx,
      about,
      { ...told, until: null },
      { channel, address, normalised },
      now,
    );
  }
}

/** A new account is no change of one. */
function toldOf({ grant, attempt }: Effect): readonly Told[] {
  if (grant.action === "sign-up") return [];
  const [verb = "", what = ""] = grant.action.split(":");
  const way = what as Method;
  const bound = attempt.pending.map(
    (pending): Told => ({
      notice: "way-added",
      way: "method" in pending ? pending.method : "passkey",
    }),
  );
  const done: Readonly<Record<string, Told>> = {
    remove: { notice: "way-removed", way },
    suspend: { notice: "way-suspended", way },
    lift: { notice: "way-added", way },
    recover: { notice: "recovery-done", way: null },
  };
  const own = grant.action === "change:email" ? EMAIL_CHANGED : done[verb];
  return own === undefined ? bound : [own, ...bound];
}

const EMAIL_CHANGED: Told = { notice: "address-added", way: null };
