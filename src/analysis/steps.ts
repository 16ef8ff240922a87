import { independent } from "../assurance/independence.ts";
import { type Action, beginsSession } from "../policy/action.ts";
import type { Instant } from "../base/time.ts";
import type { ActionParams } from "../policy/grant.ts";
import { matchCombination } from "../policy/meets.ts";
import type { Combination, Term } from "../policy/policy.ts";
import { isReachable } from "../policy/reachable.ts";
import { requirement } from "../policy/requirement.ts";
import { satisfies } from "../policy/satisfies.ts";
import { usableCredentials, usableProofs } from "../policy/usable.ts";
import { type Weighed, weigh } from "../policy/weigh.ts";
import type { NoticeChannel, Shape, Way } from "./shape.ts";

/** One way of meeting one rule: who shows all of this is let through. */
export interface Step {
  readonly rule: string;
  readonly shown: readonly Shown[];
  /** Those who are told while it waits; null: nothing is to be waited for. */
  readonly told: readonly NoticeChannel[] | null;
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
}

/**
 * How an action can be carried out on an account: read off the same `requirement` that `decide`
 * goes by, each choice of proofs held to `matchCombination`. An action that cannot go on has no
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
  // What was spent still counts where it was shown; it cannot be shown again.
  const showable = new Set(usableCredentials(asked).map(({ id }) => id));
  const usable = shape.ways
    .filter(({ credential }) => credential === null || showable.has(credential))
    .filter(({ proof }) => usableProofs(asked, [proof]).length > 0)
    .map((way) => ({ way, weighed: weigh(policy, way.proof) }));
  const counted = { proofs: [], circumstances: [], now };
  return clauses.map(({ from, combinations }) => ({
    from,
    steps: combinations
      .filter((combination) => isReachable(combination, { ...asked, counted }))
      .flatMap((combination) => stepsBy(shape, action, combination, usable)),
  }));
}

interface Candidate {
  readonly way: Way;
  readonly weighed: Weighed;
}

function stepsBy(
  shape: Shape,
  action: Action,
  combination: Combination,
  usable: readonly Candidate[],
): readonly Step[] {
  const { rule, delaySeconds, notices } = combination;
  // What is created is the attacker's own: he brings whatever is asked for.
  const terms = combination.terms.filter(({ ceremony }) => ceremony === "prove");
  const candidates = usable.filter(({ way }) => way.serves(rule));
  const lists = delaySeconds > 0 ? shape.channelsOf(combination) : [null];
  return choicesFor(terms, candidates, shape.now)
    .filter((choice) => standTogether({ ...combination, terms }, choice, shape.now))
    .flatMap((choice) =>
      lists
        .filter((told) => told === null || reached(told, choice) >= notices)
        .map((told) => ({
          rule,
          shown: choice.map(({ way }, index) => ({
            way,
            fresh: beginsSession(action) || terms[index]?.maxAgeSeconds !== null,
          })),
          told,
        })),
    );
}

/** For each term something that is what it asks for, nothing twice; in whichever order once. */
function choicesFor(
  terms: readonly Term[],
  candidates: readonly Candidate[],
  now: Instant,
): readonly (readonly Candidate[])[] {
  return terms.reduce<readonly (readonly Candidate[])[]>(
    (choices, term) => {
      const fitting = candidates.filter(({ weighed }) => satisfies(weighed, term, now));
      return choices.flatMap((choice) =>
        fitting.filter((one) => !choice.includes(one)).map((one) => [...choice, one]),
      );
    },
    [[]],
  );
}

/** Whether the judge of combinations lets exactly these stand together. */
function standTogether(
  combination: Combination,
  choice: readonly Candidate[],
  now: Instant,
): boolean {
  const proofs = choice.map(({ weighed }) => weighed);
  const atOnce = { ...combination, delaySeconds: 0 };
  const match = matchCombination(atOnce, { proofs, circumstances: [], now });
  return match.proofs.every((proof) => proof !== null);
}

/** How many channels are told that do not fall with what was shown. */
function reached(told: readonly NoticeChannel[], choice: readonly Candidate[]): number {
  const used = choice.flatMap(({ weighed }) => weighed.roots);
  return told.filter(({ root }) => independent([root], used)).length;
}
