import type { Instant } from "../base/time.ts";
import { matchCombination } from "../policy/meets.ts";
import type { Combination, PasskeyClass, Policy, Term } from "../policy/policy.ts";
import { satisfies } from "../policy/satisfies.ts";
import { type Weighed, weigh } from "../policy/weigh.ts";
import type { Shape, Way } from "./shape.ts";

/** Things that stand together as what a rule asks to be shown, one for each of its terms. */
export interface Choice {
  readonly ways: readonly Way[];
  /** What they fall with, in the words of the policy. */
  readonly roots: readonly string[];
}

/**
 * Every choice from all that can be shown about an account. Rules of many actions, and of every
 * situation of the account, ask for the same: it is worked out once for all of them.
 */
export function choicesIn(
  { ways, policy, now }: Shape,
  combination: Combination,
): readonly Choice[] {
  const eyes = eyesOn(ways, policy, now);
  const key = termsKey(combination.terms);
  const known = eyes.choices.get(key) ?? workOut(eyes, combination);
  eyes.choices.set(key, known);
  return known;
}

/** The ways of an account as one policy sees them: not its rules, but what they are weighed by. */
interface Eyes extends Pick<Policy, "assumptions" | "refuses" | "counterWentBack"> {
  readonly now: Instant;
  readonly candidates: readonly Candidate[];
  readonly choices: Map<string, readonly Choice[]>;
}

interface Candidate {
  readonly way: Way;
  readonly weighed: Weighed;
}

/** By list: an account that is changed in what it keeps has the same ways still. */
const seen = new WeakMap<readonly Way[], Eyes[]>();

function eyesOn(ways: readonly Way[], policy: Policy, now: Instant): Eyes {
  const { assumptions, refuses, counterWentBack } = policy;
  const all = seen.get(ways) ?? [];
  seen.set(ways, all);
  const known = all.find(
    (one) =>
      one.assumptions === assumptions &&
      one.refuses === refuses &&
      one.counterWentBack === counterWentBack &&
      one.now === now,
  );
  if (known !== undefined) return known;
  const candidates = ways.map((way) => ({ way, weighed: weigh(policy, way.proof) }));
  const eyes = { assumptions, refuses, counterWentBack, now, candidates, choices: new Map() };
  all.push(eyes);
  return eyes;
}

function workOut({ candidates, now }: Eyes, combination: Combination): readonly Choice[] {
  return choicesFor(combination.terms, candidates, now)
    .filter((choice) => standTogether(combination, choice, now))
    .map((choice) => ({
      ways: choice.map(({ way }) => way),
      roots: choice.flatMap(({ weighed }) => weighed.roots),
    }));
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

const keys = new WeakMap<Term, string>();

/** The same for terms that ask for the same. */
export function termsKey(terms: readonly Term[]): string {
  return terms.map(termKey).join(" ");
}

/** All that a proof is held to; classes by what they are, since names are a policy's own. */
function termKey(term: Term): string {
  const { ceremony, method, assertion, maxAgeSeconds, classes } = term;
  const known =
    keys.get(term) ??
    [ceremony, method, assertion, maxAgeSeconds, ...classes.map(classNumber)].join(":");
  keys.set(term, known);
  return known;
}

const numbers = new WeakMap<PasskeyClass, number>();
let classesMet = 0;

function classNumber(one: PasskeyClass): number {
  const known = numbers.get(one) ?? (classesMet += 1);
  numbers.set(one, known);
  return known;
}
