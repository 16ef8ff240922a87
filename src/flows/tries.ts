import type { Instant } from "../base/time.ts";
import { windowAt } from "../base/window.ts";
import type { Result } from "../base/result.ts";
import type { Method } from "../evidence/methods.ts";
import type { FlowCode } from "./codes.ts";
import type { Transaction } from "../store/port.ts";
import type { SecretRecord } from "../store/records.ts";
import { liftedBy } from "./lifted.ts";
import { tellOwner } from "./notify.ts";
import { rollBackFor, transactOr } from "./rollback.ts";
import { MOST_TRIES, type StepContext } from "./step-context.ts";

/**
 * How often somebody may try in a while, for one account and method from one network: after each few
 * tries the pause to the next is longer. A stranger elsewhere uses up nothing of the owner's, and no
 * passkey is ever counted (bypass classes B33 to B37). The longest comes first: of several that are
 * full, it says how long to wait.
 */
const GROWING = [
  { seconds: 86_400, most: 40 },
  { seconds: 3600, most: 20 },
  { seconds: 600, most: 10 },
  { seconds: 60, most: 5 },
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
  const { deps, caller, loaded, now } = context;
  const from = caller.network;
  return transactOr(deps.store, async (tx) => {
    for (const { key, window, most } of countersOf(method, who, from, now)) {
      const count = await tx.countUp(key, window.start);
      if (count > most) rollBackFor("too_many_tries", window.secondsLeft);
    }
    if (secret === undefined) return true;
    const counted = await countSecret(context, tx, secret);
    return counted && (secret.state === "active" || secret.id === liftedBy(loaded.record));
  });
}

/**
 * Takes a try back of which nothing was compared, since we were too busy to: it says nothing about a
 * secret, and whoever waits his turn is no guesser.
 */
export async function takeBackTry(
  { deps, caller, now }: StepContext,
  method: Method,
  who: string,
  secret?: SecretRecord,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    for (const { key, window } of countersOf(method, who, caller.network, now)) {
      await tx.countDown(key, window.start);
    }
    if (secret !== undefined) await tx.uncountSecretTry(secret.id);
  });
}

/** Everything that a try counts against, but for the secret itself. */
function countersOf(method: Method, who: string, from: string, now: Instant) {
  const named = ([key, { seconds, most }]: readonly [string, Limit]) => ({
    key: `${key}:${seconds}`,
    window: windowAt(now, seconds),
    most,
  });
  return [
    ...GROWING.map((limit) => [`try:${method}:${who}:${from}`, limit] as const),
    [`try:from:${from}`, SPRAYING] as const,
    [`try:${method}`, FLOODING] as const,
  ].map(named);
}

interface Limit {
  readonly seconds: number;
  readonly most: number;
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
