import { AssayFault } from "../base/fault.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { EventSeal } from "../store/audit-records.ts";
import type { Store } from "../store/port.ts";
import { BEFORE_ALL, headHolds, headOf, sealOf } from "./chain.ts";

/**
 * Gives the lines that have none their places in the chain. Where another node does the same at
 * this moment, one of the two moves the head, and the other has done nothing.
 *
 * @returns how many were sealed
 * @throws AssayFault `ASSAY_AUDIT_HEAD` where the head is not one that was written here: to go on
 *   from it would make a whole chain of one that was cut.
 */
export async function sealEvents(
  { store, keys }: { readonly store: Store; readonly keys: KeyRing },
  limit: number,
): Promise<number> {
  // The head first: what is sealed between the two reads has moved it.
  const head = await store.auditHead();
  const events = await store.unsealedEvents(limit);
  if (events.length === 0) return 0;
  if (head !== undefined && !headHolds(keys, head)) {
    throw new AssayFault("ASSAY_AUDIT_HEAD", "the head of the audit record was not written here");
  }
  let total = head?.total ?? 0;
  let seal = head?.seal ?? BEFORE_ALL;
  const seals: EventSeal[] = [];
  for (const event of events) {
    total += 1;
    seal = sealOf(keys, seal, total, event);
    seals.push({ id: event.id, sequence: total, seal });
  }
  const next = headOf(keys, { total, seal });
  const moved = await store.transact(async (tx) => {
    if (!(await tx.saveAuditHead(next, head?.total ?? null))) return false;
    for (const one of seals) {
      if (!(await tx.sealEvent(one))) {
        throw new AssayFault("ASSAY_AUDIT_LINE", "a line of the audit record went away");
      }
    }
    return true;
  });
  return moved ? seals.length : 0;
}
