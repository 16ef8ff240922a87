import { OFFERED } from "../flows/deps.ts";
import { type Simulated, type SimulationHooks, simulatePolicy } from "../flows/simulation.ts";
import { loadPolicy } from "./load-policy.ts";
import { type Bench, judgesBy, knownOf, readInForce } from "./operate-bench.ts";

/** What another policy would do to the accounts of the site. */
export interface SimulatedPolicy extends Simulated {
  /** The versions of the policy in force, of the other one, and of what is known. */
  readonly before: string;
  readonly after: string;
  readonly knowledge: string;
}

/**
 * Asks it of every account. Nothing is written.
 * @throws AssayFault `ASSAY_POLICY`
 */
export async function simulateOn(
  bench: Bench,
  named: string,
  hooks: SimulationHooks,
): Promise<SimulatedPolicy> {
  const { store, clock, policy } = bench;
  const after = await loadPolicy(named);
  const { knowledge } = judgesBy(bench, knownOf(await readInForce(bench)));
  const deps = { store, clock, policy, knowledge, offered: OFFERED };
  const versions = { before: policy.version, after: after.version, knowledge: knowledge.version };
  return { ...versions, ...(await simulatePolicy(deps, after, hooks)) };
}
