import { expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import type { Store } from "../../../src/store/port.ts";
import type { CodeRecord } from "../../../src/store/records.ts";
import type { Part } from "./part.ts";
import { aCode, anAttempt, later, NOW } from "../records.ts";

const DEAD_AFTER = 5;

export const codes: Part = (store) => {
  test("a code is found by its id; the newest of an attempt by the attempt", async () => {
    const attempt = anAttempt();
    const newer = aCode(attempt, { createdAt: later(60), usedAt: later(61), tries: 2 });
    const older = aCode(attempt);
    await store().transact(async (tx) => {
      await tx.saveAttempt(attempt, null);
      expect(await tx.insertCode(newer)).toBe(true);
      expect(await tx.insertCode(older)).toBe(true);
      expect(await tx.insertCode(aCode(attempt, { id: older.id }))).toBe(false);
    });
    expect(await store().codeById(older.id)).toEqual(older);
    expect(await store().latestCode(attempt.id)).toEqual(newer);
    expect(await store().codeById(newId(NOW))).toBeUndefined();
    expect(await store().latestCode(newId(NOW))).toBeUndefined();
  });

  test("tries are counted until the code is dead, and it stays dead", async () => {
    const { id } = await sent(store());
    const counted = await Promise.all(
      Array.from({ length: 30 }, () => store().transact((tx) => tx.countTry(id, NOW, DEAD_AFTER))),
    );
    expect(counted.filter(Boolean)).toHaveLength(DEAD_AFTER);
    expect((await store().codeById(id))?.tries).toBe(DEAD_AFTER);
    expect(await store().transact((tx) => tx.useCode(id, NOW, DEAD_AFTER))).toBe(false);
    expect((await store().codeById(id))?.usedAt).toBeNull();
  });

  test("a code that is not dead yet can be used", async () => {
    const { id } = await sent(store(), { tries: DEAD_AFTER - 1 });
    expect(await store().transact((tx) => tx.useCode(id, later(1), DEAD_AFTER))).toBe(true);
    expect((await store().codeById(id))?.usedAt).toBe(later(1));
  });

  test("of many that use a code at once, one has it", async () => {
    const { id } = await sent(store());
    const used = await Promise.all(
      Array.from({ length: 50 }, () => store().transact((tx) => tx.useCode(id, NOW, DEAD_AFTER))),
    );
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await store().transact((tx) => tx.countTry(id, NOW, DEAD_AFTER))).toBe(false);
  });

  test("a code ends at its instant, not after it", async () => {
    const { id, expiresAt } = await sent(store());
    await store().transact(async (tx) => {
      expect(await tx.countTry(id, expiresAt, DEAD_AFTER)).toBe(false);
      expect(await tx.useCode(id, expiresAt, DEAD_AFTER)).toBe(false);
    });
    expect((await store().codeById(id))?.tries).toBe(0);
  });

  test("a code that is not there is neither used nor counted", async () => {
    await store().transact(async (tx) => {
      expect(await tx.useCode(newId(NOW), NOW, DEAD_AFTER)).toBe(false);
      expect(await tx.countTry(newId(NOW), NOW, DEAD_AFTER)).toBe(false);
    });
  });
};

async function sent(store: Store, more: Partial<CodeRecord> = {}): Promise<CodeRecord> {
  const attempt = anAttempt();
  const code = aCode(attempt, more);
  await store.transact(async (tx) => {
    await tx.saveAttempt(attempt, null);
    await tx.insertCode(code);
  });
  return code;
}
