import { expect, test } from "vitest";
import type { AccountId } from "../../../src/base/ids.ts";
import type { AccountHoldings, HeldCredential } from "../../../src/store/account-holdings.ts";
import type { Store } from "../../../src/store/port.ts";
import type { CredentialRecord, SecretRecord } from "../../../src/store/records.ts";
import { aCredential, anAccount, anAddress, later, random } from "../records.ts";
import type { Part } from "./part.ts";
import { aSecret } from "./secrets.ts";

/** How a question about everybody comes by every account, with what it has. */
export const population: Part = (store) => {
  test("page by page each account is found once, by its id, with all that it has", async () => {
    const made = [
      await signedUp(store(), 0),
      await signedUp(store(), 1),
      await signedUp(store(), 2),
    ];
    const expected = made.toSorted((a, b) => (a.account.id < b.account.id ? -1 : 1));
    for (const limit of [1, 2, 100]) {
      const found = await everybody(store(), limit);
      const ids = found.map(({ account }) => account.id);
      expect(ids).toEqual([...new Set(ids)].toSorted());
      expect(ids).toHaveLength(await store().countAccounts());
      const theirs = new Set(made.map(({ account }) => account.id));
      expect(found.filter(({ account }) => theirs.has(account.id))).toEqual(expected);
    }
  });

  test("each list is as it is read of one account", async () => {
    await signedUp(store(), 3);
    for (const { account, credentials, secrets, addresses } of await everybody(store(), 2)) {
      expect(credentials).toEqual((await store().credentialsOf(account.id)).map(held));
      expect(secrets).toEqual(await store().secretsOf(account.id));
      expect(addresses).toEqual(await store().addressesOf(account.id));
    }
  });

  test("no more come than asked for, and none after the last", async () => {
    await signedUp(store(), 1);
    const all = await everybody(store(), 100);
    const last = all.at(-1)?.account.id ?? null;
    expect(await store().accountsAfter(last, 10)).toEqual([]);
    expect(await store().accountsAfter(null, 0)).toEqual([]);
    expect(await store().accountsAfter(null, 1)).toEqual(all.slice(0, 1));
  });

  test("a transaction reads and counts what it wrote itself", async () => {
    const account = anAccount();
    await store().transact(async (tx) => {
      const before = await tx.countAccounts();
      await tx.insertAccount(account);
      expect(await tx.countAccounts()).toBe(before + 1);
      const found = await tx.accountsAfter(null, 1000);
      const nothing = { credentials: [], secrets: [], addresses: [] };
      expect(found).toContainEqual({ account, ...nothing });
    });
  });
};

async function everybody(store: Store, limit: number): Promise<readonly AccountHoldings[]> {
  const found: AccountHoldings[] = [];
  let after: AccountId | null = null;
  for (;;) {
    const page: readonly AccountHoldings[] = await store.accountsAfter(after, limit);
    found.push(...page);
    const last = page.at(-1);
    if (last === undefined) return found;
    after = last.account.id;
  }
}

/** An account with so many of everything. */
async function signedUp(store: Store, count: number): Promise<AccountHoldings> {
  const account = anAccount();
  const numbered = Array.from({ length: count }, (_, one) => later(one));
  const credentials = numbered.map((createdAt) => aCredential(account, { createdAt }));
  const secrets: readonly SecretRecord[] = numbered.map((createdAt) =>
    aSecret(account.id, { createdAt }),
  );
  const addresses = numbered.map((provedAt) =>
    anAddress({ account: account.id, normalised: `${random()}@example.org`, provedAt }),
  );
  await store.transact(async (tx) => {
    await tx.insertAccount(account);
    for (const one of credentials) await tx.insertCredential(one);
    for (const one of secrets) await tx.insertSecret(one);
    for (const one of addresses) await tx.insertAddress(one);
  });
  return { account, credentials: credentials.map(held), secrets, addresses };
}

function held(record: CredentialRecord): HeldCredential {
  const { id, account, state, uvInitialized, settlesAt, enrolment } = record;
  return { id, account, state, uvInitialized, settlesAt, enrolment };
}
