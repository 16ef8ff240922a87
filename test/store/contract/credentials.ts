import { expect, test } from "vitest";
import type { CredentialId } from "../../../src/base/ids.ts";
import type { Store } from "../../../src/store/port.ts";
import type { CredentialRecord, CredentialUse } from "../../../src/store/records.ts";
import { type Part, REFUSED } from "./part.ts";
import { aCredential, aGrade, anAccount, later, random, signUp } from "../records.ts";

export const credentials: Part = (store) => {
  test("a credential is found by its id and by its account, oldest first", async () => {
    const account = anAccount();
    const newer = aCredential(account, { createdAt: later(2), name: "Key ring" });
    const older = aCredential(account, { createdAt: later(1), state: "suspended" });
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      expect(await tx.insertCredential(newer)).toBe(true);
      expect(await tx.insertCredential(older)).toBe(true);
    });
    expect(await store().credentialById(newer.id)).toEqual(newer);
    expect(await store().credentialsOf(account.id)).toEqual([older, newer]);
    expect(await store().credentialById(random() as CredentialId)).toBeUndefined();
  });

  test("a credential id is known once, to whichever account", async () => {
    const [ann, ben] = [anAccount(), anAccount()];
    const { id } = await store().transact(async (tx) => {
      await tx.insertAccount(ben);
      return signUp(tx, ann);
    });
    const again = aCredential(ben, { id });
    expect(await store().transact((tx) => tx.insertCredential(again))).toBe(false);
    expect(await store().credentialsOf(ben.id)).toEqual([]);
    expect((await store().credentialById(id))?.account).toBe(ann.id);
  });

  test("a credential without its account is refused", async () => {
    const orphan = aCredential(anAccount());
    await expect(store().transact((tx) => tx.insertCredential(orphan))).rejects.toMatchObject(
      REFUSED,
    );
  });

  test("a use changes what an assertion may change, and nothing else", async () => {
    const graded = aGrade("v");
    const credential = await bound(store(), { graded, settlesAt: later(60) });
    const use = { ...useOf(credential), counter: 7, backedUp: true, uvInitialized: false };
    expect(await store().transact((tx) => tx.recordCredentialUse(use))).toBe(true);
    const { id, expectedCounter, expectedState, ...changed } = use;
    expect(await store().credentialById(id)).toEqual({ ...credential, ...changed });
    expect([expectedCounter, expectedState]).toEqual([0, "active"]);
  });

  test("a use fails where the counter moved since it was read", async () => {
    const credential = await bound(store(), { counter: 5 });
    const use = { ...useOf(credential), expectedCounter: 4, counter: 6 };
    expect(await store().transact((tx) => tx.recordCredentialUse(use))).toBe(false);
    expect(await store().credentialById(credential.id)).toEqual(credential);
  });

  test("a use fails where the credential is not active, or gone", async () => {
    const suspended = await bound(store(), { state: "suspended" });
    const gone = useOf(aCredential(anAccount()));
    await store().transact(async (tx) => {
      expect(await tx.recordCredentialUse(useOf(suspended))).toBe(false);
      expect(await tx.recordCredentialUse(gone)).toBe(false);
    });
    expect(await store().credentialById(suspended.id)).toEqual(suspended);
  });

  test("of many uses that read the same counter, one is recorded", async () => {
    const credential = await bound(store());
    const won = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        store().transact((tx) =>
          tx.recordCredentialUse({ ...useOf(credential), counter: index + 1 }),
        ),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test("a credential is removed by its own account only, once", async () => {
    const credential = await bound(store());
    const other = anAccount();
    await store().transact(async (tx) => {
      expect(await tx.removeCredential(other.id, credential.id)).toBe(false);
      expect(await tx.removeCredential(credential.account, credential.id)).toBe(true);
      expect(await tx.removeCredential(credential.account, credential.id)).toBe(false);
    });
    expect(await store().credentialById(credential.id)).toBeUndefined();
  });
};

async function bound(
  store: Store,
  more: Partial<CredentialRecord> = {},
): Promise<CredentialRecord> {
  const account = anAccount();
  const credential = aCredential(account, more);
  await store.transact(async (tx) => {
    await tx.insertAccount(account);
    await tx.insertCredential(credential);
  });
  return credential;
}

function useOf({ id, counter }: CredentialRecord): CredentialUse {
  return {
    id,
    expectedCounter: counter,
    expectedState: "active",
    counter,
    backedUp: false,
    uvInitialized: true,
    lastUsedAt: later(60),
  };
}
