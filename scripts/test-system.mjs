// `npm run test:system`: the store's tests on every PostgreSQL version that is supported and found
// on this machine, the attacker for ten thousand pairs of a policy and an account (`ASSAY_TEST_PAIRS` says
// another number), and the hostile machine for a million sequences (`ASSAY_TEST_SEQUENCES`); `ASSAY_TEST_SEED`
// is the first seed. What is absent is said, not passed over.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import process from "node:process";
import { ATTACKER, MACHINE, playLong } from "./machine-sequences.mjs";
import { findAllPostgres, WHAT_TO_INSTALL } from "./find-postgres.mjs";
import { root, run, vitestRun } from "./steps.mjs";

const SUPPORTED = [15, 16, 17, 18];

const SEQUENCES = 1_000_000;
const PAIRS = 10_000;

const problems = [];
const sequences = wholeNumber("ASSAY_TEST_SEQUENCES", SEQUENCES);
const pairs = wholeNumber("ASSAY_TEST_PAIRS", PAIRS);
// A seed is what the generator takes: 31 bits, and room for as many processes as there may be.
const seed = wholeNumber("ASSAY_TEST_SEED", Date.now() % 2 ** 30);
const found = findAllPostgres();
for (const major of SUPPORTED) {
  const server = found.find((each) => each.major === major);
  if (server === undefined) console.log(`\n· PostgreSQL ${major}: not on this machine`);
  else if (!(await testOn(server))) problems.push(`PostgreSQL ${major}`);
}
// The longest comes last.
if (!(await testLong("the attacker", ATTACKER, pairs))) problems.push("the attacker");
if (!(await testLong("the hostile machine", MACHINE, sequences)))
  problems.push("the hostile machine");
if (found.length === 0) problems.push(`there is no PostgreSQL at all: ${WHAT_TO_INSTALL}`);
console.log(problems.length === 0 ? "\nall: ok" : `\nnot fine: ${problems.join(", ")}`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function testLong(who, player, count) {
  const name = `${who}, ${count} ${player.what}`;
  console.log(`\n· ${name}`);
  const started = Date.now();
  const fine = await playLong(player, count, seed);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`  ${name}: ${fine ? "ok" : "failed"}, ${seconds} s`);
  return fine;
}

/** A number that somebody asked for; anything else but a whole one is a mistake, and no default. */
function wholeNumber(name, otherwise) {
  const text = process.env[name] ?? "";
  if (text === "") return otherwise;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new TypeError(`${name}: a whole number`);
  return number;
}

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
