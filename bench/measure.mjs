// Contenders take turns, batch by batch, and what is compared are batches of one round: whatever
// else the machine does falls on all of them.
import process from "node:process";

/**
 * @typedef {(count: number) => void | Promise<void>} Contender does its operation `count` times
 */

/**
 * CPU time of this process for one operation, in microseconds, by contender and round. CPU time,
 * since a machine that others use as well makes the wall's clock say nothing.
 * @template {string} Name
 * @param {Record<Name, Contender>} contenders
 * @param {{ rounds: number, milliseconds: number }} plan how often, and how long a batch takes
 * @returns {Promise<Record<Name, number[]>>}
 */
export async function interleave(contenders, { rounds, milliseconds }) {
  const entries = Object.entries(contenders);
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const [name, run] of entries) sizes.set(name, await sizeOf(run, milliseconds));
  const results = Object.fromEntries(entries.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of entries) {
      const count = sizes.get(name) ?? 1;
      results[name].push((await cpuMicroseconds(run, count)) / count);
    }
  }
  return results;
}

/** Grows the batch until it takes its time; the machine's compilers get warm with it. */
async function sizeOf(run, milliseconds) {
  let count = 8;
  for (;;) {
    const spent = (await cpuMicroseconds(run, count)) / 1000;
    if (spent >= milliseconds / 2) return Math.max(1, Math.round((count * milliseconds) / spent));
    count *= 2;
  }
}

/**
 * What `count` operations cost this process.
 * @param {Contender} run
 * @param {number} count
 */
export async function cpuMicroseconds(run, count) {
  const before = process.cpuUsage();
  await run(count);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
export function quantile(values, share) {
  const sorted = [...values].toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/**
 * The median of the ratios within each round.
 * @param {readonly number[]} above
 * @param {readonly number[]} below
 */
export function ratio(above, below) {
  return median(above.map((value, round) => value / (below[round] ?? Number.NaN)));
}
