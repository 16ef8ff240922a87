import type { Result } from "../base/result.ts";
import type { Clock } from "../base/time.ts";
import type { Settings } from "../config/settings.ts";
import type { FlowCode } from "../flows/codes.ts";
import { type MadeLink, makeEnrolLink } from "../flows/enrol-link.ts";
import { createKeyRing } from "../keys/key-ring.ts";
import { loadKeys } from "../keys/key-source.ts";
import { createOutbox } from "../outbound/outbox.ts";
import { openStore } from "../store/open.ts";
import { urlOf } from "./database.ts";

/** Where links are made for those who lost every passkey, beside a site that runs. */
export interface LinkOffice {
  make(email: string, by: string): Promise<Result<MadeLink, FlowCode>>;
  close(): Promise<void>;
}

/**
 * What its owners are told is queued here; the site that runs on the same store sends it.
 * @throws AssayFault `ASSAY_KEYS_*`, `ASSAY_DATABASE_URL`, `ASSAY_STORE_*`
 */
export async function openLinkOffice(settings: Settings, clock: Clock): Promise<LinkOffice> {
  const { appName, rpId, origin, sms, dev } = settings;
  const keys = createKeyRing(await loadKeys(settings.keys, clock()));
  const store = await openStore(urlOf(settings.database));
  const outbox = createOutbox({ keys, rules: sms.rules, mailbox: dev });
  const site = { name: appName, rpId, origins: [origin] };
  return {
    make: (email, by) => makeEnrolLink({ store, outbox, site }, email, by, clock()),
    close: () => store.close(),
  };
}
