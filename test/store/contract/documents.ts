import { expect, test } from "vitest";
import type { Store } from "../../../src/store/port.ts";
import { aDocument, later } from "../records.ts";
import type { Part } from "./part.ts";

export const documents: Part = (store) => {
  test("what was never saved is undefined, and so is its version", async () => {
    expect(await store().document("mds")).toBeUndefined();
    expect(await store().documentVersion("mds")).toBeUndefined();
  });

  test("a document is kept whole, a large one too, and a newer one takes its place", async () => {
    const version = await nextVersion(store());
    const large = aDocument({ version, body: "blob é 😀 \0 ".repeat(2 ** 16) });
    const newer = aDocument({ version: version + 7, savedAt: later(60) });
    expect(await store().transact((tx) => tx.saveDocument(large))).toBe(true);
    expect(await store().document("mds")).toEqual(large);
    expect(await store().documentVersion("mds")).toBe(version);
    await store().transact(async (tx) => {
      expect(await tx.saveDocument(newer)).toBe(true);
      expect(await tx.document("mds")).toEqual(newer);
    });
    expect(await store().document("mds")).toEqual(newer);
    expect(await store().documentVersion("mds")).toBe(version + 7);
  });

  test("a document never goes back, and the same one is not saved twice", async () => {
    const version = await nextVersion(store());
    const kept = aDocument({ version });
    await store().transact(async (tx) => {
      expect(await tx.saveDocument(kept)).toBe(true);
      expect(await tx.saveDocument(aDocument({ version }))).toBe(false);
      expect(await tx.saveDocument(aDocument({ version: version - 1 }))).toBe(false);
    });
    expect(await store().document("mds")).toEqual(kept);
  });

  test("of many that are saved at once, the newest stays", async () => {
    const first = await nextVersion(store());
    const versions = Array.from({ length: 30 }, (_, index) => first + ((index * 7) % 30));
    const saved = await Promise.all(
      versions.map((version) =>
        store().transact((tx) => tx.saveDocument(aDocument({ version, body: `no. ${version}` }))),
      ),
    );
    // Whichever came first: the first that was saved, each that was newer than those before it, and
    // so the newest.
    expect(saved.filter(Boolean).length).toBeGreaterThan(0);
    expect(saved[versions.indexOf(first + 29)]).toBe(true);
    expect(await store().document("mds")).toMatchObject({
      version: first + 29,
      body: `no. ${first + 29}`,
    });
  });
};

async function nextVersion(store: Store): Promise<number> {
  return ((await store.documentVersion("mds")) ?? 0) + 1;
}
