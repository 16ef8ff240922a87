import { describe, expect, test } from "vitest";
import { migrate, MIGRATIONS } from "../../../src/store/migrations/migrate.ts";
import type { Migration } from "../../../src/store/migrations/migration.ts";
import { Writer } from "../../../src/store/sqlite/writer.ts";
import { DEFAULT_DRIVER } from "../drivers.ts";

const FIRST: Migration = { number: 1, name: "first", statements: ["CREATE TABLE a (x BIGINT)"] };
const SECOND: Migration = {
  number: 2,
  name: "second",
  statements: ["INSERT INTO a VALUES (1)", "ALTER TABLE a ADD COLUMN y BIGINT"],
};

function database() {
  const connection = DEFAULT_DRIVER.open(":memory:");
  const writer = new Writer(connection, { tries: 1, pause: () => Promise.resolve() });
  return {
    connection,
    migrate: (...migrations: readonly Migration[]) =>
      writer.transact((sql) => migrate(sql, migrations)),
  };
}

describe("migrations", () => {
  test("are applied in order, each once", async () => {
    const { connection, migrate: run } = database();
    await run(FIRST);
    await run(FIRST, SECOND);
    await run(FIRST, SECOND);
    expect(connection.all("SELECT x, y FROM a", [])).toEqual([{ x: 1, y: null }]);
    const applied = connection.all("SELECT number, name FROM migrations ORDER BY number", []);
    expect(applied).toEqual([
      { number: 1, name: "first" },
      { number: 2, name: "second" },
    ]);
  });

  test("are applied whole or not at all", async () => {
    const { connection, migrate: run } = database();
    const broken = { ...SECOND, statements: [...SECOND.statements, "no such statement"] };
    await run(FIRST);
    await expect(run(FIRST, broken)).rejects.toMatchObject({ code: "ASSAY_STORE_STATEMENT" });
    expect(connection.all("SELECT * FROM a", [])).toEqual([]);
    await run(FIRST, SECOND);
    expect(connection.all("SELECT x FROM a", [])).toEqual([{ x: 1 }]);
  });

  test("of a newer version are refused", async () => {
    const { migrate: run } = database();
    await run(FIRST, SECOND);
    await expect(run(FIRST)).rejects.toMatchObject({ code: "ASSAY_STORE_NEWER" });
  });

  test("that were edited after they were applied are refused", async () => {
    const { connection, migrate: run } = database();
    await run(FIRST);
    const edited = { ...FIRST, statements: ["CREATE TABLE a (x BIGINT, z BIGINT)"] };
    const otherwise = { code: "ASSAY_STORE_MIGRATED_OTHERWISE" };
    await expect(run(edited)).rejects.toMatchObject(otherwise);
    await expect(run({ ...FIRST, number: 7 })).rejects.toMatchObject(otherwise);
    await expect(run(edited, SECOND)).rejects.toMatchObject(otherwise);
    expect(connection.all("SELECT * FROM a", [])).toEqual([]);
  });

  test("of this version count from 1 without gaps", () => {
    expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });
});
