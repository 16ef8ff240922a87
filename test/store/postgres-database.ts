import type { Socket } from "node:net";
import pg from "pg";
import { openPostgres, type PostgresOptions } from "../../src/store/postgres/open.ts";
import { serverUrl } from "./postgres-server.ts";
import { random } from "./records.ts";
import type { TestDatabase } from "./test-database.ts";

const schemas: string[] = [];

/** An empty schema of its own, for any number of stores and processes. */
export async function postgresDatabase(options: PostgresOptions = {}): Promise<TestDatabase> {
  const schema = `assay_${random().toLowerCase().replaceAll(/\W/g, "_")}`;
  const server = await serverUrl();
  await asking(server, `CREATE SCHEMA ${schema}`);
  schemas.push(schema);
  const url = withParameter(server, "options", `-c search_path=${schema}`);
  return {
    url,
    open: () => openPostgres(url, options),
    execute: async (statement) =>
      void (await asking(server, `SET search_path = ${schema}`, statement)),
    query: (statement) => asking(server, `SET search_path = ${schema}`, statement),
  };
}

/** A server that was there before is left as it was found. */
export async function dropSchemas(): Promise<void> {
  const server = await serverUrl();
  for (const schema of schemas.splice(0)) await asking(server, `DROP SCHEMA ${schema} CASCADE`);
}

/** A URL with one more parameter, which overrules what stands before it. */
export function withParameter(url: string, name: string, value: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`;
}

const clients = new Map<string, Promise<pg.Client>>();

/** Asks behind the store's back, on one connection for each server. */
async function asking(server: string, ...statements: readonly string[]) {
  const client = clients.get(server) ?? connect(server);
  clients.set(server, client);
  const results = [await (await client).query(statements.join("; "))].flat();
  return (results.at(-1) as pg.QueryResult<Record<string, unknown>>).rows;
}

async function connect(server: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  client.on("error", () => {});
  (client.connection.stream as Socket).unref();
  return client;
}
