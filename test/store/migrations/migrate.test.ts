import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { migrate, MIGRATIONS } from "../../../src/store/migrations/migrate.ts";
import type { Dialect } from "../../../src/store/migrations/dialect.ts";
import type { Migration } from "../../../src/store/migrations/migration.ts";
import { POSTGRES } from "../../../src/store/postgres/dialect.ts";
import { SQLITE } from "../../../src/store/sqlite/dialect.ts";
import { Writer } from "../../../src/store/sqlite/writer.ts";
import { DEFAULT_DRIVER } from "../drivers.ts";

const FIRST: Migration = { number: 1, name: "first", statements: ["CREATE TABLE a (x BIGINT)"] };
const SECOND: Migration = {
  number: 2,
  name: "second",
  statements: ["INSERT INTO a VALUES (1)", "ALTER TABLE a ADD COLUMN y BIGINT"],
};

/** The checksums of migrations 1 and 2 in databases that version 0.1 made. */
const RELEASED = [
  "39928e49e689a57d9e07ed87371267a5d44a9b7b276fcdf0caa92f12a98f6218",
  "1a2747c6027c626468224b474923838132936ac3fde25a5900018722a26b108e",
];

function database() {
  const connection = DEFAULT_DRIVER.open(":memory:");
  const writer = new Writer(connection, { tries: 1, pause: () => Promise.resolve() });
  return {
    connection,
    migrate: (...migrations: readonly Migration[]) =>
      writer.transact((sql) => migrate(sql, SQLITE, migrations)),
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

  test("say for each database what it is given, and keep what that was", async () => {
    const both: Migration = {
      number: 1,
      name: "both",
      statements: [
        "CREATE TABLE a (x TEXT NOT NULL, text_of TEXT)",
        { sqlite: "CREATE TABLE b (x BIGINT)", postgres: "CREATE TABLE c (x TEXT)" },
        { sqlite: null, postgres: "CREATE TABLE d (x BIGINT)" },
      ],
    };
    const asGiven = (dialect: Dialect) => both.statements.map(dialect.written);
    expect(asGiven(SQLITE)).toEqual([both.statements[0], "CREATE TABLE b (x BIGINT)", null]);
    expect(asGiven(POSTGRES)).toEqual([
      'CREATE TABLE a (x TEXT COLLATE "C" NOT NULL, text_of TEXT COLLATE "C")',
      'CREATE TABLE c (x TEXT COLLATE "C")',
      "CREATE TABLE d (x BIGINT)",
    ]);
    const { connection, migrate: run } = database();
    await run(both);
    await run(both);
    const [first, second] = both.statements;
    await run({ ...both, statements: [first ?? "", (second as { sqlite: string }).sqlite] });
    const [row] = connection.all("SELECT checksum FROM migrations", []);
    expect(row?.["checksum"]).toMatch(/^[0-9a-f]{64}$/);
  });

  test("of this version say TEXT where a type is meant, and nowhere else", () => {
    const all = MIGRATIONS.flatMap(({ statements }) => statements)
      .flatMap((statement) =>
        typeof statement === "string" ? statement : [statement.sqlite, statement.postgres],
      )
      .filter((statement) => statement !== null);
    for (const statement of all) {
      expect(statement.replaceAll(/\b[a-z_]+ TEXT\b/g, "")).not.toContain("TEXT");
      expect(statement).not.toMatch(/\b(?:text|SERIAL|AUTOINCREMENT|rowid)\b|\?/);
    }
  });

  test("that were released are what they were", () => {
    // The checksums that stand in databases of before: they must open.
    const sums = MIGRATIONS.slice(0, 2).map(({ statements }) =>
      createHash("sha256").update(statements.map(SQLITE.written).join(";")).digest("hex"),
    );
    expect(sums).toEqual(RELEASED);
  });

  test("of this version count from 1 without gaps", () => {
    expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });
});
