import { inspect } from "node:util";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import type { CredentialId } from "../../../src/base/ids.ts";
import { openStore } from "../../../src/store/open.ts";
import { LIMITS } from "../../../src/store/postgres/limits.ts";
import { openPostgres } from "../../../src/store/postgres/open.ts";
import { Pool } from "../../../src/store/postgres/pool.ts";
import { dropSchemas, postgresDatabase, withParameter } from "../postgres-database.ts";
import { serverUrl } from "../postgres-server.ts";
import { aCredential, anAccount } from "../records.ts";

const SECRET = "correct-horse";
const OPEN = { code: "ASSAY_STORE_OPEN" };

afterAll(dropSchemas);

describe("a database URL", () => {
  test.each(["postgres", "postgresql", "POSTGRES"])("may begin with %s", async (scheme) => {
    const { url } = await postgresDatabase();
    const store = await openStore(url.replace(/^\w+/, scheme));
    await store.ping();
    await store.close();
  });

  test.each([
    `postgres:${SECRET}`,
    `postgres://u:${SECRET}@[/db`,
    `postgres://u:${SECRET}@localhost:99999/db`,
    `postgres://u:${SECRET}@localhost/db?sslrootcert=/nothing/${SECRET}`,
  ])("that cannot be read is a fault that does not repeat it: %s", async (url) => {
    const fault = await openStore(url).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: "ASSAY_DATABASE_URL" });
    expect(told(fault)).not.toContain(SECRET);
  });

  test("that leads nowhere is a fault that says why and does not repeat it", async () => {
    const { url } = await postgresDatabase();
    const nowhere = {
      ECONNREFUSED: `postgres://u:${SECRET}@127.0.0.1:1/${SECRET}`,
      ENOENT: `postgres://u:${SECRET}@localhost/${SECRET}?host=/nothing/${SECRET}`,
      "3D000": url.replace("/postgres?", `/${SECRET}?`),
      "28000": url.replace("postgres@", `${SECRET}:${SECRET}@`),
    };
    for (const [code, wrong] of Object.entries(nowhere)) {
      const fault = await openStore(wrong).catch((error: unknown) => error);
      expect(fault).toMatchObject({ ...OPEN, message: expect.stringContaining(`(${code})`) });
      expect(told(fault)).not.toContain(SECRET);
    }
  });
});

describe("a database that will not do", () => {
  test("one that takes no writes is not opened", async () => {
    const { url } = await postgresDatabase();
    const reading = url.replace(
      "search_path",
      "default_transaction_read_only%3Don%20-c%20search_path",
    );
    await expect(openPostgres(reading)).rejects.toMatchObject({
      ...OPEN,
      message: expect.stringContaining("no writes"),
    });
  });

  test("a server that is set to answer before it has written is overruled", async () => {
    const { url } = await postgresDatabase();
    const careless = url.replace("search_path", "synchronous_commit%3Doff%20-c%20search_path");
    const pool = new Pool(careless, 1, LIMITS);
    const [row] = await pool.lend((connection) => connection.all("SHOW synchronous_commit", []));
    expect(row).toEqual({ synchronous_commit: "on" });
    await pool.close();
  });

  test("a server is told to end transactions that their node has forgotten", async () => {
    const { url } = await postgresDatabase();
    const pool = new Pool(url, 1, LIMITS);
    const setting = "idle_in_transaction_session_timeout";
    const [row] = await pool.lend((connection) => connection.all(`SHOW ${setting}`, []));
    expect(row).toEqual({ [setting]: "15s" });
    await pool.close();
  });

  test("one that does not hold every text is not opened", async () => {
    const server = new pg.Client({ connectionString: await serverUrl() });
    await server.connect();
    const name = `assay_${Date.now()}`;
    await server.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'SQL_ASCII'
      LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'`);
    const url = (await serverUrl()).replace(/\/\/([^/]*)\/[^?]*/, `//$1/${name}`);
    await expect(openPostgres(url)).rejects.toMatchObject({
      ...OPEN,
      message: expect.stringContaining("UTF8"),
    });
    await server.query(`DROP DATABASE ${name}`);
    await server.end();
  });
});

test("a role that may not build can use what was built", async () => {
  const database = await postgresDatabase();
  await (await database.open()).close();
  const schema = /search_path%3D(\w+)/.exec(database.url)?.[1] ?? "";
  const role = `${schema}_app`;
  await database.execute(`CREATE ROLE ${role} LOGIN; GRANT USAGE ON SCHEMA ${schema} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`);
  const store = await openPostgres(withParameter(database.url, "user", role));
  const account = anAccount();
  expect(await store.transact((tx) => tx.insertAccount(account))).toBe(true);
  expect(await store.accountById(account.id)).toEqual(account);
  await store.close();
  await database.execute(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
});

test("ids are ordered by their bytes, whatever the database's locale is", async () => {
  const database = await postgresDatabase();
  const store = await database.open();
  const account = anAccount();
  const ids = ["-", "B", "Z", "_", "a", "b", "\u00e4", "\uff21", "\u{1f511}"] as CredentialId[];
  await store.transact(async (tx) => {
    await tx.insertAccount(account);
    for (const id of ids.toReversed()) await tx.insertCredential(aCredential(account, { id }));
  });
  const all = await store.credentialsAfter(null, 100);
  expect(all.map(({ id }) => id)).toEqual(ids);
  const rest = await store.credentialsAfter("Z" as CredentialId, 2);
  expect(rest.map(({ id }) => id)).toEqual(["_", "a"]);
  await store.close();
});

/** All that a log could say of it. */
function told(fault: unknown): string {
  return `${String(fault)} ${inspect(fault, { depth: 10, showHidden: true })}`;
}
