import { expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import type { Store } from "../../../src/store/port.ts";
import type { SessionRecord } from "../../../src/store/records.ts";
import { type Part, REFUSED } from "./part.ts";
import { anAccount, aProof, aSession, later, NOW, signUp } from "../records.ts";

export const sessions: Part = (store) => {
  test("a session is found by its id; those of an account newest first", async () => {
    const account = anAccount();
    const older = await store().transact(async (tx) => {
      const session = aSession(account, { evidence: [aProof(account, await signUp(tx, account))] });
      expect(await tx.insertSession(session)).toBe(true);
      return session;
    });
    const newer = aSession(account, { createdAt: later(1) });
    await store().transact((tx) => tx.insertSession(newer));
    expect(await store().sessionById(older.id)).toEqual(older);
    expect(await store().sessionsOf(account.id)).toEqual([newer, older]);
    expect(await store().sessionById(newId(NOW))).toBeUndefined();
    expect(await store().sessionsOf(newId(NOW))).toEqual([]);
  });

  test("a session id is taken once", async () => {
    const session = await begun(store());
    const again = { ...session, rule: "another" };
    expect(await store().transact((tx) => tx.insertSession(again))).toBe(false);
    expect(await store().sessionById(session.id)).toEqual(session);
  });

  test("a session without its account is refused", async () => {
    const orphan = aSession(anAccount());
    await expect(store().transact((tx) => tx.insertSession(orphan))).rejects.toMatchObject(REFUSED);
    expect(await store().sessionById(orphan.id)).toBeUndefined();
  });

  test("a session that was seen later says so, and never goes back", async () => {
    const session = await begun(store());
    await store().transact(async (tx) => {
      expect(await tx.touchSession(session.id, later(120))).toBe(true);
      expect(await tx.touchSession(session.id, later(60))).toBe(false);
      expect(await tx.touchSession(newId(NOW), later(60))).toBe(false);
    });
    expect(await store().sessionById(session.id)).toEqual({ ...session, lastSeenAt: later(120) });
  });

  test("a session is ended by its own account only, once, and is gone", async () => {
    const session = await begun(store());
    await store().transact(async (tx) => {
      expect(await tx.endSession(newId(NOW), session.id)).toBe(false);
      expect(await tx.endSession(session.account, session.id)).toBe(true);
      expect(await tx.endSession(session.account, session.id)).toBe(false);
      expect(await tx.touchSession(session.id, later(1))).toBe(false);
    });
    expect(await store().sessionById(session.id)).toBeUndefined();
    expect(await store().sessionsOf(session.account)).toEqual([]);
  });
};

async function begun(store: Store): Promise<SessionRecord> {
  const account = anAccount();
  const session = aSession(account);
  await store.transact(async (tx) => {
    await tx.insertAccount(account);
    await tx.insertSession(session);
  });
  return session;
}
