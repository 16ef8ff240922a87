import type { SqliteDriver } from "../../src/store/sqlite/connection.ts";
import { libsqlDriver } from "../../src/store/sqlite/libsql-driver.ts";
import { nodeDriver } from "../../src/store/sqlite/node-driver.ts";

const ofPackage = await libsqlDriver();

/** The one that the store takes by itself on this version of Node.js. */
export const DEFAULT_DRIVER: SqliteDriver = nodeDriver() ?? ofPackage;

/** Every SQLite driver that there is: each must keep the whole contract. */
export const DRIVERS: readonly SqliteDriver[] = [...new Set([DEFAULT_DRIVER, ofPackage])];
