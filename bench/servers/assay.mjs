// Assay as `assay serve` runs it outside development: every default as it is, its log to a file.
import { join } from "node:path";
import process from "node:process";
import { built } from "../dist.mjs";
import { ORIGIN } from "../people.mjs";
import { announce } from "./child.mjs";

const [folder = ""] = process.argv.slice(2);
const { createAssay } = await built("assay.js");
const { startHttpServer } = await built("cli/http-server.js");

const assay = await createAssay({
  origin: ORIGIN,
  databaseUrl: `sqlite:${join(folder, "assay", "assay.db")}`,
  keysFile: join(folder, "assay-keys.json"),
  // Nobody signs up while it is measured.
  mail: () => Promise.resolve(),
});
const { port } = await startHttpServer(assay.fetch, { host: "127.0.0.1", port: 0 });
announce(port);
