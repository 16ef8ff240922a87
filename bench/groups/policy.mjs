// One decision, in microseconds.
import { median } from "../measure.mjs";
import { runUnit } from "./run-unit.mjs";

const BOUNDS = /** @type {const} */ ({ unit: "µs", must: 20, aim: 5 });

/**
 * @param {(text: string) => void} say
 * @returns {Promise<import("./group.mjs").Outcome>}
 */
export async function decisions(say) {
  say("decisions of the presets");
  const measured = Object.entries(await runUnit("policy"))
    .map(([name, values]) => ({ name, cpu: median(values) }))
    .toSorted((a, b) => b.cpu - a.cpu);
  const presets = [...new Set(measured.map(({ name }) => presetOf(name)))].toSorted((a, b) =>
    a.localeCompare(b),
  );
  return { title: "decisions", rows: presets.flatMap((one) => rowsOf(one, measured)), measured };
}

function rowsOf(preset, measured) {
  const own = measured.filter(({ name }) => presetOf(name) === preset);
  const [dearest] = own;
  const signIn = own.find(({ name }) => name === `${preset} sign-in`);
  return [signIn, dearest === signIn ? undefined : dearest].flatMap((one) =>
    one === undefined ? [] : [{ name: `decision, ${one.name}`, ...BOUNDS, here: one.cpu }],
  );
}

/** A contender is called by its preset and its action. */
function presetOf(name) {
  return name.slice(0, name.indexOf(" "));
}
