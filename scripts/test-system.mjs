// `npm run test:system`: the store's tests on every PostgreSQL version that is supported and found
// on this machine. What is absent is said, not passed over.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import process from "node:process";
import { findAllPostgres, WHAT_TO_INSTALL } from "./find-postgres.mjs";
import { root, run, vitestRun } from "./steps.mjs";

const SUPPORTED = [15, 16, 17, 18];

const found = findAllPostgres();
const failed = [];
for (const major of SUPPORTED) {
  const server = found.find((each) => each.major === major);
  if (server === undefined) console.log(`\n· PostgreSQL ${major}: not on this machine`);
  else if (!(await testOn(server))) failed.push(major);
}
if (found.length === 0) console.log(`There is no PostgreSQL at all: ${WHAT_TO_INSTALL}.`);
else console.log(failed.length === 0 ? "\nall: ok" : `\nfailed on ${failed.join(", ")}`);
process.exitCode = found.length > 0 && failed.length === 0 ? 0 : 1;

async function testOn({ bin, major }) {
  const script = ["scripts/postgres-server.mjs", bin];
  const server = spawn(process.execPath, script, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(server, "exit");
  try {
    for await (const url of createInterface({ input: server.stdout })) {
      process.env.ASSAY_TEST_POSTGRES_URL = url;
      const report = `.cache/report/postgres-${major}.json`;
      const commands = [vitestRun("unit", report, "test/store/")];
      return run({ name: `the store on PostgreSQL ${major}`, commands });
    }
    return false;
  } finally {
    server.stdin.end();
    await ended;
  }
}
