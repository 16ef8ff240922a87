import { setTimeout as delay } from "node:timers/promises";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Store } from "../../../src/store/port.ts";
import type { Limits } from "../../../src/store/postgres/limits.ts";
import { openPostgres, type PostgresOptions } from "../../../src/store/postgres/open.ts";
import { dropSchemas, postgresDatabase, withParameter } from "../postgres-database.ts";
import { anAccount, NOW, random, signUp } from "../records.ts";
import type { TestDatabase } from "../test-database.ts";
import { type Proxy, proxyTo } from "./proxy.ts";

const UNAVAILABLE = { code: "ASSAY_STORE_UNAVAILABLE", outcome: "nothing" };
const UNKNOWN = { code: "ASSAY_STORE_UNAVAILABLE", outcome: "unknown" };
const SHORT: Limits = { waitMs: 300, statementMs: 300, graceMs: 200, patienceMs: 500 };

// What nobody catches fails the whole run: vitest sees to that.
afterAll(dropSchemas);

/** A store whose way to its server can be broken, and a look past it. */
async function shaky(options: PostgresOptions = {}): Promise<{
  readonly database: TestDatabase;
  readonly proxy: Proxy;
  readonly store: Store;
}> {
  const database = await postgresDatabase();
  const proxy = await proxyTo(database.url);
  const store = await openPostgres(proxy.url, options);
  onTestFinished(() => store.close());
  return { database, proxy, store };
}

const accounts = async (database: TestDatabase) =>
  Number((await database.query("SELECT COUNT(*) AS n FROM accounts"))[0]?.["n"]);

describe("a commit whose request was lost", () => {
  test("did not happen: the work runs again, and stays once", async () => {
    const { database, proxy, store } = await shaky();
    const account = anAccount();
    let runs = 0;
    proxy.losing = "commit";
    await store.transact(async (tx) => {
      runs++;
      await signUp(tx, account);
    });
    expect(runs).toBe(2);
    expect(await accounts(database)).toBe(1);
  });
});

describe("a commit whose answer was lost", () => {
  test("happened: the work is not run again, and its answer is given", async () => {
    const { database, proxy, store } = await shaky();
    let runs = 0;
    proxy.losing = "answer";
    const counted = await store.transact(async (tx) => {
      await tx.insertAccount(anAccount());
      return (await tx.countUp("key", NOW)) + 100 * runs++;
    });
    expect(counted).toBe(1);
    expect(runs).toBe(1);
    expect(await accounts(database)).toBe(1);
  });

  test("is said to be unknown where the server cannot be asked", async () => {
    const { database, proxy, store } = await shaky({ limits: SHORT });
    await store.ping();
    proxy.losing = "answer";
    const work = store.transact(async (tx) => {
      await tx.insertAccount(anAccount());
      proxy.open = false;
    });
    await expect(work).rejects.toMatchObject(UNKNOWN);
    expect(await accounts(database)).toBe(1);
  });
});

describe("connections that break", () => {
  test("while nobody uses them are replaced before anybody notices", async () => {
    const { proxy, store } = await shaky();
    await Promise.all(
      Array.from({ length: 6 }, () => store.transact((tx) => tx.countUp("a", NOW))),
    );
    proxy.cut();
    expect(await store.transact((tx) => tx.countUp("a", NOW))).toBe(7);
    proxy.cut();
    await store.ping().catch(() => {});
    expect(await store.accountById(anAccount().id)).toBeUndefined();
  });

  test("in the middle of a transaction leave nothing of it: it runs again", async () => {
    const { database, proxy, store } = await shaky();
    let runs = 0;
    await store.transact(async (tx) => {
      await tx.insertAccount(anAccount());
      if (runs++ === 0) proxy.cut();
      await tx.insertAccount(anAccount());
    });
    expect(runs).toBe(2);
    expect(await accounts(database)).toBe(2);
  });

  test("because the server ended them are no different", async () => {
    const database = await postgresDatabase();
    const name = random().slice(0, 40);
    const store = await openPostgres(withParameter(database.url, "application_name", name));
    let runs = 0;
    const counted = await store.transact(async (tx) => {
      await tx.countUp("a", NOW);
      if (runs++ === 0) await endConnections(database, name);
      return tx.countUp("a", NOW);
    });
    expect(counted).toBe(2);
    await endConnections(database, name);
    await delay(50);
    await store.ping();
    expect(await store.transact((tx) => tx.countUp("a", NOW))).toBe(3);
    await store.close();
  });

  test("for as long as a restart takes are waited for", async () => {
    const { proxy, store } = await shaky();
    await store.ping();
    proxy.open = false;
    proxy.cut();
    const [writing, reading] = [
      store.transact((tx) => tx.countUp("a", NOW)),
      store.accountById(anAccount().id),
    ];
    await expect(store.ping()).rejects.toMatchObject(UNAVAILABLE);
    await delay(500);
    proxy.open = true;
    expect(await writing).toBe(1);
    expect(await reading).toBeUndefined();
  });

  test("for longer make the store unavailable, until they do not", async () => {
    const { proxy, store } = await shaky({ limits: SHORT });
    proxy.open = false;
    proxy.cut();
    await expect(store.transact((tx) => tx.countUp("a", NOW))).rejects.toMatchObject(UNAVAILABLE);
    await expect(store.accountById(anAccount().id)).rejects.toMatchObject(UNAVAILABLE);
    proxy.open = true;
    expect(await store.transact((tx) => tx.countUp("a", NOW))).toBe(1);
  });
});

describe("a server that says nothing", () => {
  test("is given up in time, also in the middle of a transaction", async () => {
    const { database, proxy, store } = await shaky({ limits: SHORT });
    await store.ping();
    let runs = 0;
    const work = store.transact(async (tx) => {
      if (runs++ === 0) proxy.hang();
      await tx.insertAccount(anAccount());
    });
    await work;
    expect(runs).toBe(2);
    await expect(store.ping()).rejects.toMatchObject(UNAVAILABLE);
    await store.ping();
    expect(await accounts(database)).toBe(1);
  });

  test("does not keep a store from being closed", async () => {
    const { proxy, store } = await shaky({ limits: SHORT });
    await Promise.all([store.ping(), store.transact((tx) => tx.countUp("a", NOW))]);
    proxy.hang();
    await store.close();
    await expect(store.ping()).rejects.toMatchObject(UNAVAILABLE);
  });
});

describe("what takes too long", () => {
  test("a statement that waits for a lock ends, and its transaction with it", async () => {
    const { database, store } = await shaky({ limits: SHORT });
    const other = await openPostgres(database.url);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let locked = () => {};
    const isLocked = new Promise<void>((resolve) => {
      locked = resolve;
    });
    const holding = other.transact(async (tx) => {
      await tx.countUp("a", NOW);
      locked();
      await held;
    });
    await isLocked;
    let runs = 0;
    const waiting = store.transact(async (tx) => {
      runs++;
      await tx.insertAccount(anAccount());
      await tx.countUp("a", NOW);
    });
    await expect(waiting).rejects.toMatchObject(UNAVAILABLE);
    // The server ended it, so nothing of it waits there any more and its connection lives on.
    expect(runs).toBe(1);
    release();
    await holding;
    expect(await accounts(database)).toBe(0);
    expect(await store.transact((tx) => tx.countUp("a", NOW))).toBe(2);
    await other.close();
  });

  test("work that waits for anything else is ended and leaves its connection", async () => {
    const { store } = await shaky({ writers: 1 });
    await store.transact((tx) => tx.countUp("b", NOW));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const stuck = store.transact(async (tx) => {
      await tx.countUp("a", NOW);
      vi.advanceTimersByTimeAsync(11_000).catch(() => undefined);
      await new Promise(() => {});
    });
    await expect(stuck).rejects.toMatchObject({ code: "ASSAY_TRANSACTION_STUCK" });
    vi.useRealTimers();
    expect(await store.transact((tx) => tx.countUp("a", NOW))).toBe(1);
  });
});

describe("a pool whose connections are all in use", () => {
  test("makes others wait, but not for ever; what is read outside waits for nobody", async () => {
    const { store } = await shaky({ writers: 1, limits: SHORT });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = store.transact(async (tx) => {
      await tx.countUp("a", NOW);
      await held;
    });
    const account = anAccount();
    expect(await store.accountById(account.id)).toBeUndefined();
    await expect(store.transact((tx) => tx.countUp("b", NOW))).rejects.toMatchObject(UNAVAILABLE);
    release();
    await holding;
    expect(await store.transact((tx) => tx.countUp("b", NOW))).toBe(1);
  });

  test("takes no more than it can keep", async () => {
    const { store } = await shaky();
    const { id } = anAccount();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4100 }, () => store.accountById(id)),
    );
    const reasons = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(reasons).toHaveLength(4100 - 4096);
    expect(reasons[0]).toMatchObject(UNAVAILABLE);
  });
});

test("a purge forgets what became of transactions long ago", async () => {
  const { database, store } = await shaky();
  await store.transact((tx) => tx.countUp("a", NOW));
  await database.execute("UPDATE commits SET made_at = made_at - INTERVAL '11 minutes'");
  await store.transact((tx) => tx.purge(NOW));
  expect(await database.query("SELECT fate FROM commits")).toEqual([{ fate: "committed" }]);
});

async function endConnections(database: TestDatabase, name: string): Promise<void> {
  await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${name}'`,
  );
}
