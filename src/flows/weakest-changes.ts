import { type AccountInput, accountShape, analyseAccount } from "../analysis/account.ts";
import type { Analysis, Sets } from "../analysis/analyse.ts";
import { impliesIn } from "../analysis/implications.ts";
import { withstood } from "../analysis/withstood.ts";
import { byRemoteness, inOrder } from "./weakest-order.ts";
import { type Added, ownChanges, type Removed, type Tried } from "./weakest-suppose.ts";
import { needsOf } from "./weakest-takeovers.ts";
import { type Named, type Terms, termsOf } from "./weakest-terms.ts";

/** One change that the policy lets the owner make, and what it would do. */
export interface OwnChange {
  readonly doing: Added | Removed;
  /** What takes the account over now and would no more. */
  readonly closes: Lines;
  /** What would and does not now. */
  readonly opens: Lines;
  /** What locks the owner out now, all of a line at once, and would no more. */
  readonly frees: Lines;
  /** What would lock him out and does not now. */
  readonly binds: Lines;
  /** False: what it was worked out from is not all there is. */
  readonly complete: boolean;
}

export type Lines = readonly (readonly Named[])[];

/** Those that keep somebody out, or keep the owner from being locked out; the first does most. */
export function changesOf(
  input: AccountInput,
  before: Analysis,
  addresses: readonly string[],
): readonly OwnChange[] {
  const shape = accountShape(input);
  const terms = termsOf(shape, addresses);
  const implies = impliesIn(shape.formulas, shape.world);
  return ownChanges(input, shape, terms)
    .map((tried) => ({ ...tried, ...named(analyseAccount(tried.input), tried) }))
    .map((tried) => ({ ...tried, broken: withstood(before.control, tried.control, implies) }))
    .toSorted((a, b) => byRemoteness(nearest(a.broken), nearest(b.broken)))
    .map(({ doing, input: changed, control, lockout, complete, broken }) => {
      const then = doing.kind === "add" ? termsOf(accountShape(changed), addresses) : terms;
      return {
        doing,
        closes: inWords(broken, terms),
        opens: inWords(withstood(control, before.control, implies), then),
        frees: lossesIn(beyond(before.lockout, lockout), terms),
        binds: lossesIn(beyond(lockout, before.lockout), then),
        complete,
      };
    })
    .filter(({ closes, frees }) => closes.length > 0 || frees.length > 0);
}

/** What a changed account falls to, by the names that stand before the change. */
function named({ control, lockout, complete }: Analysis, { asBefore }: Tried) {
  const renamed = (sets: Sets): Sets => sets.map((set) => set.map(asBefore));
  return { control: renamed(control), lockout: renamed(lockout), complete };
}

/** What is told first of what a change takes away; nothing comes last. */
function nearest(broken: Sets): readonly string[] | null {
  return inOrder(broken)[0]?.[0] ?? null;
}

function inWords(sets: Sets, terms: Terms): Lines {
  return inOrder(sets).map((same) => needsOf(same, terms));
}

/** What is the owner's own is told first, the help of others last. */
const LAST = ["vault-login", "provider-login", "operator"];

export function lossesIn(sets: Sets, terms: Terms): Lines {
  return sets.map((set) =>
    set
      .map((thing) => terms.thing(thing))
      .toSorted((a, b) => LAST.indexOf(a.what) - LAST.indexOf(b.what)),
  );
}

/** Sets of losses that hold none of the others. */
function beyond(sets: Sets, others: Sets): Sets {
  return sets.filter((set) => !others.some((other) => other.every((one) => set.includes(one))));
}
