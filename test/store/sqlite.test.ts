import { openSqlite } from "../../src/store/sqlite/open.ts";
import { describeStoreContract } from "./contract.ts";
import { describeDatabaseContract } from "./database-contract.ts";
import { DRIVERS } from "./drivers.ts";
import { sqliteFile } from "./sqlite-file.ts";

for (const driver of DRIVERS) {
  describeStoreContract(`${driver.name} in memory`, () => openSqlite(":memory:", { driver }));
  describeStoreContract(`${driver.name} in a file`, async () => (await sqliteFile(driver)).open());
  describeDatabaseContract(`${driver.name} in a file`, () => sqliteFile(driver));
}
