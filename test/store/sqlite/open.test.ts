import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import type { SqliteConnection, SqliteDriver } from "../../../src/store/sqlite/connection.ts";
import { openSqlite } from "../../../src/store/sqlite/open.ts";
import { DRIVERS } from "../drivers.ts";
import { temporaryFolder } from "../sqlite-file.ts";

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe("a database URL", () => {
  test.each(["sqlite::memory:", "SQLITE::memory:"])("%s is a database in memory", async (url) => {
    const store = await openStore(url);
    await store.ping();
    await store.close();
  });

  test("sqlite:PATH is a file that nobody else can read, and its folder too", async () => {
    const folder = join(temporaryFolder(), "new", "folder");
    const path = join(folder, "assay.db");
    const store = await openStore(`sqlite:${path}`);
    expect([modeOf(join(folder, "..")), modeOf(folder)]).toEqual([0o700, 0o700]);
    expect([path, `${path}-wal`, `${path}-shm`].map(modeOf)).toEqual([0o600, 0o600, 0o600]);
    await store.close();
  });

  test("what stands there already keeps its mode", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "assay.db");
    writeFileSync(path, "", { mode: 0o640 });
    await (await openStore(`sqlite:${path}`)).close();
    expect(modeOf(path)).toBe(0o640);
  });

  test.each([
    "postgres:ann:hunter2@db.example/assay",
    "mysql://db.example",
    "file:assay.db",
    "assay.db",
    "",
    "sqlite:",
    "sqlite://assay.db",
    "sqlite:///assay.db",
    "sqlite:a\0b",
  ])("%j is not supported, and the fault says what is", async (url) => {
    const fault = await openStore(url).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      code: "ASSAY_DATABASE_URL",
      message: expect.stringContaining("sqlite:PATH"),
    });
    expect(String(fault)).not.toContain("hunter2");
  });
});

describe.each(DRIVERS.map((driver) => [driver.name, driver] as const))("with %s", (_, driver) => {
  test("a commit is durable, and foreign keys are kept", async () => {
    const connections: SqliteConnection[] = [];
    const path = join(temporaryFolder(), "assay.db");
    const store = await openSqlite(path, { driver: watched(driver, connections) });
    const [writing, reading] = connections;
    const setting = (connection: SqliteConnection | undefined, name: string) =>
      Object.values(connection?.get(`PRAGMA ${name}`, []) ?? {})[0];
    expect(setting(writing, "journal_mode")).toBe("wal");
    expect(setting(writing, "synchronous")).toBe(2);
    expect(setting(writing, "fullfsync")).toBe(1);
    expect(setting(writing, "foreign_keys")).toBe(1);
    expect(setting(reading, "query_only")).toBe(1);
    await store.close();
  });

  test("a path that looks like a URL is a path", async () => {
    const folder = temporaryFolder();
    const store = await openSqlite(join(folder, "file:x?mode=memory"), { driver });
    expect(statSync(join(folder, "file:x?mode=memory")).isFile()).toBe(true);
    await store.close();
  });

  test("what is no database cannot be opened, and is left as it is", async () => {
    const path = join(temporaryFolder(), "assay.db");
    const letter = "Dear reader, this is a letter and no database. ".repeat(100);
    writeFileSync(path, letter);
    await expect(openSqlite(path, { driver })).rejects.toMatchObject({ code: "ASSAY_STORE_OPEN" });
    expect(statSync(path).size).toBe(letter.length);
  });

  test("a folder cannot be opened, nor what lies below a file", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "assay.db"));
    writeFileSync(join(folder, "file"), "");
    for (const path of ["assay.db", "file/assay.db"]) {
      await expect(openSqlite(join(folder, path), { driver })).rejects.toMatchObject({
        code: "ASSAY_STORE_OPEN",
      });
    }
  });

  test("a database that is busy while its settings are made is waited for", async () => {
    const path = join(temporaryFolder(), "assay.db");
    const patience = { tries: 2, pause: () => Promise.resolve() };
    const store = await openSqlite(path, { driver: busyOnce(driver), patience });
    await store.ping();
    await store.close();
    const impatient = openSqlite(path, {
      driver: busyOnce(driver),
      patience: { ...patience, tries: 1 },
    });
    await expect(impatient).rejects.toMatchObject({ code: "ASSAY_STORE_UNAVAILABLE" });
  });

  test("a database that another process holds is waited for, not for ever", async () => {
    const path = join(temporaryFolder(), "assay.db");
    await (await openSqlite(path, { driver })).close();
    const holder = driver.open(path);
    holder.exec("BEGIN IMMEDIATE");
    const impatient = { tries: 2, pause: () => Promise.resolve() };
    await expect(openSqlite(path, { driver, patience: impatient })).rejects.toMatchObject({
      code: "ASSAY_STORE_UNAVAILABLE",
    });
    const letGo = { tries: 5, pause: async () => holder.exec("ROLLBACK") };
    const store = await openSqlite(path, { driver, patience: letGo });
    await store.ping();
    await store.close();
    holder.close();
  });
});

/** The first setting of each connection finds that another process is building the file. */
function busyOnce(driver: SqliteDriver): SqliteDriver {
  return {
    name: driver.name,
    open(path) {
      const connection = driver.open(path);
      let isBusy = true;
      return {
        ...connection,
        exec(statement) {
          const fails = isBusy;
          isBusy = false;
          if (fails) throw Object.assign(new Error("database is locked"), { errcode: 5 });
          connection.exec(statement);
        },
      };
    },
  };
}

function watched(driver: SqliteDriver, connections: SqliteConnection[]): SqliteDriver {
  return {
    name: driver.name,
    open(path) {
      const connection = driver.open(path);
      connections.push(connection);
      return connection;
    },
  };
}
