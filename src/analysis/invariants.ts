import type { PolicySource } from "../policy/schema.ts";
import { type Analysis, attackOf, analyse, type Sets } from "./analyse.ts";
import { CONTROL } from "./attack-rules.ts";
import { chainingOn } from "./chaining.ts";
import { classOf, isRemote, UNRESPONSIVE } from "./compromises.ts";
import { dependentRecoveries } from "./dependent-notices.ts";
import { impliesIn } from "./implications.ts";
import { compare } from "./compare.ts";
import { implied, type Implies } from "./lattice.ts";
import { COORDINATES, profileOf } from "./profile.ts";
import type { Shape } from "./shape.ts";
import { unite } from "./unite.ts";

export type Invariant = PolicySource["invariants"][number];

/** Whether a claim holds of every account that a policy admits, and what shows that it does not. */
export interface InvariantResult {
  readonly invariant: Invariant;
  readonly holds: boolean;
  /** False where there were too many sets to be sure; then it does not count as held. */
  readonly decided: boolean;
  /** The smallest sets that break it. */
  readonly witnesses: Sets;
}

/** What a claim is decided on: an account under a policy, and what breaks it. */
export interface Subject {
  readonly shape: Shape;
  readonly analysis: Pick<Analysis, "program" | "taken" | "entries" | "complete">;
  /** False where it does not stand for every choice of groups (`WorstAccount`). */
  readonly everyChoice?: boolean;
}

/**
 * An account of which no more is worked out than a claim asks for: most are decided by chaining
 * forward from a few compromises, and need no families.
 */
export function subjectOf(shape: Shape, everyChoice = true): Subject {
  const attack = attackOf(shape);
  let found: Analysis | null = null;
  const whole = () => (found ??= analyse(shape, attack));
  return {
    shape,
    everyChoice,
    analysis: {
      program: attack.program,
      get taken() {
        return attack.taken;
      },
      get entries() {
        return whole().entries;
      },
      get complete() {
        return whole().complete;
      },
    },
  };
}

/** Decides the claims of a policy on one of its families. */
export function checkInvariants(
  invariants: readonly Invariant[],
  subject: Subject,
): readonly InvariantResult[] {
  return invariants.map((invariant) => {
    const decided = invariant !== "recovery-not-weaker" || isSure(subject);
    const witnesses = WITNESSES[invariant](subject);
    return { invariant, holds: decided && witnesses.length === 0, decided, witnesses };
  });
}

/**
 * The claim that compares families is no surer than they are. All others hold of whoever has to show
 * more, so that they need no choice of several groups.
 */
function isSure({ analysis, everyChoice = true }: Subject): boolean {
  return everyChoice && analysis.complete;
}

const WITNESSES: Readonly<Record<Invariant, (subject: Subject) => Sets>> = {
  "no-single-remote-takeover": (subject) =>
    leastOf(subject, [[], ...remoteOnes(subject), ...circumstances(subject).map((one) => [one])]),
  // A circumstance is nothing that anybody has to come by.
  "no-single-remote-takeover-without-delays": (subject) => {
    const around = subsets(circumstances(subject));
    return leastOf(
      subject,
      [[], ...remoteOnes(subject)].flatMap((set) => around.map((more) => [...set, ...more])),
    );
  },
  "phishing-resistant-on-every-path": (subject) => leastOf(subject, subsets(LURES)),
  "recovery-not-weaker": weakerRecovery,
  "notice-independent": ({ shape, analysis }) =>
    dependentRecoveries(shape, analysis.program).map(({ compromise }) => [compromise]),
  "session-theft-gives-no-control": (subject) =>
    THEFTS.filter((theft) => reaches(subject, [theft])).map((one) => [one]),
};

const LURES = ["phishes-live", "coaches-user", UNRESPONSIVE];
const THEFTS = ["steals-session", "infostealer(laptop)"];

function remoteOnes({ analysis }: Subject): Sets {
  return analysis.program.atoms.filter(isRemote).map((one) => [one]);
}

function circumstances({ analysis }: Subject): readonly string[] {
  return analysis.program.atoms.filter((one) => classOf(one) === "circumstance");
}

/** Every choice of some, or of none. */
function subsets(all: readonly string[]): Sets {
  return all.reduce<Sets>((some, one) => [...some, ...some.map((set) => [...set, one])], [[]]);
}

/** Those of some sets that take an account over, without what is more than it takes. */
function leastOf(subject: Subject, among: Sets): Sets {
  const reaching = among.filter((set) => reaches(subject, set));
  return unite([reaching], impliesOf(subject));
}

/**
 * Whoever recovers could as well have signed in: by its sets, or else by number, coordinate by
 * coordinate. Every coordinate counts, what is taken as much as what is done from afar: a way back
 * that falls to one theft is less than a way in that takes two.
 */
function weakerRecovery(subject: Subject): Sets {
  const { entries } = subject.analysis;
  const { weakerAgainst } = compare(entries.recover, entries.signIn, impliesOf(subject));
  const back = profileOf(entries.recover);
  const front = profileOf(entries.signIn);
  const worse = COORDINATES.some(
    (name) => (back[name] ?? Number.POSITIVE_INFINITY) < (front[name] ?? Number.POSITIVE_INFINITY),
  );
  return worse ? weakerAgainst : [];
}

function reaches(subject: Subject, set: readonly string[]): boolean {
  const implies = impliesOf(subject);
  const given = set.flatMap((one) => [...implied(one, implies)]);
  return chainingOn(subject.analysis.program).reaches(given, CONTROL);
}

function impliesOf({ shape: { formulas, world } }: Subject): Implies {
  return impliesIn(formulas, world);
}
