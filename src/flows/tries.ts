import { type Instant, instant } from "../base/time.ts";
import type { Result } from "../base/result.ts";
import type { Method } from "../evidence/methods.ts";
import type { FlowCode } from "./codes.ts";
import type { Transaction } from "../store/port.ts";
import type { SecretRecord } from "../store/records.ts";
import { tellOwner } from "./notify.ts";
import { rollBack, transactOr } from "./rollback.ts";
import { MOST_TRIES, type StepContext } from "./step-context.ts";

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
 * Counts a try before anything is compared: against what was typed or is known, whether there is such
 * an account or not, and against the secret itself, from wherever it comes. It is one transaction in
 * either case, so that nobody learns from here which it was.
 *
 * @param secret - what is tried; undefined: there is none, or it has limits of its own
 * @returns whether it may still be compared: false for a secret that is suspended, or was tried too
 *   often (NIST SP 800-63B-4 section 3.2.2), which is answered like one that does not fit.
 */
export async function admitTry(
  context: StepContext,
  method: Method,
  who: string,
  secret?: SecretRecord,
): Promise<Result<boolean, FlowCode>> {
  const { deps, caller, now } = context;
  const from = caller.network;
  return transactOr(deps.store, async (tx) => {
    const exceeds = async (key: string, { seconds, most }: { seconds: number; most: number }) =>
      (await tx.countUp(`${key}:${seconds}`, windowOf(now, seconds))) > most;
    for (const window of GROWING) {
      if (await exceeds(`try:${method}:${who}:${from}`, window)) rollBack("too_many_tries");
    }
    if (await exceeds(`try:from:${from}`, SPRAYING)) rollBack("too_many_tries");
    if (await exceeds(`try:${method}`, FLOODING)) rollBack("too_many_tries");
    return secret === undefined || (await countSecret(context, tx, secret));
  });
}

/** The owner is told of the last one: from then on it is of no use, and somebody else may be at it. */
async function countSecret(
  { deps, caller, now }: StepContext,
  tx: Transaction,
  { id, account, method }: SecretRecord,
): Promise<boolean> {
  const tries = await tx.countSecretTry(id, MOST_TRIES);
  if (tries === MOST_TRIES) {
    const told = { notice: "way-suspended" as const, way: method };
    const to = await tx.addressesOf(account);
    await tellOwner(deps, tx, { account, attempt: null, network: caller.network }, told, to, now);
  }
  return tries !== null;
}

function windowOf(now: Instant, seconds: number): Instant {
  return instant(now - (now % (seconds * 1000)));
}
