import { afterEach, describe, expect, test, vi } from "vitest";
import { type Delivery, later, refused, SENT } from "../../src/outbound/delivery.ts";
import { carrierOf } from "../../src/outbound/function-carrier.ts";
import { NOTICE } from "./letters.ts";
import { NUMBER, office } from "./office.ts";

afterEach(() => {
  vi.useRealTimers();
});

const busy = () => later("carrier_busy", "451 4.7.1");

describe("a carrier that does not answer", () => {
  const never = () => new Promise<never>(() => {});

  test("is left after a minute, is told so, and does not hold up the others for ever", async () => {
    vi.useFakeTimers();
    const desk = office();
    const told: AbortSignal[] = [];
    const node = desk.node((_, signal) => {
      told.push(signal);
      return never();
    });
    const id = await desk.queue();
    node.wake();
    await vi.advanceTimersByTimeAsync(59_999);
    expect(told.map(({ aborted }) => aborted)).toEqual([false]);
    await vi.advanceTimersByTimeAsync(1);
    await node.settled();
    expect(told.map(({ aborted }) => aborted)).toEqual([true]);
    expect(await desk.store.messageById(id)).toMatchObject({
      state: "queued",
      reason: "carrier_timeout",
    });
  });

  test("of mail holds up no text message", async () => {
    vi.useFakeTimers();
    const desk = office();
    const node = desk.node(({ channel }) => (channel === "email" ? never() : undefined));
    for (let index = 0; index < 10; index += 1) await desk.queue(`m${index}@example.org`);
    const sms = await desk.queue(NUMBER);
    node.wake();
    await vi.advanceTimersByTimeAsync(10);
    expect(await desk.store.messageById(sms)).toMatchObject({ state: "sent" });
    await vi.advanceTimersByTimeAsync(300_000);
    await node.settled();
  });

  test("gets a few seconds when the server is ended; what it had not taken stays queued", async () => {
    vi.useFakeTimers();
    const desk = office();
    const node = desk.node(never);
    for (let index = 0; index < 10; index += 1) await desk.queue(`m${index}@example.org`);
    node.wake();
    await vi.advanceTimersByTimeAsync(10);
    const ended = node.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    await ended;
    // Those that were being sent; the others were not begun.
    expect(node.sent).toHaveLength(4);
    node.wake();
    await node.settled();
    expect(node.sent).toHaveLength(4);
    const states = (await desk.store.messagesTo(undefined, 20)).map(({ state }) => state);
    expect(states).toEqual(Array<string>(10).fill("queued"));
  });
});

describe("several nodes", () => {
  test("share the queue: each message is taken by one", async () => {
    const desk = office();
    const nodes = [desk.node(), desk.node(), desk.node()];
    for (let index = 0; index < 60; index += 1) await desk.queue(`m${index}@example.org`);
    await Promise.all(nodes.map(({ run }) => run()));
    const sent = nodes.flatMap((node) => node.sent.map(({ to }) => to));
    expect(sent).toHaveLength(60);
    expect(new Set(sent).size).toBe(60);
  });

  test("what a node left in the middle is taken by another when its lease is over, not before", async () => {
    const desk = office();
    const dying = desk.node(() => new Promise(() => {}));
    const id = await desk.queue();
    dying.wake();
    await vi.waitFor(() => expect(dying.sent).toHaveLength(1));
    const heir = desk.node();
    desk.advance(119);
    await heir.run();
    expect(heir.sent).toEqual([]);
    desk.advance(1);
    await heir.run();
    // The same name: whoever gets both copies can tell.
    expect(heir.sent.map((message) => message.id)).toEqual([id]);
    expect(dying.sent.map((message) => message.id)).toEqual([id]);
  });

  test("one that comes back after its lease cannot undo what another did", async () => {
    const desk = office();
    let answer: (delivery: Delivery) => void = () => {};
    const slow = desk.node(() => new Promise((resolve) => (answer = resolve)));
    const id = await desk.queue();
    slow.wake();
    await vi.waitFor(() => expect(slow.sent).toHaveLength(1));
    desk.advance(120);
    const other = desk.node(busy);
    await other.run();
    answer(refused("recipient_refused"));
    await slow.settled();
    expect(await desk.store.messageById(id)).toMatchObject({ state: "queued", tries: 2 });
    expect(slow.recorded).toEqual([]);
  });

  test("one that sent it after all says so, and it is not sent again", async () => {
    const desk = office();
    let answer: (delivery: Delivery) => void = () => {};
    const slow = desk.node(() => new Promise((resolve) => (answer = resolve)));
    const id = await desk.queue();
    slow.wake();
    await vi.waitFor(() => expect(slow.sent).toHaveLength(1));
    desk.advance(120);
    const other = desk.node(busy);
    await other.run();
    answer(SENT);
    await slow.settled();
    expect(await desk.store.messageById(id)).toMatchObject({ state: "sent" });
    desk.advance(60);
    await other.run();
    expect(other.sent).toHaveLength(1);
  });

  test("a message that ends whoever sends it is given up in the end", async () => {
    const desk = office();
    const id = await desk.queue("ann@example.org", { letter: NOTICE });
    for (let tries = 0; tries < 24; tries += 1) {
      const until = desk.now();
      const claim = { id, tries, now: desk.now(), until };
      expect(await desk.store.transact((tx) => tx.claimMessage(claim))).toBe(true);
    }
    const node = desk.node();
    await node.run();
    expect(node.sent).toEqual([]);
    expect(node.recorded).toMatchObject([{ state: "failed", code: "interrupted" }]);
  });
});

describe("a function of the site's own", () => {
  test("is given the whole message, and resolves when it was taken over", async () => {
    const desk = office();
    const given: object[] = [];
    const email = carrierOf(async (message) => void given.push(message));
    const node = desk.node(undefined, { email });
    const id = await desk.queue();
    await node.run();
    expect(given).toMatchObject([
      { channel: "email", id, to: "ann@example.org", subject: "012345 is your code for Example" },
    ]);
    expect(await desk.store.messageById(id)).toMatchObject({ state: "sent" });
  });

  test("that throws is asked again, unless it says that it is for good", async () => {
    const desk = office();
    const faults = [
      new TypeError("to ann@example.org"),
      Object.assign(new Error(), { permanent: true }),
    ];
    const email = carrierOf(() => Promise.reject(faults.shift()));
    const node = desk.node(undefined, { email });
    await desk.queue();
    await node.run();
    desk.advance(10);
    await node.run();
    expect(node.troubles.map(({ state, code }) => [state, code])).toEqual([
      ["queued", "carrier_failed"],
      ["failed", "message_refused"],
    ]);
    expect(JSON.stringify(node.troubles)).not.toContain("ann@");
  });
});
