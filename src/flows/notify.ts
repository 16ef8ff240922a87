import type { Method } from "../evidence/methods.ts";
import type { Letter } from "../outbound/letter.ts";
import type { AddressRecord } from "../store/records.ts";
import type { Effect } from "./effects.ts";

type Notice = Extract<Letter, { template: "notice" }>["notice"];

/**
 * Tells every address of the account what was done, old and new ones (NIST SP 800-63B-4 section 4.6).
 * It is queued with what it tells of: either both happen or neither.
 *
 * @param before Addresses that the account had before the change.
 */
export async function notifyOwner(effect: Effect, before: readonly AddressRecord[]): Promise<void> {
  const { deps, tx, grant, caller, now } = effect;
  const told = noticeOf(grant.action);
  if (told === null) return;
  const after = await tx.addressesOf(grant.account);
  const addresses = new Map([...before, ...after].map((one) => [one.normalised, one.address]));
  for (const to of addresses.values()) {
    const letter: Letter = {
      template: "notice",
      ...told,
      at: now,
      name: null,
      until: null,
      browser: null,
      network: caller.network,
      report: null,
    };
    const { account, attempt } = grant;
    await deps.outbox.queue(tx, { channel: "email", to, letter, account, attempt }, now);
  }
}

/** What there is to tell of an action; null where there is nothing. */
function noticeOf(action: string): { readonly notice: Notice; readonly way: Method | null } | null {
  const [verb = "", what = ""] = action.split(":");
  const way = what as Method;
  switch (verb) {
    case "enrol":
    case "regenerate":
      return { notice: "way-added", way };
    case "remove":
      return { notice: "way-removed", way };
    case "suspend":
      return { notice: "way-suspended", way };
    case "lift":
      return { notice: "way-added", way };
    case "change":
      return changed(what);
    default:
      return null;
  }
}

function changed(what: string) {
  switch (what) {
    case "email":
      return { notice: "address-added" as const, way: null };
    case "number":
      return { notice: "way-added" as const, way: "sms-code" as const };
    case "password":
      return { notice: "way-added" as const, way: "password" as const };
    default:
      return null;
  }
}
