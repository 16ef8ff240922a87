import { expect, test } from "vitest";
import { type CredentialId, newId } from "../../../src/base/ids.ts";
import type { Store } from "../../../src/store/port.ts";
import type { CredentialRecord } from "../../../src/store/records.ts";
import { aCredential, aGrade, anAccount, later, random } from "../records.ts";
import type { Part } from "./part.ts";

/** How a job comes by every credential that was not looked at since something changed. */
export const regrading: Part = (store) => {
  test("those are found that were never graded, or with something else, and no others", async () => {
    const tail = random();
    const [before, now, behind] = [`a${tail}`, `m${tail}`, `z${tail}`];
    const made = await several(store(), [null, before, now, behind, now, null, before]);
    const expected = made.filter(({ graded }) => graded?.with !== now);
    const found = await store().credentialsNotGradedWith(now, 1000);
    expect(ofThese(made, found)).toEqual(expected);
    expect(await store().transact((tx) => tx.credentialsNotGradedWith(now, 1000))).toEqual(found);
  });

  test("they come by their ids, no more than asked for, whatever they were graded with", async () => {
    const now = random();
    await several(store(), [null, "b", "a", null, "c", now]);
    for (const limit of [1, 2, 3, 100]) {
      const found = (await store().credentialsNotGradedWith(now, limit)).map(({ id }) => id);
      expect(found).toHaveLength(Math.min(limit, (await store().countCredentials(now)).left));
      expect(found).toEqual(found.toSorted());
    }
    expect(await store().credentialsNotGradedWith(now, 0)).toEqual([]);
  });

  test("batch by batch each is found once, and then there is nothing left", async () => {
    const now = random();
    await several(store(), [null, "a", "b", null, "a", now]);
    const before = await store().countCredentials(now);
    const seen: CredentialId[] = [];
    for (let batches = 0; batches <= before.left; batches++) {
      const batch = await store().credentialsNotGradedWith(now, 2);
      if (batch.length === 0) break;
      seen.push(...batch.map(({ id }) => id));
      await store().transact(async (tx) => {
        for (const { id } of batch) {
          await tx.regradeCredential({ id, graded: aGrade(now), enrolment: null });
        }
      });
      const { left } = await store().countCredentials(now);
      expect(left).toBe(before.left - seen.length);
    }
    expect(new Set(seen).size).toBe(before.left);
    expect(await store().countCredentials(now)).toEqual({ all: before.all, left: 0 });
  });

  test("all are counted, and those that are left", async () => {
    const now = random();
    const before = await store().countCredentials(now);
    expect(before.left).toBe(before.all);
    await several(store(), [now, null, "a", now, now]);
    const after = await store().countCredentials(now);
    expect(after).toEqual({ all: before.all + 5, left: before.left + 2 });
    expect(await store().transact((tx) => tx.countCredentials(now))).toEqual(after);
  });

  test("page by page all are read by their ids, each once", async () => {
    const made = await several(store(), [null, "a", null, "b", "a"]);
    const all = await store().credentialsAfter(null, 1000);
    expect(ofThese(made, all)).toEqual(made);
    const paged: CredentialRecord[] = [];
    for (let pages = 0; pages <= all.length; pages++) {
      const page = await store().credentialsAfter(paged.at(-1)?.id ?? null, 2);
      if (page.length === 0) break;
      expect(page.length).toBeLessThanOrEqual(2);
      paged.push(...page);
    }
    expect(paged).toEqual(all);
  });
};

function ofThese(
  made: readonly CredentialRecord[],
  found: readonly CredentialRecord[],
): readonly CredentialRecord[] {
  const ids = new Set(made.map(({ id }) => id));
  return found.filter(({ id }) => ids.has(id));
}

/**
 * Credentials graded so, by their ids, stored in another order. The ids stand in one order in every
 * database, whatever its collation: hexadecimal in lower case. Every second one is suspended.
 */
async function several(
  store: Store,
  versions: readonly (string | null)[],
): Promise<readonly CredentialRecord[]> {
  const account = anAccount();
  const made = versions.map((version, index) =>
    aCredential(account, {
      id: newId<never>(later(index)) as string as CredentialId,
      state: index % 2 === 0 ? "active" : "suspended",
      createdAt: later(-index),
      graded: version === null ? null : aGrade(version),
    }),
  );
  await store.transact(async (tx) => {
    await tx.insertAccount(account);
    for (const credential of made.toReversed()) await tx.insertCredential(credential);
  });
  return made;
}
