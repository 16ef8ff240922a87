import type { Assertion } from "../evidence/external.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import { type Counted, type Match, matchCombination } from "./meets.ts";
import type { Combination, Term } from "./policy.ts";
import type { Asked } from "./requirement.ts";
import { usableCredentials } from "./usable.ts";
import { weigh } from "./weigh.ts";

/** Something that a deployment can do; of what others assert, each kind by itself, or all. */
export type Offer = `${Ceremony}:${Method}` | `prove:external:${Assertion}` | "wait";

/**
 * What this deployment can do: `prove:passkey`, `enrol:passkey`, `prove:email-code`, …, and whether
 * an attempt can wait here.
 */
export type Offered = ReadonlySet<Offer>;

export interface Reach extends Pick<Asked, "policy" | "account" | "action" | "params" | "offered"> {
  readonly counted: Counted;
}

/** Whether what was shown, and what could be shown yet, meets a combination. */
export function isReachable(combination: Combination, reach: Reach): boolean {
  const match = matchCombination(combination, reach.counted);
  if (match.waiting.state === "vetoed") return false;
  if (combination.delaySeconds > 0 && !reach.offered.has("wait")) return false;
  const missing = missingTerms(match);
  if (!missing.every((term) => isOffered(reach.offered, term))) return false;
  return missing.length === 0 || isWithinReach(combination, reach);
}

export function missingTerms({ combination, proofs }: Match): readonly Term[] {
  return combination.terms.filter((_, index) => proofs[index] === null);
}

export function isOffered(offered: Offered, term: Term): boolean {
  return offered.has(offerOf(term)) || offered.has(`${term.ceremony}:${term.method}`);
}

/** What a deployment has to be able to do for a term. */
export function offerOf({ ceremony, method, assertion }: Term): Offer {
  return assertion === null ? `${ceremony}:${method}` : `prove:external:${assertion}`;
}

/** With all that a known account has at its best, beside what it has shown. */
function isWithinReach(combination: Combination, reach: Reach): boolean {
  const { policy, counted } = reach;
  if (reach.account === null) return true;
  const possible = usableCredentials(reach).map(({ best }) => weigh(policy, best));
  const held = combination.terms.filter(isHeld);
  const atBest = { ...counted, proofs: [...counted.proofs, ...possible] };
  const { proofs } = matchCombination({ ...combination, terms: held }, atBest);
  return proofs.every((proof) => proof !== null);
}

/** What has to be had already; a mailbox, somebody's word or something new can always come. */
function isHeld({ ceremony, method }: Term): boolean {
  return (
    ceremony === "prove" &&
    method !== "email-code" &&
    method !== "magic-link" &&
    method !== "external"
  );
}
