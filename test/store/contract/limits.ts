import { expect, test } from "vitest";
import type { Part } from "./part.ts";
import { later, NOW, random } from "../records.ts";

export const limits: Part = (store) => {
  test("each window and each key is counted by itself", async () => {
    const [key, other] = [random(), random()];
    await store().transact(async (tx) => {
      expect(await tx.countUp(key, NOW)).toBe(1);
      expect(await tx.countUp(key, NOW)).toBe(2);
      expect(await tx.countUp(other, NOW)).toBe(1);
      expect(await tx.countUp(key, later(3600))).toBe(1);
      expect(await tx.countUp(key, NOW)).toBe(3);
    });
  });

  test("what is taken back was not counted, and there is never less than nothing", async () => {
    const key = random();
    await store().transact(async (tx) => {
      await tx.countUp(key, NOW);
      expect(await tx.countDown(key, NOW)).toBe(true);
      expect(await tx.countDown(key, NOW)).toBe(false);
      expect(await tx.countDown(key, later(3600))).toBe(false);
      expect(await tx.countUp(key, NOW)).toBe(1);
    });
  });

  test("many that count at once get each number once", async () => {
    const key = random();
    const counts = await Promise.all(
      Array.from({ length: 100 }, () => store().transact((tx) => tx.countUp(key, NOW))),
    );
    expect(counts.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
  });

  test("what was counted in a transaction that failed does not count", async () => {
    const key = random();
    const failing = store().transact(async (tx) => {
      await tx.countUp(key, NOW);
      throw new Error("too many");
    });
    await expect(failing).rejects.toThrow("too many");
    expect(await store().transact((tx) => tx.countUp(key, NOW))).toBe(1);
  });
};
