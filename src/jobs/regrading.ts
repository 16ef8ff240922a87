import { recordEvent } from "../audit/event.ts";
import type { Clock } from "../base/time.ts";
import { type Judges, type RegradeProgress, regradeBatch } from "../flows/regrade.ts";
import type { Store } from "../store/port.ts";

const BATCH = 100;

/**
 * Grades everything that was graded by another policy or knowledge, batch by batch, until nothing is
 * left or it is asked to stop. What an interruption leaves is done by whoever comes next.
 * @returns how many credentials are worth something else now
 */
export async function regradeAll(
  deps: Judges & { readonly store: Store; readonly clock: Clock },
  progress: (progress: RegradeProgress) => void,
  stopped: () => boolean = () => false,
): Promise<number> {
  let changed = 0;
  let before = Number.POSITIVE_INFINITY;
  for (;;) {
    const batch = await regradeBatch(deps, BATCH);
    changed += batch.changed;
    progress({ ...batch, changed });
    // No way forward, as beside a writer that undoes it, is no reason to go round for ever.
    if (batch.left === 0 || batch.left >= before || stopped()) break;
    before = batch.left;
  }
  if (changed > 0) await recordEnd(deps, changed);
  return changed;
}

async function recordEnd(
  { store, clock, policy, knowledge }: Judges & { readonly store: Store; readonly clock: Clock },
  changed: number,
): Promise<void> {
  await store.transact((tx) =>
    recordEvent(tx, {
      kind: "regrading.finished",
      at: clock(),
      account: null,
      attempt: null,
      network: "",
      data: { changed, policy: policy.version, knowledge: knowledge.version },
    }),
  );
}
