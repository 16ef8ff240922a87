import type { KeyRing } from "../keys/key-ring.ts";
import type { AuditHead, SealedEvent, WrittenEvent } from "../store/audit-records.ts";

/** What the first line is chained to. */
export const BEFORE_ALL = "";

type Place = Pick<AuditHead, "total" | "seal">;

/**
 * The seal of a line (R60): a keyed hash over its place, the seal of the line before it, and all
 * that stands in it. Whoever can write to the database has no key, so he can make no chain of his
 * own; and whoever alters, removes or moves a line breaks the seals from there on.
 */
export function sealOf(
  keys: KeyRing,
  before: string,
  sequence: number,
  event: WrittenEvent,
): string {
  return keys.mac("audit-event", canonical(before, sequence, event));
}

export function sealHolds(keys: KeyRing, before: string, event: SealedEvent): boolean {
  return keys.verifyMac("audit-event", canonical(before, event.sequence, event), event.seal);
}

/** The head has a hash of its own: that a line has a seal does not say that the chain ended there. */
export function headOf(keys: KeyRing, { total, seal }: Place): AuditHead {
  return { total, seal, mac: keys.mac("audit-head", JSON.stringify([total, seal])) };
}

export function headHolds(keys: KeyRing, { total, seal, mac }: AuditHead): boolean {
  return keys.verifyMac("audit-head", JSON.stringify([total, seal]), mac);
}

/** JSON says where one member ends and the next begins, so that no two lines give one text. */
function canonical(before: string, sequence: number, event: WrittenEvent): string {
  const { id, at, kind, account, attempt, network, data } = event;
  return JSON.stringify([before, sequence, id, at, kind, account, attempt, network, data]);
}
