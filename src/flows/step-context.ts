import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import { parseEmail } from "../methods/email-code/address.ts";
import type { SecretRecord } from "../store/records.ts";
import type { Caller } from "./caller.ts";
import type { FlowDeps } from "./deps.ts";
import type { LoadedAttempt } from "./load.ts";

/** Who answers a step, of which attempt, and when. */
export interface StepContext {
  readonly deps: FlowDeps;
  readonly caller: Caller;
  readonly loaded: LoadedAttempt;
  readonly now: Instant;
}

/** NIST SP 800-63B-4 section 3.2.2: after so many tries in a row it is of no use any more. */
export const MOST_TRIES = 100;

/** Whose secret is tried, and the name that a try counts against. */
export interface Claimed {
  readonly account: AccountId | null;
  readonly who: string;
}

/**
 * The account of the attempt where one is known; else the one that was named, of which nothing is
 * proved yet. Null is answered exactly like an account that has no such secret.
 */
export async function claimedAccount({ deps, loaded }: StepContext): Promise<Claimed> {
  const { account, identifier } = loaded.record;
  if (account !== null) return { account, who: account };
  const named = parseEmail(identifier ?? "")?.normalised;
  if (named === undefined) return { account: null, who: "" };
  const owner = await deps.store.accountByAddress("email", named);
  return { account: owner?.id ?? null, who: named };
}

/** The active secret of one method, which can still be tried; undefined where there is none. */
export async function secretOf<M extends SecretRecord["method"]>(
  { deps }: StepContext,
  account: AccountId | null,
  method: M,
): Promise<Extract<SecretRecord, { method: M }> | undefined> {
  if (account === null) return undefined;
  const all = await deps.store.secretsOf(account);
  return all.find((one): one is Extract<SecretRecord, { method: M }> => one.method === method);
}
