import { describe, expect, test, vi } from "vitest";
import { later, refused } from "../../src/outbound/delivery.ts";
import { nextTry } from "../../src/outbound/retry.ts";
import { NOTICE } from "./letters.ts";
import { keys, NUMBER, office, START } from "./office.ts";

const busy = () => later("carrier_busy", "451 4.7.1");

describe("the dispatcher", () => {
  test("sends what is queued, oldest first, once", async () => {
    const desk = office();
    const node = desk.node();
    await desk.queue("m1@example.org");
    desk.advance(1);
    const id = await desk.queue("m2@example.org");
    await node.run();
    await node.run();
    expect(node.sent.map(({ to }) => to)).toEqual(["m1@example.org", "m2@example.org"]);
    expect(node.sent[1]).toMatchObject({ channel: "email", id, at: desk.now() });
    expect(await desk.store.messageById(id)).toMatchObject({
      state: "sent",
      reason: null,
      tries: 1,
    });
  });

  test("sends more than it takes at a time", async () => {
    const desk = office();
    const node = desk.node();
    for (let index = 0; index < 120; index += 1) await desk.queue(`m${index}@example.org`);
    await node.run();
    expect(new Set(node.sent.map(({ to }) => to)).size).toBe(120);
    expect(node.sent).toHaveLength(120);
  });

  test("a wake during a run is not lost", async () => {
    const desk = office();
    const node = desk.node(async ({ to }) => {
      if (to !== "m1@example.org") return undefined;
      await desk.queue("m9@example.org");
      node.wake();
      return undefined;
    });
    await desk.queue("m1@example.org");
    await node.run();
    expect(node.sent.map(({ to }) => to)).toEqual(["m1@example.org", "m9@example.org"]);
  });

  test("keeps no text of what has left or failed", async () => {
    const desk = office();
    const node = desk.node(({ to }) =>
      to.startsWith("bad") ? refused("recipient_refused", "550 5.1.1") : undefined,
    );
    const ids = [await desk.queue(), await desk.queue("bad@example.org")];
    await node.run();
    for (const id of ids) expect((await desk.store.messageById(id))?.sealed).toBe("");
  });

  test("tells what left and what failed, and neither to whom nor what", async () => {
    const desk = office();
    const node = desk.node(({ to }) =>
      to.startsWith("bad") ? refused("recipient_refused", "550 5.1.1") : undefined,
    );
    const account = "account" as never;
    const good = await desk.queue();
    desk.advance(1);
    const bad = await desk.queue("bad@example.org", { account });
    await node.run();
    const about = { channel: "email", attempt: null, tries: 1, at: desk.now() };
    const failed = {
      ...about,
      message: bad,
      account,
      state: "failed",
      code: "recipient_refused",
      status: "550 5.1.1",
    };
    expect(node.recorded).toEqual([
      { ...about, message: good, account: null, state: "sent", code: null, status: null },
      failed,
    ]);
    expect(node.troubles).toEqual([failed]);
    expect(JSON.stringify([node.recorded, node.troubles])).not.toMatch(/example\.org|012345/);
  });

  test("a store that is away is reported, and asked again at the next wake", async () => {
    const desk = office();
    const node = desk.node();
    await desk.queue();
    const asking = vi.spyOn(desk.store, "dueMessages").mockRejectedValue(new TypeError("away"));
    await node.run();
    expect(node.faults).toEqual([new TypeError("away"), new TypeError("away")]);
    asking.mockRestore();
    await node.run();
    expect(node.sent).toHaveLength(1);
  });

  test("what was moved to another address does not leave", async () => {
    const desk = office();
    const node = desk.node();
    const id = await desk.queue("alice@example.org");
    const record = await desk.store.messageById(id);
    if (record === undefined) throw new TypeError("it is queued");
    const moved = { ...record, id: "moved" as typeof id, to: "thief@example.org" };
    await desk.store.transact((tx) => tx.enqueueMessage(moved));
    await node.run();
    expect(node.sent.map(({ to }) => to)).toEqual(["alice@example.org"]);
    expect(node.troubles).toMatchObject([
      { message: "moved", state: "failed", code: "unreadable" },
    ]);
  });

  test("what is no letter does not leave", async () => {
    const desk = office();
    const node = desk.node();
    const id = await desk.queue();
    const record = await desk.store.messageById(id);
    if (record === undefined) throw new TypeError("it is queued");
    const sealed = keys.seal("message", { template: "other" }, record.to);
    const other = { ...record, id: "other" as typeof id, sealed };
    await desk.store.transact((tx) => tx.enqueueMessage(other));
    await node.run();
    expect(node.troubles).toMatchObject([{ message: "other", code: "unreadable" }]);
  });

  test("without a carrier for a channel its messages fail", async () => {
    const desk = office();
    const node = desk.node(undefined, { sms: null });
    await desk.queue(NUMBER);
    await node.run();
    expect(node.sent).toEqual([]);
    expect(node.troubles).toMatchObject([{ state: "failed", code: "no_carrier" }]);
  });

  test("text messages to a country that is not on the list any more do not leave", async () => {
    const desk = office();
    const node = desk.node();
    const id = await desk.queue(NUMBER);
    const record = await desk.store.messageById(id);
    if (record === undefined) throw new TypeError("it is queued");
    const elsewhere = { ...record, id: "elsewhere" as typeof id, to: "+15005550006" };
    const sealed = keys.seal(
      "message",
      { template: "sms-code", code: "1", minutes: 1 },
      "+15005550006",
    );
    await desk.store.transact((tx) => tx.enqueueMessage({ ...elsewhere, sealed }));
    await node.run();
    expect(node.sent.map(({ to }) => to)).toEqual([NUMBER]);
    expect(node.troubles).toMatchObject([{ state: "failed", code: "country_refused" }]);
  });
});

describe("another try", () => {
  test("is made later, at growing distances, and not before", async () => {
    const desk = office();
    const node = desk.node(busy);
    await desk.queue();
    const at: number[] = [];
    for (let second = 0; second < 600; second += 1) {
      const before = node.sent.length;
      await node.run();
      if (node.sent.length > before) at.push(second);
      desk.advance(1);
    }
    expect(at).toEqual([0, 10, 30, 70, 150, 310]);
  });

  test("succeeds where the first ones did not, and nothing is said of a failure", async () => {
    const desk = office();
    const answers = [busy(), later("carrier_unreachable")];
    const node = desk.node(() => answers.shift());
    const id = await desk.queue();
    for (const seconds of [0, 10, 20]) {
      desk.advance(seconds);
      await node.run();
    }
    expect(node.sent).toHaveLength(3);
    expect(new Set(node.sent.map(({ id: name }) => name))).toEqual(new Set([id]));
    expect(node.troubles.map(({ state, code, tries }) => [state, code, tries])).toEqual([
      ["queued", "carrier_busy", 1],
      ["queued", "carrier_unreachable", 2],
    ]);
    expect(node.recorded).toMatchObject([{ state: "sent", tries: 3 }]);
  });

  test("waits for as long as the carrier asks", async () => {
    const desk = office();
    const node = desk.node(() => later("carrier_busy", "429", 120));
    await desk.queue();
    await node.run();
    desk.advance(119);
    await node.run();
    expect(node.sent).toHaveLength(1);
    desk.advance(1);
    await node.run();
    expect(node.sent).toHaveLength(2);
  });

  test("is not made of a code that expires before it, and a code that has expired never leaves", async () => {
    const desk = office();
    const node = desk.node(() => later("carrier_busy", null, 700));
    const id = await desk.queue();
    await node.run();
    expect(await desk.store.messageById(id)).toMatchObject({
      state: "failed",
      reason: "carrier_busy",
    });
    const late = await desk.queue();
    desk.advance(600);
    await node.run();
    expect(node.sent).toHaveLength(1);
    expect(await desk.store.messageById(late)).toMatchObject({
      state: "failed",
      reason: "expired",
    });
  });

  test("of a notice is made for a day, and 24 times at most", async () => {
    const desk = office();
    const node = desk.node(busy);
    const id = await desk.queue("ann@example.org", { letter: NOTICE });
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      await node.run();
      desk.advance(60);
    }
    expect(node.sent.length).toBe(24);
    expect(node.recorded).toMatchObject([{ message: id, state: "failed", tries: 24 }]);
  });

  test("of a text message is made six times at most: each may be paid for", async () => {
    const desk = office();
    const node = desk.node(busy);
    await desk.queue(NUMBER, { letter: NOTICE });
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      await node.run();
      desk.advance(60);
    }
    expect(node.sent).toHaveLength(6);
    expect(node.recorded).toMatchObject([{ state: "failed", tries: 6 }]);
  });

  test("of what was refused is not made", async () => {
    const desk = office();
    const node = desk.node(() => refused("recipient_refused"));
    await desk.queue();
    for (const seconds of [0, 3600]) {
      desk.advance(seconds);
      await node.run();
    }
    expect(node.sent).toHaveLength(1);
  });

  test("comes at another moment for each, a fifth sooner or later, and never sooner than asked", () => {
    const wait = (...args: [number, number | null, number]) =>
      (nextTry(START, ...args) - START) / 1000;
    expect([wait(1, null, 0), wait(1, null, 0.5), wait(1, null, 1)]).toEqual([8, 10, 12]);
    expect([wait(9, null, 0), wait(10, null, 1), wait(60, null, 1)]).toEqual([2048, 4320, 4320]);
    expect(wait(1, 60, 0)).toBe(60);
    expect(wait(9, 60, 0)).toBe(2048);
  });
});
