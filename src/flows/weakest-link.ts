import { accountShape } from "../analysis/account.ts";
import { analyse } from "../analysis/analyse.ts";
import { type Limit, LIMITS } from "../analysis/limits.ts";
import type { Instant } from "../base/time.ts";
import type { SessionRecord } from "../store/records.ts";
import { analysisInput } from "./analysis-input.ts";
import type { FlowDeps } from "./deps.ts";
import { holdingsOf } from "./holdings.ts";
import { changesOf, type Lines, lossesIn, type OwnChange } from "./weakest-changes.ts";
import { type Drill, drillsOf } from "./weakest-drill.ts";
import { type Takeovers, takeoversOf } from "./weakest-takeovers.ts";
import { termsOf } from "./weakest-terms.ts";

/** What would take an account over, what would help, and what its owner can lose. */
export interface WeakestLink extends Takeovers {
  readonly changes: readonly OwnChange[];
  readonly drills: readonly Drill[];
  /** All of a line lost at once leaves no way in or back; an empty line: there is none as it is. */
  readonly lockedOutBy: Lines;
  /** False: there is more than this, which is the smallest, of the account or of a changed one. */
  readonly complete: boolean;
  /** The day of what is known about what defeats what. */
  readonly asOf: string;
  readonly limits: readonly Limit[];
}

/**
 * Of the account of a session, by the policy that decides and what it holds now: nothing of it is
 * kept, so that it is never older than the question. Null where there is no such account any more.
 */
export async function weakestLinkOf(
  deps: FlowDeps,
  session: SessionRecord,
  now: Instant,
): Promise<WeakestLink | null> {
  const owner = await deps.store.accountById(session.account);
  if (owner === undefined) return null;
  const holdings = await holdingsOf(deps.store, owner.id);
  const addresses = holdings.addresses.map(({ address }) => address);
  const input = analysisInput(deps, owner, holdings, now);
  const shape = accountShape(input);
  const terms = termsOf(shape, addresses);
  const analysis = analyse(shape);
  const changes = changesOf(input, analysis, addresses);
  return {
    ...takeoversOf(shape, analysis, terms),
    changes,
    drills: drillsOf(shape, terms),
    lockedOutBy: lossesIn(analysis.lockout, terms),
    complete: analysis.complete && changes.every(({ complete }) => complete),
    asOf: analysis.formulas,
    limits: LIMITS,
  };
}
