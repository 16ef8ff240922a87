import { Simulating, type Simulation } from "../analysis/simulation.ts";
import type { AccountId } from "../base/ids.ts";
import type { Policy } from "../policy/policy.ts";
import type { AccountHoldings } from "../store/account-holdings.ts";
import { analysisInput } from "./analysis-input.ts";
import type { FlowDeps } from "./deps.ts";

/** What another policy would do to the accounts of a site, as far as it was asked. */
export interface Simulated extends Simulation {
  /** How many accounts there are; fewer were looked at where it was stopped. */
  readonly of: number;
  readonly stopped: boolean;
}

/** Long work tells how far it is, and asks whether to go on. */
export interface SimulationHooks {
  progress(done: number, all: number): Promise<void>;
  stopped(): boolean;
}

/** A larger one lives long enough to cost the collector of garbage half as much again. */
const PAGE = 200;

/** Asks the question of everybody, page by page, and writes nothing. */
export async function simulatePolicy(
  deps: Pick<FlowDeps, "store" | "clock" | "policy" | "knowledge" | "offered">,
  after: Policy,
  hooks: SimulationHooks,
): Promise<Simulated> {
  const { store, policy } = deps;
  const all = await store.countAccounts();
  const now = deps.clock();
  const simulating = new Simulating(policy, after);
  let done = 0;
  let last: AccountId | null = null;
  while (!hooks.stopped()) {
    const page: readonly AccountHoldings[] = await store.accountsAfter(last, PAGE);
    for (const { account, ...holdings } of page) {
      simulating.take(analysisInput(deps, account, holdings, now));
    }
    done += page.length;
    // Accounts may have come while it was counted.
    await hooks.progress(done, Math.max(done, all));
    last = page.at(-1)?.account.id ?? null;
    if (last === null || page.length < PAGE) {
      return { ...simulating.result(), of: done, stopped: false };
    }
  }
  return { ...simulating.result(), of: Math.max(done, all), stopped: true };
}
