import { afterEach, describe, expect, test, vi } from "vitest";
import { instant } from "../../src/base/time.ts";
import { newKeyFile } from "../../src/keys/key-file.ts";
import { createKeyRing } from "../../src/keys/key-ring.ts";
import { createDispatcher, type DispatchFailure } from "../../src/outbound/dispatcher.ts";
import type { Deliver, OutboundMessage } from "../../src/outbound/message.ts";
import type { MessageRecord } from "../../src/store/records.ts";
import { createMemoryStore } from "../../src/store/memory.ts";

const keys = createKeyRing(newKeyFile(instant(0)));

afterEach(() => {
  vi.useRealTimers();
});

function message(id: string, to = `${id}@example.org`, sealedFor = to): MessageRecord {
  const mail = { template: "email-code", code: "012345", minutes: 10 };
  return {
    id: id as MessageRecord["id"],
    channel: "email",
    to,
    sealed: keys.seal("message", mail, sealedFor),
    state: "queued",
    createdAt: instant(Number(id.slice(1))),
  };
}

function office(deliver?: Deliver) {
  const store = createMemoryStore();
  const sent: OutboundMessage[] = [];
  const failures: DispatchFailure[] = [];
  const dispatcher = createDispatcher({
    store,
    keys,
    app: "Example",
    deliver:
      deliver ??
      (async (given) => {
        sent.push(given);
      }),
    onFailure: (failure) => failures.push(failure),
  });
  const queue = (...messages: MessageRecord[]) =>
    store.transact(async (tx) => {
      for (const each of messages) await tx.enqueueMessage(each);
    });
  return { store, sent, failures, dispatcher, queue };
}

describe("the dispatcher", () => {
  test("sends what is queued, oldest first, once", async () => {
    const { dispatcher, queue, sent, store } = office();
    await queue(message("m1"), message("m2"));
    dispatcher.wake();
    await dispatcher.settled();
    dispatcher.wake();
    await dispatcher.settled();
    expect(sent.map(({ to }) => to)).toEqual(["m1@example.org", "m2@example.org"]);
    expect(await store.queuedMessages(10)).toEqual([]);
  });

  test("sends more than it takes at a time", async () => {
    const { dispatcher, queue, sent } = office();
    await queue(...Array.from({ length: 120 }, (_, index) => message(`m${index}`)));
    dispatcher.wake();
    await dispatcher.settled();
    expect(sent).toHaveLength(120);
  });

  test("sends what a process before it left behind", async () => {
    const before = office(() => new Promise(() => {}));
    await before.queue(message("m1"));
    const sent: string[] = [];
    const deliver: Deliver = async ({ to }) => {
      sent.push(to);
    };
    const after = createDispatcher({
      store: before.store,
      keys,
      app: "Example",
      deliver,
      onFailure: () => {},
    });
    after.wake();
    await after.settled();
    expect(sent).toEqual(["m1@example.org"]);
  });

  test("a wake during a run is not lost", async () => {
    const late = message("m9");
    const sent: string[] = [];
    const desk = office(async ({ to }) => {
      sent.push(to);
      if (to === late.to) return;
      await desk.queue(late);
      desk.dispatcher.wake();
    });
    await desk.queue(message("m1"));
    desk.dispatcher.wake();
    await desk.dispatcher.settled();
    expect(sent).toEqual(["m1@example.org", late.to]);
  });

  test("one that fails is marked, and does not hold up the others", async () => {
    const sent: string[] = [];
    const { dispatcher, queue, failures, store } = office(async ({ to }) => {
      if (to.startsWith("m1")) throw new TypeError("refused");
      sent.push(to);
    });
    await queue(message("m1"), message("m2"));
    dispatcher.wake();
    await dispatcher.settled();
    expect(sent).toEqual(["m2@example.org"]);
    expect(failures).toEqual([{ message: "m1", cause: new TypeError("refused") }]);
    const states = (await store.messagesTo(undefined, 10)).map(({ id, state }) => [id, state]);
    expect(states).toContainEqual(["m1", "failed"]);
  });

  test("one that was moved to another address does not leave", async () => {
    const { dispatcher, queue, sent, failures } = office();
    await queue(message("m1", "thief@example.org", "alice@example.org"));
    dispatcher.wake();
    await dispatcher.settled();
    expect(sent).toEqual([]);
    expect(failures).toEqual([{ message: "m1", cause: "m1: wrong" }]);
  });

  test("a carrier that never answers does not hold up the others for ever", async () => {
    vi.useFakeTimers();
    const { dispatcher, queue, failures } = office(() => new Promise(() => {}));
    await queue(message("m1"));
    dispatcher.wake();
    await vi.advanceTimersByTimeAsync(30_000);
    await dispatcher.settled();
    expect(String(failures[0]?.cause)).toContain("ASSAY_DELIVERY_TIMEOUT");
  });

  test("a store that is away is reported, and asked again at the next wake", async () => {
    const { store, dispatcher, queue, failures, sent } = office();
    await queue(message("m1"));
    const asking = vi.spyOn(store, "queuedMessages").mockRejectedValueOnce(new TypeError("away"));
    dispatcher.wake();
    await dispatcher.settled();
    expect(failures).toEqual([{ message: null, cause: new TypeError("away") }]);
    dispatcher.wake();
    await dispatcher.settled();
    expect(asking).toHaveBeenCalledTimes(2);
    expect(sent).toHaveLength(1);
  });
});

describe("a mail with a code", () => {
  test("has the code first, its life in words, and what to do if nobody asked", async () => {
    const { dispatcher, queue, sent } = office();
    await queue(message("m1"));
    dispatcher.wake();
    await dispatcher.settled();
    expect(sent[0]?.subject).toBe("012345 is your code for Example");
    expect(sent[0]?.text).toMatch(/^012345\n\n/);
    expect(sent[0]?.text).toContain("for 10 minutes");
    expect(sent[0]?.text).toContain("If you did not ask for this, ignore it");
    expect(sent[0]?.text).not.toContain("{");
  });
});
