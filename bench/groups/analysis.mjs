// What breaks an account, a policy and a population: in milliseconds, since people wait for it.
import { median } from "../measure.mjs";
import { runUnit } from "./run-unit.mjs";

const ROUNDS = 5;
/** So many accounts of mixed shapes; the target is that of a million, in proportion. */
const FEW = 100_000;
const MANY = 1_000_000;
const MILLION_SECONDS = 60;

/**
 * @param {(text: string) => void} say
 * @param {boolean} million whether all of it is asked for
 * @returns {Promise<import("./group.mjs").Outcome>}
 */
export async function analyses(say, million) {
  say("what breaks an account");
  const accounts = Object.entries(await runUnit("account"));
  const starts = [];
  for (const [name] of accounts) starts.push({ name, cpu: await proofOf(name, say) });
  const count = million ? MANY : FEW;
  say(`what another policy does to ${count} accounts`);
  // Those who fill the database have its memory; those who only ask do not.
  await runUnit("simulation", [count]);
  const { seconds, rss, shapes } = await runUnit("simulation", [count]);
  const must = (MILLION_SECONDS * count) / MANY;
  const rows = [
    ...accounts.map(([name, cpu]) => ({
      name: `account of seven methods, ${name}`,
      unit: "ms",
      must: 10,
      here: median(cpu) / 1000,
    })),
    ...starts.map(({ name, cpu }) => ({
      name: `claims of ${name} proved at start`,
      unit: "ms",
      must: 250,
      here: median(cpu) / 1000,
    })),
    { name: `simulation of ${count}, ${shapes} shapes`, unit: "s", must, here: seconds },
  ];
  const measured = [
    ...accounts.map(([name, cpu]) => ({ name, cpu: median(cpu) })),
    ...starts.map(({ name, cpu }) => ({ name: `start, ${name}`, cpu: median(cpu) })),
    { name: "simulation", cpu: seconds * 1e6 },
  ];
  return {
    title: "analysis",
    rows,
    measured,
    rss: { idle: { simulation: 0 }, after: { simulation: rss } },
  };
}

async function proofOf(name, say) {
  say(`the claims of ${name}`);
  const spent = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    spent.push(...(await runUnit("proofs", [name])).cpu);
  }
  return spent;
}
