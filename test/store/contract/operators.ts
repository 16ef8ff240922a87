import { expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import type { ApprovalRecord, InvitationRecord } from "../../../src/store/operator-records.ts";
import { anAccount, later, NOW, random } from "../records.ts";
import type { Part } from "./part.ts";

export const operators: Part = (store) => {
  test("whoever is in a group is found there, from when he joins until he leaves", async () => {
    const group = `group-${random()}`;
    const inside = anAccount({ id: newId(later(1)), groups: [group, "staff"] });
    const outside = anAccount({ id: newId(later(2)), groups: [] });
    await store().transact(async (tx) => {
      for (const account of [outside, inside]) await tx.insertAccount(account);
    });
    const inGroup = async () => (await store().accountsInGroup(group)).map(({ id }) => id);
    expect(await store().accountsInGroup(group)).toEqual([inside]);
    const set = (groups: readonly string[], id = outside.id) =>
      store().transact((tx) => tx.setGroups(id, groups));
    expect(await set([group])).toBe(true);
    expect(await inGroup()).toEqual([inside.id, outside.id]);
    expect((await store().accountById(outside.id))?.groups).toEqual([group]);
    expect(await set([])).toBe(true);
    expect(await inGroup()).toEqual([inside.id]);
    expect(await set([group], newId(NOW))).toBe(false);
    expect(await inGroup()).toEqual([inside.id]);
  });

  test("an account is disabled once, and active again once", async () => {
    const account = anAccount();
    await store().transact((tx) => tx.insertAccount(account));
    const set = (state: "active" | "disabled", id = account.id) =>
      store().transact((tx) => tx.setAccountState(id, state));
    expect(await set("active")).toBe(false);
    expect(await set("disabled")).toBe(true);
    expect(await set("disabled")).toBe(false);
    expect(await store().accountById(account.id)).toEqual({ ...account, state: "disabled" });
    expect(await set("active")).toBe(true);
    expect(await store().accountById(account.id)).toEqual(account);
    expect(await set("disabled", newId(NOW))).toBe(false);
  });

  test("an invitation is taken once, and not after its end", async () => {
    const invitation: InvitationRecord = {
      hash: random(),
      address: "ann@example.org",
      by: "console",
      createdAt: NOW,
      expiresAt: later(60),
      usedAt: null,
    };
    const old = { ...invitation, hash: random(), expiresAt: NOW };
    const insert = (one: InvitationRecord) => store().transact((tx) => tx.insertInvitation(one));
    expect([await insert(invitation), await insert(old)]).toEqual([true, true]);
    expect(await insert(invitation)).toBe(false);
    const use = (hash: string, at = NOW) => store().transact((tx) => tx.useInvitation(hash, at));
    expect(await use(old.hash)).toBe(false);
    expect(await use(invitation.hash, later(60))).toBe(false);
    expect(await use(invitation.hash, later(59))).toBe(true);
    expect(await use(invitation.hash, later(59))).toBe(false);
    expect(await use(random())).toBe(false);
    const used = { ...invitation, usedAt: later(59) };
    expect(await store().invitationByHash(invitation.hash)).toEqual(used);
    expect(await store().invitationByHash(random())).toBeUndefined();
    await store().transact((tx) => tx.purge(NOW));
    expect(await store().invitationByHash(old.hash)).toBeUndefined();
    expect(await store().invitationByHash(invitation.hash)).toEqual(used);
  });

  test("an approval is given by another one, once, before its end", async () => {
    const people = [anAccount(), anAccount(), anAccount()];
    const [account, asker, giver] = people.map(({ id }) => id);
    if (account === undefined || asker === undefined || giver === undefined) return;
    await store().transact(async (tx) => {
      for (const one of people) await tx.insertAccount(one);
    });
    const approval = (second: number, expiresAt = later(60)): ApprovalRecord => ({
      id: newId(later(second)),
      account,
      askedBy: asker,
      createdAt: NOW,
      expiresAt,
      approvedBy: null,
      approvedAt: null,
    });
    const [first, second, old] = [approval(1), approval(2), approval(0, NOW)] as const;
    await store().transact(async (tx) => {
      for (const one of [second, first, old]) expect(await tx.insertApproval(one)).toBe(true);
    });
    expect(await store().transact((tx) => tx.insertApproval(first))).toBe(false);
    const open = async () => (await store().openApprovals(NOW, 9)).map(({ id }) => id);
    expect((await open()).toSorted()).toEqual([first.id, second.id]);
    expect(await store().openApprovals(NOW, 1)).toHaveLength(1);
    const give = (id = first.id, by = giver, at = NOW) =>
      store().transact((tx) => tx.giveApproval(id, by, at));
    expect(await give(first.id, asker)).toBe(false);
    expect(await give(first.id, giver, later(60))).toBe(false);
    expect(await give(old.id)).toBe(false);
    expect(await give(newId(NOW))).toBe(false);
    expect(await give()).toBe(true);
    expect(await give(first.id, account)).toBe(false);
    expect(await open()).toEqual([second.id]);
    const given = { ...first, approvedBy: giver, approvedAt: NOW };
    expect(await store().approvalById(first.id)).toEqual(given);
    await store().transact((tx) => tx.purge(NOW));
    expect(await store().approvalById(old.id)).toBeUndefined();
    expect(await store().approvalById(first.id)).toEqual(given);
  });
};
