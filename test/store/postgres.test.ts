import { afterAll } from "vitest";
import { describeStoreContract } from "./contract.ts";
import { describeDatabaseContract } from "./database-contract.ts";
import { dropSchemas, postgresDatabase } from "./postgres-database.ts";

describeStoreContract("PostgreSQL", async () => (await postgresDatabase()).open());
describeDatabaseContract("PostgreSQL", () => postgresDatabase());

afterAll(dropSchemas);
