import { describe, expect, test } from "vitest";
import { sealEvents } from "../../src/audit/seal.ts";
import { verifyAudit } from "../../src/audit/verify.ts";
import { newId } from "../../src/base/ids.ts";
import { newKeyFile, rotateKeyFile } from "../../src/keys/key-file.ts";
import { createKeyRing } from "../../src/keys/key-ring.ts";
import type { AuditHead } from "../../src/store/audit-records.ts";
import type { Store } from "../../src/store/port.ts";
import { anEvent, later, NOW } from "./records.ts";
import type { TestDatabase } from "./test-database.ts";

const file = newKeyFile(NOW);
const keys = createKeyRing(file);
const others = createKeyRing(newKeyFile(NOW));

/** Lines that were appended and sealed, in batches of their own. */
async function append(store: Store, from: number, count: number, batch = 4): Promise<void> {
  await store.transact(async (tx) => {
    for (let n = from; n < from + count; n += 1) {
      await tx.appendEvent(anEvent({ id: newId(later(n)), at: later(n), data: { n } }));
    }
  });
  while ((await sealEvents({ store, keys }, batch)) > 0);
}

async function recorded(create: () => Promise<TestDatabase>, count: number) {
  const database = await create();
  const store = await database.open();
  await append(store, 1, count);
  return { database, store };
}

/** Whoever owns the database can lift what it forbids; the chain is for him. */
async function unguarded(database: TestDatabase): Promise<void> {
  const on = (table: string) => (database.url.startsWith("sqlite:") ? "" : ` ON ${table}`);
  for (const [trigger, table] of [
    ["events_kept", "events"],
    ["events_unchanged", "events"],
    ["audit_head_kept", "audit_head"],
    ["audit_head_onward", "audit_head"],
  ] as const) {
    await database.execute(`DROP TRIGGER ${trigger}${on(table)}`);
  }
}

const SWAP = [
  "UPDATE events SET sequence = -5 WHERE sequence = 5",
  "UPDATE events SET sequence = 5 WHERE sequence = 6",
  "UPDATE events SET sequence = 6 WHERE sequence = -5",
];

/** What somebody does to the ten lines of a record, and what is said of it. */
const TAMPERING: readonly (readonly [string, readonly string[], string, number])[] = [
  ["an altered line", [`UPDATE events SET data = '{"n":0}' WHERE sequence = 7`], "altered", 7],
  ["another kind", ["UPDATE events SET kind = 'x' WHERE sequence = 1"], "altered", 1],
  ["another moment", ["UPDATE events SET at = at + 1 WHERE sequence = 10"], "altered", 10],
  ["another account", ["UPDATE events SET account = 'x' WHERE sequence = 3"], "altered", 3],
  ["another network", ["UPDATE events SET network = 'x' WHERE sequence = 3"], "altered", 3],
  ["a line that is no JSON", ["UPDATE events SET data = '{' WHERE sequence = 2"], "altered", 2],
  ["a seal that is none", ["UPDATE events SET seal = '' WHERE sequence = 2"], "altered", 2],
  ["a removed line", ["DELETE FROM events WHERE sequence = 4"], "missing", 4],
  ["a removed first line", ["DELETE FROM events WHERE sequence = 1"], "missing", 1],
  ["lines in another order", SWAP, "altered", 5],
  [
    "a removed line whose gap was closed",
    [
      "DELETE FROM events WHERE sequence = 9",
      "UPDATE events SET sequence = 9 WHERE sequence = 10",
      "UPDATE audit_head SET total = 9",
    ],
    "head-forged",
    9,
  ],
  ["a cut tail", ["DELETE FROM events WHERE sequence > 8"], "cut", 9],
  [
    "a cut tail with a head that fits",
    [
      "DELETE FROM events WHERE sequence > 8",
      "UPDATE audit_head SET total = 8, seal = (SELECT seal FROM events WHERE sequence = 8)",
    ],
    "head-forged",
    8,
  ],
  ["a removed head", ["DELETE FROM audit_head"], "head-missing", 1],
  ["everything removed but the head", ["DELETE FROM events"], "cut", 1],
];

function putBack(head: AuditHead | undefined): string {
  const { total, seal, mac } = head ?? { total: 0, seal: "", mac: "" };
  return `UPDATE audit_head SET total = ${total}, seal = '${seal}', mac = '${mac}'`;
}

function inserted(row: Readonly<Record<string, unknown>>): string {
  const literal = (value: unknown) =>
    typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
  const values = Object.values(row).map(literal);
  return `INSERT INTO events (${Object.keys(row).join(", ")}) VALUES (${values.join(", ")})`;
}

/** The record as a chain that the owner of the database cannot bend unseen (R60). */
export function describeAuditRecord(name: string, create: () => Promise<TestDatabase>): void {
  describe(`the audit record on ${name}`, { timeout: 90_000 }, () => {
    test("R60: what was sealed holds, whatever was put in between, and with the next keys", async () => {
      const { store } = await recorded(create, 10);
      expect(await verifyAudit(store, keys)).toEqual({ sound: 10, unsealed: 0, broken: null });
      await store.transact((tx) => tx.appendEvent(anEvent()));
      expect(await verifyAudit(store, keys)).toEqual({ sound: 10, unsealed: 1, broken: null });
      const rotated = createKeyRing(rotateKeyFile(file, NOW));
      await sealEvents({ store, keys: rotated }, 9);
      expect(await verifyAudit(store, rotated)).toEqual({ sound: 11, unsealed: 0, broken: null });
      // Without the key that sealed it, nothing can be said for it.
      expect((await verifyAudit(store, others)).broken).toMatchObject({ problem: "head-forged" });
      await store.close();
    });

    test("R60: the database itself refuses to change or remove a line", async () => {
      const { database, store } = await recorded(create, 3);
      await store.transact((tx) => tx.appendEvent(anEvent({ kind: "unsealed" })));
      for (const statement of [
        "UPDATE events SET data = '{}' WHERE sequence = 2",
        "UPDATE events SET sequence = NULL WHERE sequence = 2",
        "UPDATE events SET data = '{}' WHERE sequence IS NULL",
        "UPDATE events SET network = 'x', sequence = 4 WHERE sequence IS NULL",
        "DELETE FROM events WHERE sequence = 2",
        "DELETE FROM events WHERE sequence IS NULL",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET total = 2",
      ]) {
        await expect(database.execute(statement)).rejects.toThrow(/appended/);
      }
      expect(await verifyAudit(store, keys)).toEqual({ sound: 3, unsealed: 1, broken: null });
      await store.close();
    });

    test.each(TAMPERING)("R60: %s is found", async (_what, statements, problem, sequence) => {
      const { database, store } = await recorded(create, 10);
      await unguarded(database);
      for (const statement of statements) await database.execute(statement);
      const { broken } = await verifyAudit(store, keys);
      expect(broken).toMatchObject({ problem, sequence });
      await store.close();
    });

    test("R60: a tail that was cut back to an old head is found by a head kept elsewhere", async () => {
      const { database, store } = await recorded(create, 6);
      const old = await store.auditHead();
      await append(store, 7, 4);
      const kept = await store.auditHead();
      expect((await verifyAudit(store, keys, kept)).broken).toBeNull();
      expect((await verifyAudit(store, keys, old)).broken).toBeNull();
      await unguarded(database);
      await database.execute("DELETE FROM events WHERE sequence > 6");
      await database.execute(putBack(old));
      expect((await verifyAudit(store, keys)).broken).toBeNull();
      const cut = { problem: "cut", sequence: 7 };
      expect((await verifyAudit(store, keys, kept)).broken).toMatchObject(cut);
      // And one that goes on from there is not the one that was written down.
      await append(store, 20, 4);
      const differs = { problem: "kept-head-differs", sequence: 10 };
      expect((await verifyAudit(store, keys, kept)).broken).toMatchObject(differs);
      await store.close();
    });

    test("R60: an old head with the lines still behind it is found", async () => {
      const { database, store } = await recorded(create, 6);
      const old = await store.auditHead();
      await append(store, 7, 4);
      await unguarded(database);
      await database.execute(putBack(old));
      const found = { problem: "beyond-head", sequence: 7 };
      expect((await verifyAudit(store, keys)).broken).toMatchObject(found);
      await store.close();
    });

    test("R60: lines and heads of another past, though each was sealed here once, are found", async () => {
      const { database, store } = await recorded(create, 6);
      const parting = await store.auditHead();
      await append(store, 7, 4);
      const other = await store.auditHead();
      const [line] = await database.query("SELECT * FROM events WHERE sequence = 8");
      await unguarded(database);
      await database.execute("DELETE FROM events WHERE sequence > 6");
      await database.execute(putBack(parting));
      await append(store, 20, 4);
      const own = await store.auditHead();
      expect((await verifyAudit(store, keys)).broken).toBeNull();

      await database.execute(putBack(other));
      const head = { problem: "altered", sequence: 10 };
      expect((await verifyAudit(store, keys)).broken).toMatchObject(head);
      await database.execute(putBack(own));
      await database.execute("DELETE FROM events WHERE sequence = 8");
      await database.execute(inserted(line ?? {}));
      const spliced = { problem: "altered", sequence: 8 };
      expect((await verifyAudit(store, keys)).broken).toMatchObject(spliced);
      await store.close();
    });

    test("R60: nothing is sealed behind a head that was forged, so that no cut heals", async () => {
      const { database, store } = await recorded(create, 4);
      await unguarded(database);
      await database.execute("DELETE FROM events WHERE sequence = 4");
      await database.execute("UPDATE audit_head SET total = 3");
      await store.transact((tx) => tx.appendEvent(anEvent()));
      await expect(sealEvents({ store, keys }, 9)).rejects.toMatchObject({
        code: "ASSAY_AUDIT_HEAD",
      });
      await store.close();
    });

    test("R60: of many nodes that seal at once, each line gets one place, and none is lost", async () => {
      const database = await create();
      const stores = [await database.open(), await database.open(), await database.open()];
      await Promise.all(
        stores.map(async (store, node) => {
          for (let n = 0; n < 20; n += 1) {
            const id = newId<"EventId">(later(node * 100 + n));
            await store.transact((tx) => tx.appendEvent(anEvent({ id })));
            await sealEvents({ store, keys }, 7);
          }
        }),
      );
      const [one] = stores;
      if (one === undefined) throw new TypeError("no store");
      while ((await sealEvents({ store: one, keys }, 7)) > 0);
      expect(await verifyAudit(one, keys)).toEqual({ sound: 60, unsealed: 0, broken: null });
      await Promise.all(stores.map((store) => store.close()));
    });
  });
}
