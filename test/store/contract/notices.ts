import { expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import type { NoticeRecord } from "../../../src/store/notice-records.ts";
import type { AccountRecord } from "../../../src/store/records.ts";
import { anAccount, anAttempt, later, NOW, random } from "../records.ts";
import type { Part } from "./part.ts";

function aNotice({ id }: AccountRecord, more: Partial<NoticeRecord> = {}): NoticeRecord {
  return {
    hash: random(),
    message: newId(NOW),
    account: id,
    attempt: newId(NOW),
    waiting: newId(NOW),
    notice: "recovery-begun",
    channel: "email",
    address: "ann@example.org",
    createdAt: NOW,
    expiresAt: later(3600),
    sentAt: null,
    answer: null,
    answeredAt: null,
    ...more,
  };
}

export const notices: Part = (store) => {
  const kept = async (...given: readonly ((account: AccountRecord) => NoticeRecord)[]) => {
    const account = anAccount();
    const all = given.map((make) => make(account));
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      for (const notice of all) expect(await tx.insertNotice(notice)).toBe(true);
    });
    const [first] = all;
    if (first === undefined) throw new TypeError("a notice is expected");
    return { account, first };
  };

  test("one is found by its hash, and all of an account oldest first", async () => {
    const { account, first } = await kept(
      (owner) => aNotice(owner, { createdAt: later(5) }),
      (owner) =>
        aNotice(owner, { channel: "sms", attempt: null, waiting: null, address: "+441632960961" }),
    );
    expect(await store().noticeByHash(first.hash)).toEqual(first);
    expect(await store().noticeByHash(random())).toBeUndefined();
    const all = await store().noticesOf(account.id);
    expect(all.map(({ createdAt }) => createdAt)).toEqual([NOW, later(5)]);
    expect(await store().noticesOf(newId(NOW))).toEqual([]);
  });

  test("is told once: the first time that its message left stays", async () => {
    const { first } = await kept(aNotice);
    const { message } = first;
    const sent = (at: number) => store().transact((tx) => tx.markNoticeSent(message, later(at)));
    expect(await sent(1)).toBe(true);
    expect(await sent(2)).toBe(false);
    expect(await store().noticeByHash(first.hash)).toMatchObject({ sentAt: later(1) });
    expect(await store().transact((tx) => tx.markNoticeSent(newId(NOW), NOW))).toBe(false);
  });

  test("is answered once, of many at the same time", async () => {
    const { first } = await kept(aNotice);
    const answer = () => store().transact((tx) => tx.answerNotice(first.hash, "veto", later(1)));
    const answers = await Promise.all(Array.from({ length: 4 }, answer));
    expect(answers.filter(Boolean)).toHaveLength(1);
    const report = store().transact((tx) => tx.answerNotice(first.hash, "report", later(2)));
    expect(await report).toBe(false);
    const after = await store().noticeByHash(first.hash);
    expect(after).toMatchObject({ answer: "veto", answeredAt: later(1) });
  });

  test("goes when it is over", async () => {
    const { first } = await kept(aNotice);
    await store().transact((tx) => tx.purge(later(3599)));
    expect(await store().noticeByHash(first.hash)).toBeDefined();
    await store().transact((tx) => tx.purge(later(3600)));
    expect(await store().noticeByHash(first.hash)).toBeUndefined();
  });

  test("an attempt that waits is found by its account, and no other", async () => {
    const account = anAccount();
    const waiting = { id: newId<"AttemptId">(NOW), since: NOW };
    const one = anAttempt({ account: account.id, state: "waiting", waiting });
    const open = anAttempt({ account: account.id });
    const foreign = anAttempt({ account: anAccount().id, state: "waiting", waiting });
    await store().transact(async (tx) => {
      for (const attempt of [one, open, foreign]) await tx.saveAttempt(attempt, null);
    });
    expect(await store().waitingAttempts(account.id)).toEqual([one]);
  });
};
