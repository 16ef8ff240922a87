import type { Result } from "../base/result.ts";
import type { Clock } from "../base/time.ts";
import type { Settings } from "../config/settings.ts";
import type { FlowCode } from "../flows/codes.ts";
import { type Command, type Deed, type Done, onConsole } from "../flows/operator-command.ts";
import {
  endSessions,
  findAccount,
  liftAccount,
  suspendAccount,
  suspendCredential,
} from "../flows/operator-deeds.ts";
import {
  inviteOperator,
  listOperators,
  type MadeInvitation,
  removeOperator,
} from "../flows/operator-invite.ts";
import { createKeyRing } from "../keys/key-ring.ts";
import { loadKeys } from "../keys/key-source.ts";
import { createOutbox } from "../outbound/outbox.ts";
import { openStore } from "../store/open.ts";
import type { Store } from "../store/port.ts";
import { urlOf } from "./database.ts";

/** Somebody who is an operator, as the console shows him. */
export interface ListedOperator {
  readonly id: string;
  readonly email: string | null;
  readonly state: "active" | "disabled";
}

/** What an operator does to an account from the machine itself. */
export type ConsoleDeed = "suspend" | "lift" | "end-sessions";

/** Operators, and what is done on the console: beside a site that runs, and written down like theirs. */
export interface OperatorDesk {
  invite(email: string): Promise<Result<MadeInvitation, FlowCode>>;
  list(): Promise<readonly ListedOperator[]>;
  remove(email: string): Promise<Result<null, FlowCode>>;
  /** @param credential - the one to suspend, instead of the whole account */
  act(deed: ConsoleDeed, email: string, credential?: string): Promise<Result<null, FlowCode>>;
  close(): Promise<void>;
}

/** @throws AssayFault `ASSAY_KEYS_*`, `ASSAY_DATABASE_URL`, `ASSAY_STORE_*` */
export async function openOperatorDesk(settings: Settings, clock: Clock): Promise<OperatorDesk> {
  const { appName, rpId, origin, sms, dev } = settings;
  const keys = createKeyRing(await loadKeys(settings.keys, clock()));
  const store = await openStore(urlOf(settings.database));
  const outbox = createOutbox({ keys, rules: sms.rules, mailbox: dev });
  const deps = { store, outbox, site: { name: appName, rpId, origins: [origin] } };
  return {
    invite: (email) => inviteOperator(deps, email, clock()),
    list: async () => Promise.all((await listOperators(deps)).map((one) => listed(store, one))),
    remove: (email) => removeOperator(deps, email, clock()),
    act: (deed, email, credential) => {
      const doing = DOING[deed];
      const params = credential === undefined ? { email } : { email, credential };
      return onConsole(deps, { action: doing.action, params }, clock(), async (done) => {
        const { value: account } = await findAccount(done, email);
        return credential === undefined
          ? doing.does(done, account.id)
          : suspendCredential(deps, done, account.id, credential);
      });
    },
    close: () => store.close(),
  };
}

interface Doing {
  readonly action: Command["action"];
  readonly does: (deed: Deed, account: string) => Promise<Done<null>>;
}

const DOING: Readonly<Record<ConsoleDeed, Doing>> = {
  suspend: { action: "operate:suspend", does: suspendAccount },
  lift: { action: "operate:lift", does: liftAccount },
  "end-sessions": {
    action: "operate:end-sessions",
    does: async (deed, account) => ({ ...(await endSessions(deed, account)), value: null }),
  },
};

async function listed(
  store: Store,
  { id, state }: Awaited<ReturnType<typeof listOperators>>[number],
): Promise<ListedOperator> {
  const [address] = await store.addressesOf(id);
  return { id, state, email: address?.address ?? null };
}
