import { expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import { anEvent, later, NOW, random } from "../records.ts";
import { type Part, REFUSED } from "./part.ts";

export const events: Part = (store) => {
  test("events of an account come newest first, no more than asked for", async () => {
    const account = newId<"AccountId">(NOW);
    const lines = [1, 2, 3].map((second) =>
      anEvent({ account, at: later(second), attempt: newId(NOW), data: { second, deep: [{}] } }),
    );
    await store().transact(async (tx) => {
      for (const line of lines) await tx.appendEvent(line);
      await tx.appendEvent(anEvent());
    });
    expect(await store().eventsOf(account, 2)).toEqual([lines[2], lines[1]]);
    expect(await store().eventsOf(account, 100)).toEqual(lines.toReversed());
    expect(await store().eventsOf(newId(NOW), 100)).toEqual([]);
  });

  test("an event is never lost in silence: a second one of its id is a fault", async () => {
    const event = anEvent({ account: newId(NOW) });
    await store().transact((tx) => tx.appendEvent(event));
    const other = { ...event, kind: "another" };
    await expect(store().transact((tx) => tx.appendEvent(other))).rejects.toMatchObject(REFUSED);
  });
};

/** How what comes after an event finds it. */
export const followed: Part = (store) => {
  test("events of one kind come by their ids, whenever they arrived, whoever they are about", async () => {
    const kind = random();
    const [first, second, third] = [
      anEvent({ kind, id: newId(later(1)), at: later(9), account: newId(NOW) }),
      anEvent({ kind, id: newId(later(2)), at: later(8) }),
      anEvent({ kind, id: newId(later(3)), at: NOW }),
    ];
    await store().transact(async (tx) => {
      for (const event of [third, first, second]) await tx.appendEvent(event);
      await tx.appendEvent(anEvent({ kind: random(), id: newId(later(2)) }));
    });
    expect(await store().eventsAfter(kind, null, 100)).toEqual([first, second, third]);
    expect(await store().eventsAfter(kind, null, 2)).toEqual([first, second]);
    expect(await store().eventsAfter(random(), null, 100)).toEqual([]);
  });

  test("what is asked for after an event begins behind it, whatever its kind was", async () => {
    const kind = random();
    const other = anEvent({ kind: random(), id: newId(later(1)) });
    const lines = [1, 2, 3].map((second) => anEvent({ kind, id: newId(later(second)) }));
    const [first, second, third] = lines.map(({ id }) => id);
    await store().transact(async (tx) => {
      for (const event of [...lines, other]) await tx.appendEvent(event);
    });
    const after = async (id = newId<"EventId">(NOW)) =>
      (await store().eventsAfter(kind, id, 100)).map((event) => event.id);
    expect(await after(first)).toEqual([second, third]);
    expect(await after(third)).toEqual([]);
    expect(await after()).toEqual([first, second, third]);
    expect(await after(newId(later(2.5)))).toEqual([third]);
    expect(await store().transact((tx) => tx.eventsAfter(kind, second ?? null, 100))).toEqual([
      lines[2],
    ]);
  });
};
