import { expect, test } from "vitest";
import { newId, type UserHandle } from "../../../src/base/ids.ts";
import { type Part, REFUSED } from "./part.ts";
import { anAccount, anAddress, later, NOW, random } from "../records.ts";

export const accounts: Part = (store) => {
  test("an account is found by its id, its user handle and its address", async () => {
    const account = anAccount();
    const address = anAddress({ account: account.id });
    await store().transact(async (tx) => {
      expect(await tx.insertAccount(account)).toBe(true);
      expect(await tx.insertAddress(address)).toBe(true);
      expect(await tx.accountById(account.id)).toEqual(account);
    });
    expect(await store().accountById(account.id)).toEqual(account);
    expect(await store().accountByUserHandle(account.userHandle)).toEqual(account);
    expect(await store().accountByAddress("email", address.normalised)).toEqual(account);
    expect(await store().addressesOf(account.id)).toEqual([address]);
  });

  test("what was never stored is undefined, or an empty list", async () => {
    expect(await store().accountById(newId(NOW))).toBeUndefined();
    expect(await store().accountByUserHandle(random() as UserHandle)).toBeUndefined();
    expect(await store().accountByAddress("email", "nobody@example.org")).toBeUndefined();
    expect(await store().addressesOf(newId(NOW))).toEqual([]);
  });

  test("an account id and a user handle are taken once", async () => {
    const account = anAccount();
    await store().transact(async (tx) => {
      expect(await tx.insertAccount(account)).toBe(true);
      expect(await tx.insertAccount(anAccount({ id: account.id }))).toBe(false);
      expect(await tx.insertAccount(anAccount({ userHandle: account.userHandle }))).toBe(false);
    });
    expect(await store().accountById(account.id)).toEqual(account);
  });

  test("an address belongs to one account, as it is compared and not as it is written", async () => {
    const [ann, ben] = [anAccount(), anAccount()];
    const address = anAddress({ account: ann.id });
    const same = { ...address, account: ben.id, address: address.address.toUpperCase() };
    await store().transact(async (tx) => {
      await tx.insertAccount(ann);
      await tx.insertAccount(ben);
      expect(await tx.insertAddress(address)).toBe(true);
      expect(await tx.insertAddress(same)).toBe(false);
    });
    expect(await store().accountByAddress("email", address.normalised)).toEqual(ann);
    expect(await store().addressesOf(ben.id)).toEqual([]);
  });

  test("of many that sign up with one address at once, one gets it", async () => {
    const normalised = `${random()}@example.org`;
    const won = await Promise.all(
      Array.from({ length: 20 }, () =>
        store().transact(async (tx) => {
          const account = anAccount();
          await tx.insertAccount(account);
          return tx.insertAddress(anAddress({ account: account.id, normalised }));
        }),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test("addresses come in the order in which they were proved", async () => {
    const account = anAccount();
    const first = anAddress({ account: account.id, provedAt: NOW });
    const second = anAddress({ account: account.id, provedAt: later(1) });
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      await tx.insertAddress(second);
      await tx.insertAddress(first);
    });
    expect(await store().addressesOf(account.id)).toEqual([first, second]);
  });

  test("an address without its account is refused", async () => {
    const orphan = anAddress();
    await expect(store().transact((tx) => tx.insertAddress(orphan))).rejects.toMatchObject(REFUSED);
    expect(await store().accountByAddress("email", orphan.normalised)).toBeUndefined();
  });
};
