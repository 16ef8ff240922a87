import { describe, expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import type { MessageRecord } from "../../../src/store/records.ts";
import { type Part, REFUSED } from "./part.ts";
import { aMessage, later, NOW } from "../records.ts";

export const messages: Part = (store) => {
  const queue = async (...given: readonly MessageRecord[]) => {
    await store().transact(async (tx) => {
      for (const message of given) await tx.enqueueMessage(message);
    });
    return given;
  };
  const claim = (message: MessageRecord, at = NOW) =>
    store().transact((tx) =>
      tx.claimMessage({ id: message.id, tries: message.tries, now: at, until: later(60) }),
    );

  test("those that are due come in the order in which they fell due, by channel", async () => {
    const [first, second, third] = [1, 2, 3].map((dueAt) => aMessage({ dueAt: later(-9 + dueAt) }));
    const [sms, future] = [aMessage({ channel: "sms" }), aMessage({ dueAt: later(1) })];
    if (first === undefined || second === undefined || third === undefined) return;
    await queue(future, third, first, sms, second);
    expect(await store().dueMessages("email", NOW, 2)).toEqual([first, second]);
    expect(await store().dueMessages("email", NOW, 100)).toEqual([first, second, third]);
    expect(await store().dueMessages("sms", NOW, 100)).toEqual([sms]);
    expect(await store().dueMessages("email", later(1), 100)).toContainEqual(future);
  });

  test("one is found by its name, and those to an address newest first", async () => {
    const to = "somebody@example.org";
    const [older, newer] = [aMessage({ to }), aMessage({ to, createdAt: later(1) })];
    await queue(older, newer);
    expect(await store().messageById(older.id)).toEqual(older);
    expect(await store().messageById(newId(NOW))).toBeUndefined();
    expect(await store().messagesTo(to, 100)).toEqual([newer, older]);
    expect(await store().messagesTo(to, 1)).toEqual([newer]);
    expect(await store().messagesTo("nobody@example.org", 100)).toEqual([]);
    expect(await store().messagesTo(undefined, 1000)).toContainEqual(older);
  });

  test("one that is taken is counted, and due for others when the lease is over", async () => {
    const [message] = await queue(aMessage());
    if (message === undefined) return;
    expect(await claim(message)).toBe(true);
    expect(await store().messageById(message.id)).toEqual({
      ...message,
      tries: 1,
      dueAt: later(60),
    });
    // As it was read before somebody else took it, or before it is due again.
    expect(await claim(message, later(60))).toBe(false);
    expect(await claim({ ...message, tries: 1 }, later(59))).toBe(false);
    expect(await claim({ ...message, tries: 1 }, later(60))).toBe(true);
  });

  test("of many that take the same message at once, one gets it", async () => {
    const [message] = await queue(aMessage());
    if (message === undefined) return;
    const answers = await Promise.all(Array.from({ length: 8 }, () => claim(message)));
    expect(answers.filter((mine) => mine)).toHaveLength(1);
  });

  test("what nobody queued is taken by nobody", async () => {
    expect(await claim(aMessage())).toBe(false);
  });

  describe("whoever took one", () => {
    test("puts it back until later, and says why", async () => {
      const [message] = await queue(aMessage());
      if (message === undefined) return;
      await claim(message);
      const delay = { id: message.id, tries: 1, dueAt: later(10), reason: "carrier_busy" };
      expect(await store().transact((tx) => tx.postponeMessage(delay))).toBe(true);
      expect(await store().messageById(message.id)).toEqual({
        ...message,
        tries: 1,
        dueAt: later(10),
        reason: "carrier_busy",
      });
    });

    test("ends it once, and its text is gone", async () => {
      const [message] = await queue(aMessage());
      if (message === undefined) return;
      await claim(message);
      const end = { id: message.id, tries: 1, reason: "recipient_refused", doneAt: later(1) };
      await store().transact(async (tx) => {
        expect(await tx.finishMessage({ ...end, state: "failed" })).toBe(true);
        expect(await tx.finishMessage({ ...end, state: "sent" })).toBe(false);
        expect(await tx.finishMessage({ ...end, state: "sent", tries: null })).toBe(false);
      });
      expect(await store().messageById(message.id)).toEqual({
        ...message,
        sealed: "",
        state: "failed",
        tries: 1,
        dueAt: later(60),
        reason: "recipient_refused",
        doneAt: later(1),
      });
      expect(await claim({ ...message, tries: 1 }, later(100))).toBe(false);
      const delay = { id: message.id, tries: 1, dueAt: later(10), reason: "carrier_busy" };
      expect(await store().transact((tx) => tx.postponeMessage(delay))).toBe(false);
    });

    test("changes nothing when somebody else has it, but can say that it has left", async () => {
      const [message] = await queue(aMessage());
      if (message === undefined) return;
      await claim(message);
      await claim({ ...message, tries: 1 }, later(60));
      const mine = { id: message.id, tries: 1 };
      const end = { ...mine, reason: "recipient_refused", doneAt: NOW };
      await store().transact(async (tx) => {
        expect(await tx.postponeMessage({ ...mine, dueAt: later(10), reason: "x" })).toBe(false);
        expect(await tx.finishMessage({ ...end, state: "failed" })).toBe(false);
        expect(await tx.finishMessage({ ...end, state: "sent", reason: null, tries: null })).toBe(
          true,
        );
      });
      expect(await store().messageById(message.id)).toMatchObject({ state: "sent", reason: null });
    });
  });

  test("a message is never lost in silence: a second one of its id is a fault", async () => {
    const message = aMessage();
    await store().transact((tx) => tx.enqueueMessage(message));
    const other = { ...message, to: "another@example.org" };
    await expect(store().transact((tx) => tx.enqueueMessage(other))).rejects.toMatchObject(REFUSED);
  });
};
