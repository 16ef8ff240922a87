import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { commit, wasCommitted } from "../../../src/store/postgres/commits.ts";
import { LIMITS } from "../../../src/store/postgres/limits.ts";
import { Pool } from "../../../src/store/postgres/pool.ts";
import { dropSchemas, postgresDatabase } from "../postgres-database.ts";

afterAll(dropSchemas);

async function pool(): Promise<Pool> {
  const database = await postgresDatabase();
  await (await database.open()).close();
  const opened = new Pool(database.url, 2, LIMITS);
  onTestFinished(() => opened.close());
  return opened;
}

test("a commit that is going on is waited for", async () => {
  const connections = await pool();
  const id = randomUUID();
  let asked: Promise<boolean> | undefined;
  await connections.lend(async (connection) => {
    await connection.exec("BEGIN", `INSERT INTO commits (id, fate) VALUES ('${id}', 'committed')`);
    asked = wasCommitted(connections, id);
    expect(await Promise.race([asked, delay(150, "waiting")])).toBe("waiting");
    await connection.exec("COMMIT");
  });
  expect(await asked).toBe(true);
});

test("a commit that was given up can never happen, however often it is asked for", async () => {
  const connections = await pool();
  const id = randomUUID();
  await connections.lend(async (connection) => {
    await connection.exec("BEGIN");
    expect(await wasCommitted(connections, id)).toBe(false);
    expect(await wasCommitted(connections, id)).toBe(false);
    await expect(commit(connection, id)).rejects.toMatchObject({ kind: "statement" });
    await connection.exec("ROLLBACK");
  });
});
