import { expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import { type Part, REFUSED } from "./part.ts";
import { aMessage, later, NOW } from "../records.ts";

export const messages: Part = (store) => {
  test("queued messages come oldest first, and leave the queue when they are marked", async () => {
    const [first, second, third] = [
      aMessage({ createdAt: later(1) }),
      aMessage({ createdAt: later(2) }),
      aMessage({ createdAt: later(3) }),
    ];
    await store().transact(async (tx) => {
      for (const message of [third, first, second]) await tx.enqueueMessage(message);
    });
    expect(await store().queuedMessages(2)).toEqual([first, second]);
    await store().transact(async (tx) => {
      expect(await tx.markMessage(first.id, "sent")).toBe(true);
      expect(await tx.markMessage(second.id, "failed")).toBe(true);
    });
    expect(await store().queuedMessages(100)).toEqual([third]);
    expect(await store().messagesTo(undefined, 100)).toEqual([
      third,
      { ...second, state: "failed" },
      { ...first, state: "sent" },
    ]);
    expect(await store().messagesTo(undefined, 1)).toEqual([third]);
    expect(await store().messagesTo(second.to, 100)).toEqual([{ ...second, state: "failed" }]);
    expect(await store().messagesTo("nobody@example.org", 100)).toEqual([]);
  });

  test("a message is marked once", async () => {
    const { id } = await store().transact(async (tx) => {
      const message = aMessage();
      await tx.enqueueMessage(message);
      return message;
    });
    await store().transact(async (tx) => {
      expect(await tx.markMessage(id, "failed")).toBe(true);
      expect(await tx.markMessage(id, "sent")).toBe(false);
      expect(await tx.markMessage(newId(NOW), "sent")).toBe(false);
    });
  });

  test("a message is never lost in silence: a second one of its id is a fault", async () => {
    const message = aMessage();
    await store().transact((tx) => tx.enqueueMessage(message));
    const other = { ...message, to: "another@example.org" };
    await expect(store().transact((tx) => tx.enqueueMessage(other))).rejects.toMatchObject(REFUSED);
  });
};
