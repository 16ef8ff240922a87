// What another policy would do to a population: time and memory of `policy simulate` on SQLite.
// Alone: node bench/units/simulation.mjs 1000000
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { built, root } from "../dist.mjs";
import { populate } from "../population.mjs";

const count = Number(process.argv[2] ?? 100_000);
const [before, after] = [process.argv[3] ?? "balanced", process.argv[4] ?? "strict"];

const { openStore } = await built("store/open.js");
const { preset } = await built("policy/public.js");
const { OFFERED } = await built("flows/deps.js");
const { simulatePolicy } = await built("flows/simulation.js");
const { buildKnowledge } = await built("trust/knowledge.js");
const { SHIPPED_PROVIDERS } = await built("trust/provider-list.js");

const store = await openStore(`sqlite:${await populated()}`);
const knowledge = buildKnowledge({ metadata: null, providers: SHIPPED_PROVIDERS });
const deps = { store, clock: Date.now, policy: preset(before), knowledge, offered: OFFERED };
const hooks = { progress: async () => {}, stopped: () => false };
const began = process.hrtime.bigint();
const cpu = process.cpuUsage();
const { shapes, of, all } = await simulatePolicy(deps, preset(after), hooks);
const seconds = Number(process.hrtime.bigint() - began) / 1e9;
const { user, system } = process.cpuUsage(cpu);
await store.close();
const rss = process.resourceUsage().maxRSS * 1024;
const result = { accounts: of, seconds, cpuSeconds: (user + system) / 1e6, rss, shapes };
if (process.send === undefined) console.log(JSON.stringify({ ...result, all }));
else process.send({ result });

/** The file of so many accounts; what another process left half done is not taken for it. */
async function populated() {
  const folder = join(root, ".cache", "bench-population");
  const [made, making] = [join(folder, `${count}`), join(folder, `${count}-${process.pid}`)];
  if (!existsSync(made)) {
    mkdirSync(making, { recursive: true });
    const filling = await openStore(`sqlite:${join(making, "assay.db")}`);
    await populate(filling, count);
    await filling.close();
    // With its log of writes, in which the end of it may still be.
    renameSync(making, made);
  }
  return join(made, "assay.db");
}
