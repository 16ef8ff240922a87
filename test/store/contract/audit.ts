import { expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import { anEvent, later, NOW } from "../records.ts";
import type { Part } from "./part.ts";

const HEAD = { total: 2, seal: "two", mac: "m" };

/** One story, since a store has one chain. */
export const audit: Part = (store) => {
  test("a line is appended without its place, gets one once, and the head moves on only", async () => {
    const lines = [3, 1, 2].map((second) =>
      anEvent({ id: newId(later(second)), at: later(second), data: { ä: [1, "\u0000"] } }),
    );
    const [third, first, second] = lines;
    await store().transact(async (tx) => {
      for (const line of lines) await tx.appendEvent(line);
    });
    expect(await store().auditHead()).toBeUndefined();
    expect(await store().countUnsealedEvents()).toBe(3);
    expect(await store().sealedEvents(0, 9)).toEqual([]);
    const unsealed = await store().unsealedEvents(2);
    expect(unsealed.map(({ id }) => id)).toEqual([first?.id, second?.id]);
    expect(unsealed[0]).toEqual({
      ...first,
      at: String(first?.at),
      data: JSON.stringify(first?.data),
    });

    const seal = (id = newId<"EventId">(NOW), sequence = 1) =>
      store().transact((tx) => tx.sealEvent({ id, sequence, seal: `of ${sequence}` }));
    expect(await seal(third?.id, 1)).toBe(true);
    expect(await seal(first?.id, 2)).toBe(true);
    expect(await seal(first?.id, 3)).toBe(false);
    expect(await seal()).toBe(false);
    await expect(seal(second?.id, 2)).rejects.toThrow(/./);
    expect(await store().countUnsealedEvents()).toBe(1);
    const sealed = await store().sealedEvents(0, 9);
    expect(sealed.map(({ id, sequence }) => [id, sequence])).toEqual([
      [third?.id, 1],
      [first?.id, 2],
    ]);
    expect(sealed[1]).toMatchObject({ seal: "of 2", kind: first?.kind });
    expect(await store().sealedEvents(1, 9)).toEqual(sealed.slice(1));
    expect(await store().sealedEvents(0, 1)).toEqual(sealed.slice(0, 1));
    // What is read of it is what it was.
    expect(await store().eventsAfter(third?.kind ?? "", null, 9)).toContainEqual(third);

    const save = (total: number, expected: number | null) =>
      store().transact((tx) => tx.saveAuditHead({ ...HEAD, total }, expected));
    expect(await save(2, 1)).toBe(false);
    expect(await save(2, null)).toBe(true);
    expect(await save(3, null)).toBe(false);
    expect(await save(3, 1)).toBe(false);
    expect(await save(3, 2)).toBe(true);
    expect(await store().transact((tx) => tx.auditHead())).toEqual({ ...HEAD, total: 3 });
    await expect(save(3, 3)).rejects.toThrow(/./);
    await expect(save(2, 3)).rejects.toThrow(/./);
  });
};
