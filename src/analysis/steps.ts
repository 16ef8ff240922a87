import { independent } from "../assurance/independence.ts";
import { type Action, beginsSession } from "../policy/action.ts";
import type { ActionParams } from "../policy/grant.ts";
import type { Combination } from "../policy/policy.ts";
import { isReachable } from "../policy/reachable.ts";
import { requirement } from "../policy/requirement.ts";
import { usableCredentials, usableProofs } from "../policy/usable.ts";
import { EVERY_RULE } from "./account-facts.ts";
import { type Choice, choicesIn, termsKey } from "./choices.ts";
import type { NoticeChannel, Shape, Way } from "./shape.ts";

/** What has to be shown, and who is told: who shows all of this is let through. */
export interface Showing {
  readonly shown: readonly Shown[];
  /** Those who are told while it waits; null: nothing is to be waited for. */
  readonly told: readonly NoticeChannel[] | null;
}

/** One way of meeting one rule. */
export interface Step extends Showing {
  readonly rule: string;
}

export interface Shown {
  readonly way: Way;
  /** It must be shown anew; what a session rests on is too old. */
  readonly fresh: boolean;
}

/** What one clause of a requirement comes to; an action asks for one step of each. */
export interface ClauseSteps {
  readonly from: string;
  readonly steps: readonly Step[];
  /** The same for clauses of one shape that are met by the same, whatever their rules are called. */
  readonly alike: string;
}

/**
 * How an action can be carried out on an account: read off the same `requirement` that `decide`
 * goes by, each choice of proofs held to `matchCombination` (`choices.ts`). An action that cannot go on has no
 * clause that could be met, and null is the answer.
 */
export function stepsOf(
  shape: Shape,
  action: Action,
  params: ActionParams = {},
): readonly ClauseSteps[] | null {
  const of = found.get(shape) ?? new Map<string, readonly ClauseSteps[] | null>();
  found.set(shape, of);
  const key = [action, ...Object.entries(params).flat()].join(" ");
  const known = of.get(key);
  if (known !== undefined) return known;
  const steps = readSteps(shape, action, params);
  of.set(key, steps);
  return steps;
}

/** By shape, since what an action asks for is asked again by whatever it leads to. */
const found = new WeakMap<Shape, Map<string, readonly ClauseSteps[] | null>>();

function readSteps(
  shape: Shape,
  action: Action,
  params: ActionParams,
): readonly ClauseSteps[] | null {
  const { policy, account, offered, now } = shape;
  const asked = { policy, action, params, account, offered, now };
  const { obstacles, clauses } = requirement(asked);
  if (obstacles.length > 0) return null;
  const counted = { proofs: [], circumstances: [], now };
  const usable = usableFor(shape, action, params);
  const reaches = (combination: Combination) => isReachable(combination, { ...asked, counted });
  return clauses.map(({ from, combinations }) => {
    const lists = combinations.flatMap((combination) => {
      const list = showingsBy(shape, usable, action, combination);
      const showing = list.showings.length > 0;
      return showing && isWithin(usable, combination, reaches) ? [{ combination, list }] : [];
    });
    return {
      from,
      steps: lists.flatMap(({ combination: { rule }, list }) =>
        list.showings.map((showing) => ({ rule, ...showing })),
      ),
      alike: [...new Set(lists.map(({ list }) => list.name))].toSorted().join(),
    };
  });
}

/** What can be shown for an action, and what was found of it. */
interface Usable {
  readonly name: string;
  readonly ways: ReadonlySet<Way>;
  /** Whether whatever there is is meant for every rule. */
  readonly forEvery: boolean;
  readonly lists: Map<string, Listed>;
  readonly within: Map<string, boolean>;
}

interface Listed {
  readonly name: string;
  readonly showings: readonly Showing[];
}

/** A rule as far as it decides what is shown: read once, since rules outlive accounts. */
interface Asks {
  /** What is created is the attacker's own: he brings whatever is asked for. */
  readonly proving: Combination;
  readonly shown: string;
  readonly all: string;
}

const asks = new WeakMap<Combination, Asks>();

function asksOf(combination: Combination): Asks {
  const known = asks.get(combination);
  if (known !== undefined) return known;
  const { terms, delaySeconds, notices, conditions } = combination;
  const proving = { ...combination, terms: terms.filter(({ ceremony }) => ceremony === "prove") };
  const waits = delaySeconds > 0 ? ` ${delaySeconds} ${notices} ${conditions.channels}` : "";
  const read = {
    proving,
    shown: `${termsKey(proving.terms)}${waits}`,
    all: `${termsKey(terms)}${waits}`,
  };
  asks.set(combination, read);
  return read;
}

/** Whether a rule can be met at all; of rules that ask for the same the same is so. */
function isWithin(
  { within }: Usable,
  combination: Combination,
  reaches: (combination: Combination) => boolean,
): boolean {
  const { all } = asksOf(combination);
  const known = within.get(all) ?? reaches(combination);
  within.set(all, known);
  return known;
}

/** By shape; and for a lifting by what is lifted, which is shown for nothing else. */
const usables = new WeakMap<Shape, Map<string, Usable>>();

function usableFor(shape: Shape, action: Action, params: ActionParams): Usable {
  const all = usables.get(shape) ?? new Map<string, Usable>();
  usables.set(shape, all);
  const lifted = action.startsWith("lift:") ? (params.credential ?? "") : "";
  const known = all.get(lifted);
  if (known !== undefined) return known;
  const asked = { account: shape.account, action, params };
  // What was spent still counts where it was shown; it cannot be shown again.
  const showable = new Set(usableCredentials(asked).map(({ id }) => id));
  const proofs = shape.ways.map(({ proof }) => proof);
  const counting = new Set(usableProofs(asked, proofs));
  const ways = shape.ways
    .filter(({ credential }) => credential === null || showable.has(credential))
    .filter(({ proof }) => counting.has(proof));
  const usable = {
    name: `${all.size}`,
    ways: new Set(ways),
    forEvery: shape.ways.length > 0 && shape.ways.every(({ serves }) => serves === EVERY_RULE),
    lists: new Map(),
    within: new Map(),
  };
  all.set(lifted, usable);
  return usable;
}

function showingsBy(
  shape: Shape,
  usable: Usable,
  action: Action,
  combination: Combination,
): Listed {
  const { proving, shown } = asksOf(combination);
  const begins = beginsSession(action);
  const key = `${shown} ${begins ? "begins" : ""} ${usable.forEvery ? "" : combination.rule}`;
  const known = usable.lists.get(key);
  if (known !== undefined) return known;
  const listed = {
    name: `${usable.name}.${usable.lists.size}`,
    showings: showings(shape, usable.ways, proving, begins),
  };
  usable.lists.set(key, listed);
  return listed;
}

function showings(
  shape: Shape,
  usable: ReadonlySet<Way>,
  combination: Combination,
  begins: boolean,
): readonly Showing[] {
  const { rule, terms, delaySeconds, notices } = combination;
  const fresh = terms.map(({ maxAgeSeconds }) => begins || maxAgeSeconds !== null);
  const lists = delaySeconds > 0 ? shape.channelsOf(combination) : [null];
  return choicesIn(shape, combination)
    .filter(({ ways }) => ways.every((way) => usable.has(way) && way.serves(rule)))
    .flatMap((choice) =>
      lists
        .filter((told) => told === null || reached(told, choice) >= notices)
        .map((told) => ({
          shown: choice.ways.map((way, index) => ({ way, fresh: fresh[index] ?? true })),
          told,
        })),
    );
}

/** How many channels are told that do not fall with what was shown. */
function reached(told: readonly NoticeChannel[], { roots }: Choice): number {
  return told.filter(({ root }) => independent([root], roots)).length;
}
