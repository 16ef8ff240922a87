import { beforeAll, describe, expect, test } from "vitest";
import { type AccountId, newId } from "../../src/base/ids.ts";
import { describeAuditRecord } from "./audit-record.ts";
import { describeDatabaseFaults } from "./database-faults.ts";
import { otherProcess } from "./other-process.ts";
import { aDocument, aMessage, anAccount, later, NOW, random, signUp } from "./records.ts";
import type { TestDatabase } from "./test-database.ts";

const PATIENT = { timeout: 90_000 };

/** What a store must do whose database outlives it, beside the contract of every store. */
export function describeDatabaseContract(name: string, create: () => Promise<TestDatabase>): void {
  describe(`the database contract on ${name}`, PATIENT, () => {
    // The first process translates what the others find translated.
    beforeAll(async () => {
      const first = await otherProcess("count", "sqlite::memory:", "nothing", "0");
      first.go();
      await first.ended();
    }, PATIENT.timeout);

    test("what was answered is there when it is opened again", async () => {
      const database = await create();
      const account = anAccount();
      const before = await database.open();
      const credential = await before.transact((tx) => signUp(tx, account));
      await before.close();
      const after = await database.open();
      expect(await after.accountById(account.id)).toEqual(account);
      expect(await after.credentialsOf(account.id)).toEqual([credential]);
      await after.close();
    });

    test("a closed store is unavailable, and what was begun before is finished", async () => {
      const database = await create();
      const store = await database.open();
      const account = anAccount();
      const begun = store.transact((tx) => tx.insertAccount(account));
      await store.close();
      expect(await begun).toBe(true);
      await store.close();
      const unavailable = { code: "ASSAY_STORE_UNAVAILABLE" };
      await expect(store.transact((tx) => tx.insertAccount(account))).rejects.toMatchObject(
        unavailable,
      );
      await expect(store.accountById(account.id)).rejects.toMatchObject(unavailable);
      await expect(store.ping()).rejects.toMatchObject(unavailable);
    });

    test("two stores on one database see each other's commits at once", async () => {
      const database = await create();
      const [one, other] = [await database.open(), await database.open()];
      const account = anAccount();
      await one.transact((tx) => tx.insertAccount(account));
      expect(await other.accountById(account.id)).toEqual(account);
      const step = newId<"StepId">(NOW);
      expect(await other.transact((tx) => tx.consume(step, later(300)))).toBe(true);
      expect(await one.transact((tx) => tx.consume(step, later(300)))).toBe(false);
      await Promise.all([one.close(), other.close()]);
    });

    test("of two stores that save a document, the newer one stays", async () => {
      const database = await create();
      const [one, other] = [await database.open(), await database.open()];
      const newest = aDocument({ version: 8 });
      expect(await one.documentVersion("mds")).toBeUndefined();
      expect(await other.transact((tx) => tx.saveDocument(newest))).toBe(true);
      expect(await one.transact((tx) => tx.saveDocument(aDocument({ version: 7 })))).toBe(false);
      expect(await one.document("mds")).toEqual(newest);
      await Promise.all([one.close(), other.close()]);
    });

    test("of two stores that take the same message, one gets it; both see what became of it", async () => {
      const database = await create();
      const stores = [await database.open(), await database.open()] as const;
      const messages = Array.from({ length: 20 }, () => aMessage());
      await stores[0].transact(async (tx) => {
        for (const message of messages) await tx.enqueueMessage(message);
      });
      const claims = messages.flatMap(({ id }) =>
        stores.map(async (store) => {
          const claim = { id, tries: 0, now: NOW, until: later(60) };
          return (await store.transact((tx) => tx.claimMessage(claim))) ? id : null;
        }),
      );
      const taken = (await Promise.all(claims)).filter((id) => id !== null);
      expect(taken).toHaveLength(20);
      expect(new Set(taken)).toEqual(new Set(messages.map(({ id }) => id)));
      expect(await stores[1].dueMessages("email", NOW, 100)).toEqual([]);
      await Promise.all(stores.map((store) => store.close()));
    });

    test("several processes that build the database at once build it once", async () => {
      const database = await create();
      const others = await all(3, () => otherProcess("count", database.url, "start", "1"));
      for (const other of others) other.go();
      const counts = await Promise.all(others.map((other) => other.ended()));
      expect(counts.flat().toSorted()).toEqual(["1", "2", "3"]);
      const rows = await database.query("SELECT number FROM migrations ORDER BY number");
      expect(rows.map(({ number }) => Number(number))).toEqual(rows.map((_, index) => index + 1));
    });

    test("processes that write at once lose nothing and do nothing twice", async () => {
      const database = await create();
      const store = await database.open();
      const key = random();
      const steps = Array.from({ length: 100 }, () => newId<"StepId">(NOW));
      const others = [
        await otherProcess("count", database.url, key, "200"),
        await otherProcess("count", database.url, key, "200"),
        await otherProcess("consume", database.url, ...steps),
      ];
      for (const other of others) other.go();
      const [mine, taken, [one = [], two = [], three = []]] = await Promise.all([
        all(200, () => store.transact((tx) => tx.countUp(key, NOW))),
        Promise.all(steps.map((step) => store.transact((tx) => tx.consume(step, later(300))))),
        Promise.all(others.map((other) => other.ended())),
      ]);
      const counts = [...mine, ...one.map(Number), ...two.map(Number)].toSorted((a, b) => a - b);
      expect(counts).toEqual(Array.from({ length: 600 }, (_, index) => index + 1));
      const takenHere = steps.filter((_, index) => taken[index]);
      expect([...takenHere, ...three].toSorted()).toEqual(steps.toSorted());
      await store.close();
    });

    test("a killed process keeps what it answered and nothing of what it had not", async () => {
      const database = await create();
      const dying = await otherProcess("die", database.url);
      dying.go();
      const [answered, open] = (await dying.said(2)) as readonly AccountId[];
      await dying.kill();
      const store = await database.open();
      expect(answered).toBeDefined();
      expect(await store.credentialsOf(answered as AccountId)).toHaveLength(1);
      expect(await store.accountById(open as AccountId)).toBeUndefined();
      expect(await store.credentialsOf(open as AccountId)).toEqual([]);
      await store.close();
    });

    test("wherever a process is killed, what stands is whole", async () => {
      const database = await create();
      const dying = await otherProcess("signUpForEver", database.url);
      dying.go();
      await dying.said(40);
      const answered = (await dying.kill()) as readonly AccountId[];
      const store = await database.open();
      for (const id of answered) expect(await store.addressesOf(id)).toHaveLength(1);
      const halves = await database.query(
        "SELECT id FROM accounts WHERE id NOT IN (SELECT account FROM addresses)",
      );
      expect(halves).toEqual([]);
      await store.close();
    });
  });

  describeDatabaseFaults(name, create);
  describeAuditRecord(name, create);
}

function all<T>(times: number, work: () => Promise<T>): Promise<readonly T[]> {
  return Promise.all(Array.from({ length: times }, work));
}
