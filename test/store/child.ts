import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { newId, type StepId } from "../../src/base/ids.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/port.ts";
import { anAccount, anAddress, later, NOW, signUp } from "./records.ts";

/**
 * Another process on the same database. It says `ready`, waits for a line, does one of these and
 * says what it did, a line each; what it says is written before the next thing happens.
 */
const TASKS: Readonly<Record<string, (store: Store, ...args: string[]) => Promise<void>>> = {
  /** Counts up many times at once, and says each count that it got. */
  async count(store, key = "", times = "0") {
    await inParallel(Number(times), async () => {
      say(String(await store.transact((tx) => tx.countUp(key, NOW))));
    });
  },

  /** Tries to take every ceremony, and says which it got. */
  async consume(store, ...steps) {
    await inParallel(steps.length, async (index) => {
      const step = steps[index] as StepId;
      if (await store.transact((tx) => tx.consume(step, later(300)))) say(step);
    });
  },

  /** One sign-up that is answered, and one that stands open when the process is killed. */
  async die(store) {
    const [answered, open] = [anAccount(), anAccount()];
    await store.transact((tx) => signUp(tx, answered));
    say(answered.id);
    await store.transact(async (tx) => {
      await signUp(tx, open);
      say(open.id);
      await new Promise(() => {});
    });
  },

  /** Signs up one after the other until it is killed, and says each that was answered. */
  async signUpForEver(store) {
    for (;;) {
      await inParallel(8, async () => {
        const account = anAccount();
        await store.transact(async (tx) => {
          await tx.insertAccount(account);
          await tx.insertAddress(anAddress({ account: account.id, normalised: newId(NOW) }));
        });
        say(account.id);
      });
    }
  },
};

/** At once and whole, since the process may be killed next; a full pipe is asked again. */
function say(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  while (rest.byteLength > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
  }
}

async function inParallel(times: number, work: (index: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: times }, (_, index) => work(index)));
}

const [task = "", url = "", ...args] = process.argv.slice(2);
say("ready");
const lines = createInterface({ input: process.stdin });
await new Promise((resolve) => lines.once("line", resolve));
lines.close();
const store = await openStore(url);
await TASKS[task]?.(store, ...args);
await store.close();
