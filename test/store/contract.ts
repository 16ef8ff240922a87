import { afterAll, beforeAll, describe } from "vitest";
import type { Store } from "../../src/store/port.ts";
import { accounts } from "./contract/accounts.ts";
import { audit } from "./contract/audit.ts";
import { attempts } from "./contract/attempts.ts";
import { codes } from "./contract/codes.ts";
import { credentials } from "./contract/credentials.ts";
import { documents } from "./contract/documents.ts";
import { events, followed } from "./contract/events.ts";
import { evidence } from "./contract/evidence.ts";
import { grades } from "./contract/grades.ts";
import { limits } from "./contract/limits.ts";
import { messages } from "./contract/messages.ts";
import { notices } from "./contract/notices.ts";
import { operators } from "./contract/operators.ts";
import type { Part } from "./contract/part.ts";
import { population } from "./contract/population.ts";
import { purge } from "./contract/purge.ts";
import { regrading } from "./contract/regrading.ts";
import { changes, secrets } from "./contract/secrets.ts";
import { sessions } from "./contract/sessions.ts";
import { texts } from "./contract/texts.ts";
import { transactions } from "./contract/transactions.ts";

const PARTS: Readonly<Record<string, Part>> = {
  accounts,
  credentials,
  secrets,
  changes,
  grades,
  regrading,
  population,
  attempts,
  codes,
  sessions,
  events,
  "events that are followed": followed,
  audit,
  operators,
  messages,
  notices,
  limits,
  documents,
  purge,
  evidence,
  texts,
  transactions,
};

/**
 * What every store must do, whatever it is made of. Each part opens a store of its own that is
 * empty. A store that is none of production's may keep a part of it. Stores that outlive their process have more to keep: see `database-contract.ts`.
 */
export function describeStoreContract(
  name: string,
  open: () => Promise<Store>,
  parts: Readonly<Record<string, Part>> = PARTS,
): void {
  describe(`the store contract on ${name}`, () => {
    for (const [part, define] of Object.entries(parts)) {
      describe(`for ${part}`, () => {
        let store: Store;
        beforeAll(async () => {
          store = await open();
        });
        afterAll(() => store.close());
        define(() => store);
      });
    }
  });
}
