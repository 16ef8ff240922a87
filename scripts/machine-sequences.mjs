// A long run in so many processes at once as there are cores, each with a seed of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import process from "node:process";
import { root, vitestRun } from "./steps.mjs";

/**
 * What is played for long: a test that says by which variable it is told how much.
 *
 * @typedef {object} LongRun
 * @property {string} file
 * @property {string} variable
 * @property {string} what
 */

/** @type {LongRun} */
export const MACHINE = {
  file: "test/flows/machine.test.ts",
  variable: "ASSAY_TEST_SEQUENCES",
  what: "sequences",
};

/** @type {LongRun} */
export const ATTACKER = {
  file: "test/analysis/attacker.test.ts",
  variable: "ASSAY_TEST_PAIRS",
  what: "pairs",
};

/**
 * Plays so much, in all, and prints what each process says, with its seed.
 *
 * @param {LongRun} run
 * @param {number} count
 * @param {number} seed - the first process's; each next one has the next
 * @param {number} processes
 * @returns {Promise<boolean>} whether none of them failed
 */
export async function playLong(run, count, seed, processes = availableParallelism()) {
  const shares = sharesOf(count, processes).map((share, at) => ({ share, seed: seed + at }));
  for (const one of shares)
    console.log(`  ${one.share} ${run.what} with ASSAY_TEST_SEED=${one.seed}`);
  const ended = await Promise.all(shares.map((one) => playShare(run, one)));
  const failed = shares.filter((_, at) => !ended[at]);
  for (const one of failed) {
    console.log(
      `  failed: ${run.variable}=${one.share} ASSAY_TEST_SEED=${one.seed} ` +
        `npx vitest run --project unit ${run.file}`,
    );
  }
  return failed.length === 0;
}

/** As even as can be, and nobody has none. */
export function sharesOf(sequences, processes) {
  const many = Math.max(1, Math.min(processes, sequences));
  const least = Math.floor(sequences / many);
  return Array.from({ length: many }, (_, at) => (at < sequences % many ? least + 1 : least));
}

async function playShare({ file, variable, what }, { share, seed }) {
  const command = vitestRun("unit", `.cache/report/${what}-${seed}.json`, file);
  const env = { ...process.env, [variable]: `${share}`, ASSAY_TEST_SEED: `${seed}` };
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: "inherit" });
  const [code] = await once(child, "exit");
  return code === 0;
}
