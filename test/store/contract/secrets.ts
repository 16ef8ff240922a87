import { describe, expect, test } from "vitest";
import { newId, type CredentialId, type SecretId } from "../../../src/base/ids.ts";
import { fact } from "../../../src/evidence/provenance.ts";
import type { SecretContent, SecretRecord } from "../../../src/store/records.ts";
import { aCredential, anAccount, anAddress, anAttempt, later, NOW } from "../records.ts";
import type { Part } from "./part.ts";

const CONTENTS: readonly SecretContent[] = [
  { method: "password", body: { phc: "$argon2id$v=19$…", pepper: null, length: 15 } },
  { method: "password", body: { phc: "$argon2id$v=19$…", pepper: "a", length: 256 } },
  {
    method: "totp",
    body: {
      seed: "sealed",
      algorithm: "SHA256",
      digits: 8,
      period: 60,
      lastStep: 60_000_000,
      keptIn: fact("vault", "claimed"),
    },
  },
  { method: "sms-code", body: { number: "+441632960961" } },
  {
    method: "recovery-code",
    body: {
      kept: [
        { hash: "one", usedAt: null },
        { hash: "two", usedAt: NOW },
      ],
    },
  },
];

export function aSecret(
  account: SecretRecord["account"],
  more: Partial<SecretRecord> = {},
): SecretRecord {
  const content = { method: "sms-code", body: { number: "+441632960961" } } as const;
  const facts = {
    id: newId<"SecretId">(NOW),
    account,
    state: "active" as const,
    createdAt: NOW,
    lastUsedAt: null,
    tries: 0,
    version: 1,
  };
  return { ...facts, ...content, ...more } as SecretRecord;
}

export const secrets: Part = (store) => {
  async function kept(...contents: readonly Partial<SecretRecord>[]) {
    const account = anAccount();
    const all = contents.map((more) => aSecret(account.id, more));
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      for (const secret of all) expect(await tx.insertSecret(secret)).toBe(true);
    });
    return { account, all };
  }

  test("each kind comes back as it went in, oldest first", async () => {
    const { account, all } = await kept(
      ...CONTENTS.map((content, index) => ({ ...content, createdAt: later(index) })),
    );
    expect(await store().secretsOf(account.id)).toEqual(all);
    expect(await store().secretsOf(newId(NOW))).toEqual([]);
  });

  test("one id is kept once", async () => {
    const { all } = await kept({});
    const [first] = all;
    if (first === undefined) throw new TypeError("a secret is expected");
    expect(await store().transact((tx) => tx.insertSecret({ ...first, tries: 3 }))).toBe(false);
    expect(await store().secretsOf(first.account)).toEqual(all);
  });

  test("is saved whole where it is the version that was read, else not at all", async () => {
    const { account, all } = await kept({});
    const [before] = all;
    if (before === undefined) throw new TypeError("a secret is expected");
    const after = { ...before, state: "suspended" as const, lastUsedAt: later(1), version: 2 };
    const save = (expected: number) =>
      store().transact((tx) => tx.saveSecret({ ...after, tries: expected }, expected));
    expect(await save(1)).toBe(true);
    expect(await save(1)).toBe(false);
    expect(await store().secretsOf(account.id)).toEqual([{ ...after, tries: 1 }]);
    const gone = aSecret(account.id);
    expect(await store().transact((tx) => tx.saveSecret(gone, 1))).toBe(false);
  });

  test("is removed by its own account alone", async () => {
    const { account, all } = await kept({}, {});
    const [first, second] = all;
    const remove = (owner: SecretRecord["account"], id: SecretId | undefined) =>
      store().transact((tx) => tx.removeSecret(owner, id ?? newId(NOW)));
    expect(await remove(newId(NOW), first?.id)).toBe(false);
    expect(await remove(account.id, first?.id)).toBe(true);
    expect(await remove(account.id, first?.id)).toBe(false);
    expect(await store().secretsOf(account.id)).toEqual([second]);
  });

  describe("tries", () => {
    const count = (id: SecretId, most: number) =>
      store().transact((tx) => tx.countSecretTry(id, most));

    test("are counted up to a limit, and the version stays", async () => {
      const { account, all } = await kept({});
      const id = all[0]?.id ?? newId<"SecretId">(NOW);
      expect(await count(id, 3)).toBe(1);
      expect(await count(id, 3)).toBe(2);
      expect(await count(id, 3)).toBe(3);
      expect(await count(id, 3)).toBeNull();
      expect(await store().secretsOf(account.id)).toMatchObject([{ tries: 3, version: 1 }]);
    });

    test("at once are as many as there are", async () => {
      const { all } = await kept({});
      const id = all[0]?.id ?? newId<"SecretId">(NOW);
      const counts = await Promise.all(Array.from({ length: 12 }, () => count(id, 5)));
      const counted = counts.flatMap((one) => one ?? []).toSorted((a, b) => a - b);
      expect(counted).toEqual([1, 2, 3, 4, 5]);
    });

    test("of what is gone are none", async () => {
      expect(await count(newId(NOW), 3)).toBeNull();
    });

    test("are taken back, and never more than there were", async () => {
      const { account, all } = await kept({});
      const id = all[0]?.id ?? newId<"SecretId">(NOW);
      await count(id, 3);
      const takeBack = () => store().transact((tx) => tx.uncountSecretTry(id));
      expect([await takeBack(), await takeBack()]).toEqual([true, false]);
      expect(await store().secretsOf(account.id)).toMatchObject([{ tries: 0, version: 1 }]);
    });
  });

  test("an attempt keeps one that is not bound yet, beside a passkey", async () => {
    const account = anAccount();
    const pending = [
      aCredential(account),
      ...CONTENTS.map((content) => aSecret(account.id, content)),
    ];
    const attempt = anAttempt({ pending });
    await store().transact((tx) => tx.saveAttempt(attempt, null));
    expect((await store().attemptById(attempt.id))?.pending).toEqual(pending);
  });
};

/** What is changed of a passkey or an address by its owner. */
export const changes: Part = (store) => {
  test("a passkey is suspended and lifted by its own account, once each", async () => {
    const account = anAccount();
    const credential = aCredential(account);
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      await tx.insertCredential(credential);
    });
    const set = (owner: typeof account.id, state: "active" | "suspended") =>
      store().transact((tx) => tx.setCredentialState(owner, credential.id, state));
    expect(await set(newId(NOW), "suspended")).toBe(false);
    expect(await set(account.id, "active")).toBe(false);
    expect(await set(account.id, "suspended")).toBe(true);
    expect(await set(account.id, "suspended")).toBe(false);
    expect((await store().credentialById(credential.id))?.state).toBe("suspended");
    expect(await set(account.id, "active")).toBe(true);
  });

  test("a passkey is named by its own account, in any script, or by nobody", async () => {
    const account = anAccount();
    const credential = aCredential(account);
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      await tx.insertCredential(credential);
    });
    const rename = (owner: typeof account.id, name: string | null, id = credential.id) =>
      store().transact((tx) => tx.renameCredential(owner, id, name));
    expect(await rename(newId(NOW), "mine")).toBe(false);
    expect(await rename(account.id, "مفتاح 🔑")).toBe(true);
    expect((await store().credentialById(credential.id))?.name).toBe("مفتاح 🔑");
    expect(await rename(account.id, null)).toBe(true);
    expect((await store().credentialById(credential.id))?.name).toBeNull();
    expect(await rename(account.id, "mine", "unknown" as CredentialId)).toBe(false);
  });

  test("an address is removed by its own account, and is free then", async () => {
    const account = anAccount();
    const other = anAccount();
    const address = anAddress({ account: account.id });
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      await tx.insertAccount(other);
      await tx.insertAddress(address);
    });
    const remove = (owner: typeof account.id) =>
      store().transact((tx) => tx.removeAddress(owner, "email", address.normalised));
    expect(await remove(other.id)).toBe(false);
    expect(await remove(account.id)).toBe(true);
    expect(await remove(account.id)).toBe(false);
    const taken = { ...address, account: other.id };
    expect(await store().transact((tx) => tx.insertAddress(taken))).toBe(true);
  });
};
