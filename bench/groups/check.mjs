// One assertion, in V.
import { median, ratio } from "../measure.mjs";
import { runUnit } from "./run-unit.mjs";

/**
 * @param {(text: string) => void} say
 * @returns {Promise<import("./group.mjs").Outcome>}
 */
export async function assertionCheck(say) {
  say("assertion check");
  const spent = await runUnit("check");
  const inV = (name) => ratio(spent.V, spent[name]);
  const unit = "V";
  const peer = ratio(spent.simplewebauthn, spent.cached);
  return {
    title: "assertion check",
    rows: [
      { name: "assertion check, key cached", unit, must: 0.75, aim: 0.85, here: inV("cached") },
      { name: "assertion check, key cold", unit, must: 0.35, aim: 0.4, here: inV("cold") },
      { name: "assertion check, against SimpleWebAuthn", unit: "×", aim: 5, here: peer },
      { name: "verifyAuthentication of assay/passkey", unit, here: inV("library") },
    ],
    measured: Object.entries(spent).map(([name, values]) => ({ name, cpu: median(values) })),
  };
}
