import type { Standing } from "./standing.ts";

/** How many accounts stand how under one policy. */
export interface Standings {
  /** One thing that is shown signs them in. */
  readonly oneStep: number;
  readonly moreSteps: number;
  /** Nothing that they have signs them in. */
  readonly refused: number;
  /** Nothing signs them in, nor recovers them. */
  readonly noWayIn: number;
  /** One remote compromise takes control of them. */
  readonly oneRemote: number;
}

/** How many accounts stand otherwise under the other policy. */
export interface Changes {
  /** They sign in with more than now; with less. */
  readonly anotherStep: number;
  readonly fewerSteps: number;
  /** They sign in now and would not; the other way round. */
  readonly refused: number;
  readonly admitted: number;
  /** They would lose the last way in or back; would have one. */
  readonly lostWayIn: number;
  readonly gainedWayIn: number;
  /** They would fall to one remote compromise; would no more. */
  readonly newlyOneRemote: number;
  readonly noLongerOneRemote: number;
}

/** Accounts of one sort. */
export interface Tally {
  readonly accounts: number;
  /** Those of which at least one thing changes. */
  readonly changed: number;
  readonly before: Standings;
  readonly after: Standings;
  readonly changes: Changes;
}

/** How an account stands before and after. */
export interface Outcome {
  readonly before: Standing;
  readonly after: Standing;
}

/** A tally while it is counted. */
export class Tallying implements Tally {
  accounts = 0;
  changed = 0;
  readonly before = { ...NOBODY };
  readonly after = { ...NOBODY };
  readonly changes = { ...NO_CHANGES };

  add({ before, after }: Outcome): void {
    this.accounts += 1;
    addStanding(this.before, before);
    addStanding(this.after, after);
    const changes = changesOf(before, after);
    if (changes.length > 0) this.changed += 1;
    for (const change of changes) this.changes[change] += 1;
  }
}

const NOBODY = { oneStep: 0, moreSteps: 0, refused: 0, noWayIn: 0, oneRemote: 0 };

const NO_CHANGES = {
  anotherStep: 0,
  fewerSteps: 0,
  refused: 0,
  admitted: 0,
  lostWayIn: 0,
  gainedWayIn: 0,
  newlyOneRemote: 0,
  noLongerOneRemote: 0,
};

function addStanding(to: typeof NOBODY, { steps, wayIn, oneRemote }: Standing): void {
  if (steps === null) to.refused += 1;
  else if (steps <= 1) to.oneStep += 1;
  else to.moreSteps += 1;
  if (!wayIn) to.noWayIn += 1;
  if (oneRemote) to.oneRemote += 1;
}

/** What is otherwise for an account; empty: nothing that is counted. */
function changesOf(before: Standing, after: Standing): readonly (keyof Changes)[] {
  return [
    ...stepChange(before.steps, after.steps),
    ...(before.wayIn === after.wayIn ? [] : ([after.wayIn ? "gainedWayIn" : "lostWayIn"] as const)),
    ...(before.oneRemote === after.oneRemote
      ? []
      : ([after.oneRemote ? "newlyOneRemote" : "noLongerOneRemote"] as const)),
  ];
}

function stepChange(before: number | null, after: number | null): readonly (keyof Changes)[] {
  if (before === after) return [];
  if (after === null) return ["refused"];
  if (before === null) return ["admitted"];
  return [after > before ? "anotherStep" : "fewerSteps"];
}
