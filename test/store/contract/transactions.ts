import { expect, test } from "vitest";
import type { Transaction } from "../../../src/store/port.ts";
import { type Part, REFUSED } from "./part.ts";
import { anAccount, anAddress, anEvent, later, NOW, random, signUp } from "../records.ts";

export const transactions: Part = (store) => {
  test("a transaction gives what its work gives, and its work sees its own writes", async () => {
    const account = anAccount();
    const result = await store().transact(async (tx) => {
      await tx.insertAccount(account);
      return (await tx.accountById(account.id))?.userHandle;
    });
    expect(result).toBe(account.userHandle);
  });

  test("work that throws leaves nothing behind, and its error arrives", async () => {
    const account = anAccount();
    const gaveUp = new Error("gave up");
    const work = store().transact(async (tx) => {
      await signUp(tx, account);
      await tx.appendEvent(anEvent({ account: account.id }));
      throw gaveUp;
    });
    await expect(work).rejects.toBe(gaveUp);
    expect(await store().accountById(account.id)).toBeUndefined();
    expect(await store().addressesOf(account.id)).toEqual([]);
    expect(await store().credentialsOf(account.id)).toEqual([]);
    expect(await store().eventsOf(account.id, 10)).toEqual([]);
  });

  test("work that throws at once, before it gives a promise, is no different", async () => {
    const broken = (): Promise<never> => {
      throw new Error("at once");
    };
    await expect(store().transact(broken)).rejects.toThrow("at once");
    await store().ping();
  });

  test("of many at once, those that throw do not sink the others", async () => {
    const accounts = Array.from({ length: 40 }, () => anAccount());
    const outcomes = await Promise.allSettled(
      accounts.map((account, index) =>
        store().transact(async (tx) => {
          await signUp(tx, account);
          if (index % 4 === 0) throw new Error("bad job");
          return index;
        }),
      ),
    );
    for (const [index, account] of accounts.entries()) {
      const bad = index % 4 === 0;
      expect(outcomes[index]?.status).toBe(bad ? "rejected" : "fulfilled");
      expect(await store().accountById(account.id)).toEqual(bad ? undefined : account);
      expect(await store().credentialsOf(account.id)).toHaveLength(bad ? 0 : 1);
    }
  });

  test("a statement that the database refused sinks its transaction, even if it is caught", async () => {
    const [account, other] = [anAccount(), anAccount()];
    const careless = store().transact(async (tx) => {
      await tx.insertAccount(account);
      await tx.insertAddress(anAddress()).catch(() => false);
    });
    const innocent = store().transact((tx) => tx.insertAccount(other));
    await expect(careless).rejects.toMatchObject(REFUSED);
    expect(await innocent).toBe(true);
    expect(await store().accountById(account.id)).toBeUndefined();
    expect(await store().accountById(other.id)).toEqual(other);
  });

  test("what is read outside never sees what is not committed", async () => {
    const account = anAccount();
    let reading: Promise<unknown> | undefined;
    const work = store().transact(async (tx) => {
      await tx.insertAccount(account);
      reading = store().accountById(account.id);
      await tx.appendEvent(anEvent());
      throw new Error("gave up");
    });
    await expect(work).rejects.toThrow("gave up");
    expect(reading).toBeDefined();
    expect(await reading).toBeUndefined();
  });

  test("nothing of another transaction comes between two statements of one", async () => {
    const key = random();
    const pairs = await Promise.all(
      Array.from({ length: 50 }, () =>
        store().transact(async (tx) => {
          const first = await tx.countUp(key, NOW);
          await Promise.resolve();
          return [first, await tx.countUp(key, NOW)];
        }),
      ),
    );
    for (const [first = 0, second] of pairs) expect(second).toBe(first + 1);
  });

  test("a transaction that is over takes no more statements", async () => {
    let kept: Transaction | undefined;
    await store().transact(async (tx) => {
      kept = tx;
      await tx.countUp(random(), NOW);
    });
    const account = anAccount();
    await expect(kept?.insertAccount(account)).rejects.toMatchObject({
      code: "ASSAY_TRANSACTION_OVER",
    });
    expect(await store().accountById(account.id)).toBeUndefined();
  });

  test("transactions follow one another when they are begun after one another", async () => {
    const key = random();
    for (let expected = 1; expected <= 5; expected++) {
      expect(await store().transact((tx) => tx.countUp(key, later(60)))).toBe(expected);
    }
  });
};
