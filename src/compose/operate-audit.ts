import { type AuditReport, type KeptHead, verifyAudit } from "../audit/verify.ts";
import type { Clock } from "../base/time.ts";
import type { Settings } from "../config/settings.ts";
import { createKeyRing } from "../keys/key-ring.ts";
import { loadKeys } from "../keys/key-source.ts";
import type { SealedEvent } from "../store/audit-records.ts";
import { openStore } from "../store/open.ts";
import { urlOf } from "./database.ts";

export type { AuditReport, KeptHead };

/** Where the audit record is read and checked, beside a site that runs. Nothing is written. */
export interface AuditDesk {
  verify(kept: KeptHead | null): Promise<AuditReport>;
  /** Null where nothing is sealed yet. */
  head(): Promise<KeptHead | null>;
  /** Behind a place in the chain, in its order. */
  lines(after: number, limit: number): Promise<readonly SealedEvent[]>;
  close(): Promise<void>;
}

/** @throws AssayFault `ASSAY_KEYS_*`, `ASSAY_DATABASE_URL`, `ASSAY_STORE_*` */
export async function openAuditDesk(settings: Settings, clock: Clock): Promise<AuditDesk> {
  const keys = createKeyRing(await loadKeys(settings.keys, clock()));
  const store = await openStore(urlOf(settings.database));
  return {
    verify: (kept) => verifyAudit(store, keys, kept),
    async head() {
      const head = await store.auditHead();
      return head === undefined ? null : { total: head.total, seal: head.seal };
    },
    lines: (after, limit) => store.sealedEvents(after, limit),
    close: () => store.close(),
  };
}
