import { expect, test } from "vitest";
import { type CredentialId, newId } from "../../../src/base/ids.ts";
import type { Store, Transaction } from "../../../src/store/port.ts";
import type { CredentialRecord } from "../../../src/store/records.ts";
import { aCredential, aGrade, anAccount, anEnrolment, later, NOW, random } from "../records.ts";
import type { Part } from "./part.ts";

export const grades: Part = (store) => {
  test("a credential keeps what it was worth, and until when it counts as one step", async () => {
    const graded = aGrade(random(), {
      verdict: "unknown",
      reasons: ["synced", "provider-unknown"],
    });
    const [fresh, settled] = await bound(store(), { graded, settlesAt: later(60) }, {});
    expect(await store().credentialById(fresh.id)).toEqual(fresh);
    expect(await store().credentialsOf(fresh.account)).toEqual([fresh]);
    expect(await store().credentialById(settled.id)).toEqual(settled);
  });

  test("a regrading changes the grade and nothing else", async () => {
    const [credential, other] = await bound(store(), { settlesAt: later(60) }, {});
    for (const graded of [aGrade(random()), aGrade(random(), { reasons: [] })]) {
      const regrading = { id: credential.id, graded, enrolment: null };
      expect(await store().transact((tx) => tx.regradeCredential(regrading))).toBe(true);
      expect(await store().credentialById(credential.id)).toEqual({ ...credential, graded });
    }
    expect(await store().credentialById(other.id)).toEqual(other);
  });

  test("a regrading changes the enrolment too where its attestation is judged otherwise", async () => {
    const [credential] = await bound(store(), {}, {});
    const graded = aGrade(random());
    const judged = anEnrolment(anAccount({ id: credential.account }), credential.id, {
      verdict: "verified",
      path: ["leaf"],
    });
    const regrading = { id: credential.id, graded, enrolment: judged };
    await store().transact(async (tx) => {
      expect(await tx.regradeCredential(regrading)).toBe(true);
      expect((await tx.credentialById(credential.id))?.enrolment).toEqual(judged);
    });
    const expected = { ...credential, graded, enrolment: judged };
    expect(await store().credentialById(credential.id)).toEqual(expected);
  });

  test("a regrading of a credential that is gone says so", async () => {
    const regrading = { id: random() as CredentialId, graded: aGrade("v"), enrolment: null };
    expect(await store().transact((tx) => tx.regradeCredential(regrading))).toBe(false);
    expect(await store().credentialById(regrading.id)).toBeUndefined();
  });

  test("what an account ever had is set whole, and for no other account", async () => {
    const [account, other] = [anAccount(), anAccount({ everHad: [] })];
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      await tx.insertAccount(other);
      expect(await tx.setEverHad(account.id, ["recovery-code", "passkey", "totp"])).toBe(true);
      expect(await tx.setEverHad(newId(NOW), ["totp"])).toBe(false);
    });
    const everHad = ["recovery-code", "passkey", "totp"];
    expect(await store().accountById(account.id)).toEqual({ ...account, everHad });
    expect(await store().accountByUserHandle(account.userHandle)).toEqual({ ...account, everHad });
    expect(await store().accountById(other.id)).toEqual(other);
  });
};

/** Two credentials of an account each. */
async function bound(
  store: Store,
  one: Partial<CredentialRecord>,
  other: Partial<CredentialRecord>,
): Promise<readonly [CredentialRecord, CredentialRecord]> {
  return store.transact(async (tx) => [await insert(tx, one), await insert(tx, other)]);
}

async function insert(tx: Transaction, more: Partial<CredentialRecord>): Promise<CredentialRecord> {
  const account = anAccount();
  const credential = aCredential(account, more);
  await tx.insertAccount(account);
  await tx.insertCredential(credential);
  return credential;
}
