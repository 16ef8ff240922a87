// The hostile machine in so many processes at once as there are cores, each with a seed of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import process from "node:process";
import { root, vitestRun } from "./steps.mjs";

const FILE = "test/flows/machine.test.ts";

/**
 * Plays so many sequences, in all, and prints what each process says, with its seed.
 *
 * @param {number} sequences
 * @param {number} seed - the first process's; each next one has the next
 * @param {number} processes
 * @returns {Promise<boolean>} whether none of them failed
 */
export async function playSequences(sequences, seed, processes = availableParallelism()) {
  const shares = sharesOf(sequences, processes).map((share, at) => ({ share, seed: seed + at }));
  for (const one of shares)
    console.log(`  ${one.share} sequences with ASSAY_TEST_SEED=${one.seed}`);
  const ended = await Promise.all(shares.map(playShare));
  const failed = shares.filter((_, at) => !ended[at]);
  for (const one of failed) {
    console.log(
      `  failed: ASSAY_TEST_SEQUENCES=${one.share} ASSAY_TEST_SEED=${one.seed} ` +
        `npx vitest run --project unit ${FILE}`,
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

async function playShare({ share, seed }) {
  const command = vitestRun("unit", `.cache/report/machine-${seed}.json`, FILE);
  const env = { ...process.env, ASSAY_TEST_SEQUENCES: `${share}`, ASSAY_TEST_SEED: `${seed}` };
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: "inherit" });
  const [code] = await once(child, "exit");
  return code === 0;
}
