import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { SqliteConnection, SqliteDriver } from "../../src/store/sqlite/connection.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import type { TestDatabase } from "./test-database.ts";

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when the tests are. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "assay-store-"));
  folders.push(folder);
  return folder;
}

/** An empty database file of its own, for any number of stores and processes. */
export async function sqliteFile(driver: SqliteDriver): Promise<TestDatabase> {
  const path = join(temporaryFolder(), "assay.db");
  return {
    url: `sqlite:${path}`,
    open: () => openSqlite(path, { driver }),
    execute: (statement) => using(driver, path, (connection) => connection.exec(statement)),
    query: (statement) => using(driver, path, (connection) => connection.all(statement, [])),
  };
}

async function using<T>(
  driver: SqliteDriver,
  path: string,
  use: (connection: SqliteConnection) => T,
): Promise<T> {
  const connection = driver.open(path);
  onTestFinished(() => connection.close());
  return use(connection);
}
