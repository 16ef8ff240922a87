import { AssayFault } from "../base/fault.ts";
import type { AccountId, AttemptId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Action } from "./action.ts";

/** What exactly an action is about, bound at its beginning (a credential's id, an amount). */
export type ActionParams = Readonly<Record<string, string>>;

/**
 * Permission for one action, once. Only `decide` makes one; what it allows takes it.
 * A recovery's grant is for recovery, not for everything.
 */
export interface Grant {
  readonly action: Action;
  readonly params: ActionParams;
  readonly account: AccountId;
  readonly attempt: AttemptId;
  readonly rule: string;
  readonly policy: string;
  /** When what is created by it counts in full; null: at once. */
  readonly settlesAt: Instant | null;
  readonly expiresAt: Instant;
}

/** What the taker is about to do; each member must be the one the grant names. */
export interface GrantUse {
  readonly action: Action;
  readonly params: ActionParams;
  readonly account: AccountId;
  readonly attempt: AttemptId;
  readonly now: Instant;
}

const unspent = new WeakSet<Grant>();
const made = new WeakSet<Grant>();

/** For `decide` alone (held to it by the test of room borders). */
export function makeGrant(facts: Grant): Grant {
  const grant = Object.freeze({ ...facts, params: Object.freeze({ ...facts.params }) });
  made.add(grant);
  unspent.add(grant);
  return grant;
}

/**
 * Takes a grant. That it is refused is always a programmer's fault, never a user's.
 * @throws AssayFault `ASSAY_GRANT_FORGED`, `ASSAY_GRANT_SPENT`, `ASSAY_GRANT_EXPIRED`,
 * `ASSAY_GRANT_FOREIGN`.
 */
export function takeGrant(grant: Grant, use: GrantUse): void {
  if (!made.has(grant)) throw refused("FORGED", "only decide makes grants");
  if (!unspent.has(grant)) throw refused("SPENT", "a grant is taken once");
  if (use.now >= grant.expiresAt) throw refused("EXPIRED", "the grant is too old");
  if (!isFor(grant, use)) throw refused("FOREIGN", `the grant is for ${grant.action}`);
  unspent.delete(grant);
}

function isFor(grant: Grant, use: GrantUse): boolean {
  return (
    grant.action === use.action &&
    grant.account === use.account &&
    grant.attempt === use.attempt &&
    sameParams(grant.params, use.params)
  );
}

function sameParams(a: ActionParams, b: ActionParams): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function refused(why: "FORGED" | "SPENT" | "EXPIRED" | "FOREIGN", message: string): AssayFault {
  return new AssayFault(`ASSAY_GRANT_${why}`, message);
}
