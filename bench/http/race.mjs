// Servers side by side, each measured in its turn while the others wait.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { root } from "../dist.mjs";
import { makePeople } from "../people.mjs";
import { seed } from "../servers/seed.mjs";
import { Child, startServer } from "./children.mjs";

export const ACCOUNTS = 10_000;

/**
 * @typedef {object} Lap what one contender did in one round
 * @property {number} rate operations per second
 * @property {number} cpu microseconds of the server process for one
 * @property {number} p50 milliseconds
 * @property {number} p99
 */

/**
 * @typedef {object} Stint
 * @property {number} seconds
 * @property {number} atLeast operations: on a busy machine it takes as long as they take
 */

/**
 * @typedef {object} Contender
 * @property {string} site
 * @property {"sign-in" | "session"} task
 * @property {number} [people] of how many the sign-ins are; everybody's by default
 */

/**
 * Seeds, starts what the contenders need, runs the rounds and clears up.
 * @template {string} Name
 * @param {Record<Name, Contender>} contenders
 * @param {{ rounds: number, warm: Stint, lap: Stint }} plan
 * @param {(text: string) => void} say
 * @returns {Promise<{ laps: Record<Name, Lap[]>, V: number[], rss: Record<string, number[]> }>}
 */
export async function race(contenders, plan, say) {
  // Beside the sources: a folder for temporary files may be memory, which syncs for nothing.
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "bench-"));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", clear);
  const children = [];
  try {
    say(`making ${ACCOUNTS} accounts in three databases`);
    const people = await makePeople(ACCOUNTS);
    await seed(folder, people);
    writeFileSync(join(folder, "people.json"), JSON.stringify(people.map(({ held }) => held)));
    const load = new Child(
      "load/main.mjs",
      [join(folder, "people.json")],
      join(folder, "load.log"),
    );
    children.push(load);
    await load.next();
    const servers = {};
    for (const { site } of Object.values(contenders)) {
      if (site in servers) continue;
      servers[site] = await startServer(site, folder);
      children.push(servers[site].child);
    }
    return await rounds(contenders, { ...plan, load, servers }, say);
  } finally {
    for (const child of children) child.end();
    clear();
  }
}

async function rounds(contenders, { rounds: count, warm, lap: full, load, servers }, say) {
  const entries = Object.entries(contenders);
  const laps = Object.fromEntries(entries.map(([name]) => [name, []]));
  const V = [];
  const rss = { idle: await memory(servers) };
  for (let round = 0; round <= count; round += 1) {
    say(round === 0 ? "warming up" : `round ${round} of ${count}`);
    if (round > 0) V.push((await load.ask({ task: "V" })).result);
    for (const [name, contender] of entries) {
      const stint = round === 0 ? warm : full;
      const lap = await measure(contender, servers[contender.site], load, stint);
      if (round > 0) laps[name].push(lap);
    }
  }
  rss.after = await memory(servers);
  return { laps, V, rss };
}

async function measure({ site, task, people = ACCOUNTS }, { child, port }, load, stint) {
  // What comes before is no part of it: connections, and the sessions that are checked.
  await load.ask({ task, site, port, people, ...stint });
  const before = await child.ask({});
  const { result } = await load.next();
  const after = await child.ask({});
  const { rate, count, p50, p99 } = result;
  return { rate, p50, p99, cpu: (after.cpu - before.cpu) / count };
}

async function memory(servers) {
  const entries = [];
  for (const [site, { child }] of Object.entries(servers)) {
    entries.push([site, (await child.ask({})).rss]);
  }
  return Object.fromEntries(entries);
}
