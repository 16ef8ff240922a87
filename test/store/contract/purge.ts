import { expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import { plusSeconds } from "../../../src/base/time.ts";
import { LONGEST_WINDOW_SECONDS, MESSAGE_KEPT_SECONDS } from "../../../src/store/port.ts";
import type { Part } from "./part.ts";
import {
  aCode,
  aCredential,
  aDocument,
  aGrade,
  aMessage,
  anAccount,
  anAddress,
  anAttempt,
  anEvent,
  aSession,
  later,
  NOW,
  random,
} from "../records.ts";

const IT_IS = later(3600);
const SOON = plusSeconds(IT_IS, 1);

export const purge: Part = (store) => {
  test("an expired ceremony may go, one that lives stays taken", async () => {
    const [over, alive] = [newId<"StepId">(NOW), newId<"StepId">(NOW)];
    await store().transact(async (tx) => {
      await tx.consume(over, IT_IS);
      await tx.consume(alive, SOON);
      await tx.purge(IT_IS);
      expect(await tx.consume(alive, SOON)).toBe(false);
      expect(await tx.consume(over, IT_IS)).toBe(true);
    });
  });

  test("expired attempts and codes go, and the codes of an attempt with it", async () => {
    const over = anAttempt({ expiresAt: IT_IS });
    const alive = anAttempt({ expiresAt: SOON });
    const codes = {
      ofOver: aCode(over, { expiresAt: SOON }),
      expired: aCode(alive, { expiresAt: IT_IS }),
      good: aCode(alive, { expiresAt: SOON }),
    };
    await store().transact(async (tx) => {
      for (const attempt of [over, alive]) await tx.saveAttempt(attempt, null);
      for (const code of Object.values(codes)) await tx.insertCode(code);
      await tx.purge(IT_IS);
    });
    expect(await store().attemptById(over.id)).toBeUndefined();
    expect(await store().attemptById(alive.id)).toEqual(alive);
    expect(await store().codeById(codes.ofOver.id)).toBeUndefined();
    expect(await store().codeById(codes.expired.id)).toBeUndefined();
    expect(await store().codeById(codes.good.id)).toEqual(codes.good);
  });

  test("a session goes at its absolute limit or its idle limit, whichever is first", async () => {
    const account = anAccount();
    const limit = { idleSeconds: 86_400, absoluteExpiresAt: later(864_000) };
    const sessions = {
      absolute: aSession(account, { ...limit, absoluteExpiresAt: IT_IS }),
      idle: aSession(account, { ...limit, idleSeconds: 3600 }),
      alive: aSession(account, { ...limit, absoluteExpiresAt: SOON }),
      touched: aSession(account, { ...limit, idleSeconds: 3600 }),
      touchedTooLate: aSession(account, { idleSeconds: 3600, absoluteExpiresAt: IT_IS }),
    };
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      for (const session of Object.values(sessions)) await tx.insertSession(session);
      await tx.touchSession(sessions.touched.id, later(1));
      await tx.touchSession(sessions.touchedTooLate.id, later(1));
      await tx.purge(IT_IS);
    });
    const left = (await store().sessionsOf(account.id)).map(({ id }) => id);
    expect(new Set(left)).toEqual(new Set([sessions.alive.id, sessions.touched.id]));
  });

  test("a count stays as long as the longest window", async () => {
    const key = random();
    const over = plusSeconds(IT_IS, -LONGEST_WINDOW_SECONDS);
    const alive = plusSeconds(over, 1);
    await store().transact(async (tx) => {
      await tx.countUp(key, over);
      await tx.countUp(key, alive);
      await tx.purge(IT_IS);
      expect(await tx.countUp(key, alive)).toBe(2);
      expect(await tx.countUp(key, over)).toBe(1);
    });
  });

  test("a message that left or failed stays for a while, one that waits stays", async () => {
    const over = plusSeconds(IT_IS, -MESSAGE_KEPT_SECONDS);
    const to = "messages@example.org";
    const messages = {
      sent: aMessage({ to, state: "sent", doneAt: over }),
      failed: aMessage({ to, state: "failed", doneAt: over }),
      late: aMessage({ to, state: "failed", doneAt: plusSeconds(over, 1) }),
      queued: aMessage({ to, createdAt: over, dueAt: over, notAfter: over }),
    };
    await store().transact(async (tx) => {
      for (const message of Object.values(messages)) await tx.enqueueMessage(message);
      await tx.purge(IT_IS);
    });
    const left = (await store().messagesTo(to, 10)).map(({ id }) => id);
    expect(new Set(left)).toEqual(new Set([messages.late.id, messages.queued.id]));
  });

  test("accounts, addresses, credentials, events, waiting messages and documents stay", async () => {
    const account = anAccount();
    const address = anAddress({ account: account.id });
    const credential = aCredential(account, { settlesAt: NOW, graded: aGrade("v") });
    const document = aDocument();
    const event = anEvent({ account: account.id });
    const message = aMessage();
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      await tx.insertAddress(address);
      await tx.insertCredential(credential);
      await tx.saveDocument(document);
      await tx.appendEvent(event);
      await tx.enqueueMessage(message);
      await tx.purge(later(10 * 365 * 86_400));
    });
    expect(await store().accountById(account.id)).toEqual(account);
    expect(await store().addressesOf(account.id)).toEqual([address]);
    expect(await store().credentialsOf(account.id)).toEqual([credential]);
    expect(await store().document("mds")).toEqual(document);
    expect(await store().eventsOf(account.id, 10)).toEqual([event]);
    expect(await store().messagesTo(message.to, 10)).toEqual([message]);
  });
};
