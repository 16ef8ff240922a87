import { afterAll, beforeAll, describe } from "vitest";
import type { Store } from "../../src/store/port.ts";
import { accounts } from "./contract/accounts.ts";
import { attempts } from "./contract/attempts.ts";
import { codes } from "./contract/codes.ts";
import { credentials } from "./contract/credentials.ts";
import { evidence } from "./contract/evidence.ts";
import { limits } from "./contract/limits.ts";
import { messages } from "./contract/messages.ts";
import type { Part } from "./contract/part.ts";
import { purge } from "./contract/purge.ts";
import { events, sessions } from "./contract/sessions.ts";
import { texts } from "./contract/texts.ts";
import { transactions } from "./contract/transactions.ts";

const PARTS: Readonly<Record<string, Part>> = {
  accounts,
  credentials,
  attempts,
  codes,
  sessions,
  events,
  messages,
  limits,
  purge,
  evidence,
  texts,
  transactions,
};

/**
 * What every store must do, whatever it is made of. Each part opens a store of its own that is
 * empty. Stores that outlive their process have more to keep: see `database-contract.ts`.
 */
export function describeStoreContract(name: string, open: () => Promise<Store>): void {
  describe(`the store contract on ${name}`, () => {
    for (const [part, define] of Object.entries(PARTS)) {
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
