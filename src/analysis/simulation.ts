import type { Policy } from "../policy/policy.ts";
import type { AccountInput } from "./account.ts";
import { credentialKind } from "./credential-kind.ts";
import { Recent } from "./recent.ts";
import { shapeKey } from "./shape-key.ts";
import { standingOf } from "./standing.ts";
import { type Outcome, type Tally, Tallying } from "./tally.ts";

/** What another policy would do to a population. */
export interface Simulation {
  readonly all: Tally;
  /** By group, whether or not a policy names it; an account counts in each of its groups. */
  readonly groups: ReadonlyMap<string, Tally>;
  /** Accounts in groups beyond the first `MOST_GROUPS` that were met. */
  readonly otherGroups: number;
  /** By kind of credential (`credentialKind`); an account counts once for each kind that it holds. */
  readonly kinds: ReadonlyMap<string, Tally>;
  /** How often a shape was worked out: of each once, unless there are more than are remembered. */
  readonly shapes: number;
}

/** More shapes than a population has; each is a text of some hundred characters and six values. */
const MOST_SHAPES = 20_000;
const MOST_GROUPS = 200;
/** Of accounts that hold no credential at all, as those whom an operator has just made. */
export const NO_CREDENTIAL = "none";

/**
 * Takes a population account by account, as it is under its policy, and counts how each would stand
 * under another one. Accounts of one shape are worked out once, so that a million cost little more
 * than to be read; what is kept does not grow with their number.
 */
export class Simulating {
  readonly #after: Policy;
  readonly #named: ReadonlySet<string>;
  readonly #outcomes: Recent<Outcome>;
  readonly #all = new Tallying();
  readonly #groups = new Map<string, Tallying>();
  readonly #kinds = new Map<string, Tallying>();
  #otherGroups = 0;
  #shapes = 0;

  constructor(before: Policy, after: Policy, mostShapes: number = MOST_SHAPES) {
    this.#after = after;
    // To decisions no other groups make a difference.
    this.#named = new Set([...before.groups.keys(), ...after.groups.keys()]);
    this.#outcomes = new Recent(mostShapes);
  }

  take(input: AccountInput): void {
    const { groups, credentials } = input.account;
    const outcome = this.#outcomes.get(shapeKey(input, this.#named), () => this.#workOut(input));
    this.#all.add(outcome);
    for (const group of new Set(groups)) this.#addToGroup(group, outcome);
    const kinds = new Set(credentials.map(credentialKind));
    for (const kind of kinds.size === 0 ? [NO_CREDENTIAL] : kinds) {
      tallyOf(this.#kinds, kind).add(outcome);
    }
  }

  result(): Simulation {
    return {
      all: this.#all,
      groups: sorted(this.#groups),
      otherGroups: this.#otherGroups,
      kinds: sorted(this.#kinds),
      shapes: this.#shapes,
    };
  }

  #workOut(input: AccountInput): Outcome {
    this.#shapes += 1;
    const before = standingOf(input);
    const isSame = input.policy.version === this.#after.version;
    return { before, after: isSame ? before : standingOf({ ...input, policy: this.#after }) };
  }

  #addToGroup(group: string, outcome: Outcome): void {
    const isFull = this.#groups.size >= MOST_GROUPS && !this.#named.has(group);
    if (isFull && !this.#groups.has(group)) this.#otherGroups += 1;
    else tallyOf(this.#groups, group).add(outcome);
  }
}

function tallyOf(tallies: Map<string, Tallying>, name: string): Tallying {
  const known = tallies.get(name) ?? new Tallying();
  tallies.set(name, known);
  return known;
}

function sorted(tallies: ReadonlyMap<string, Tally>): ReadonlyMap<string, Tally> {
  return new Map([...tallies].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
