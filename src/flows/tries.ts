import { type Instant, instant } from "../base/time.ts";
import type { Result } from "../base/result.ts";
import type { Method } from "../evidence/methods.ts";
import type { FlowCode } from "./codes.ts";
import { rollBack, transactOr } from "./rollback.ts";
import type { StepContext } from "./step-context.ts";

/**
 * How often somebody may try in a while, for one account and method from one network: after each few
 * tries the pause to the next is longer. A stranger elsewhere uses up nothing of the owner's, and no
 * passkey is ever counted (bypass classes B33 to B37).
 */
const GROWING = [
  { seconds: 60, most: 5 },
  { seconds: 600, most: 10 },
  { seconds: 3600, most: 20 },
  { seconds: 86_400, most: 40 },
] as const;

/** For all accounts together: from one network, and for a method from everywhere. */
const SPRAYING = { seconds: 600, most: 100 } as const;
const FLOODING = { seconds: 60, most: 6000 } as const;

/**
 * Counts a try before anything is compared. It counts against what was typed or is known, whether
 * there is such an account or not, so that nobody learns it from here.
 */
export async function admitTry(
  { deps, caller, now }: StepContext,
  method: Method,
  who: string,
): Promise<Result<null, FlowCode>> {
  const from = caller.network;
  return transactOr(deps.store, async (tx) => {
    const exceeds = async (key: string, { seconds, most }: { seconds: number; most: number }) =>
      (await tx.countUp(`${key}:${seconds}`, windowOf(now, seconds))) > most;
    for (const window of GROWING) {
      if (await exceeds(`try:${method}:${who}:${from}`, window)) rollBack("too_many_tries");
    }
    if (await exceeds(`try:from:${from}`, SPRAYING)) rollBack("too_many_tries");
    if (await exceeds(`try:${method}`, FLOODING)) rollBack("too_many_tries");
    return null;
  });
}

function windowOf(now: Instant, seconds: number): Instant {
  return instant(now - (now % (seconds * 1000)));
}
