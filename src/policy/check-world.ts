import type { Knowledge } from "../assurance/knowledge.ts";
import type { Instant } from "../base/time.ts";
import type { Action } from "./action.ts";
import { type KnownPasskey, knownPasskeys } from "./check-known.ts";
import { richestPieces } from "./check-rich.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { count, matchCombination } from "./meets.ts";
import type { Combination, PasskeyClass, Policy } from "./policy.ts";
import type { Offered } from "./reachable.ts";
import { isInClass } from "./satisfies.ts";
import { questionAbout, supposed } from "./suppositions.ts";
import type { Suppositions } from "./suppositions-schema.ts";
import { SOMEBODY } from "./suppositions-world.ts";

/** What a policy is checked against. */
export interface CheckedWorld {
  readonly policy: Policy;
  readonly knowledge: Knowledge;
  readonly offered: Offered;
  readonly now: Instant;
}

export interface Checked extends CheckedWorld {
  /** Passkeys that somebody could come with, best first. */
  readonly known: readonly KnownPasskey[];
  /** Those of them that are in one of these classes. */
  readonly inOneOf: (classes: readonly PasskeyClass[]) => readonly KnownPasskey[];
  /** Whether somebody who has everything that there is could show all of it. */
  readonly canBeMet: (combination: Combination) => boolean;
  /** What `decide` says to somebody who is supposed, by those rules that anybody can meet. */
  readonly ask: (action: Action, supposed: Suppositions, offered?: Offered) => Decision["answer"];
}

export function checkedWorld(world: CheckedWorld): Checked {
  const { policy, knowledge, now } = world;
  const known = knownPasskeys(policy, knowledge, now);
  const inOneOf = (classes: readonly PasskeyClass[]) =>
    known.filter(
      ({ weighed }) => !weighed.refused && classes.some((one) => isInClass(weighed, one)),
    );
  const met = new Map(
    combinationsOf(policy).map(({ combination }) => [
      combination,
      isMetByTheRichest(world, combination, inOneOf),
    ]),
  );
  const canBeMet = (combination: Combination) => met.get(combination) === true;
  const meetable = withoutOthers(policy, canBeMet);
  return {
    ...world,
    known,
    inOneOf,
    canBeMet,
    ask(action, suppositions, offered = world.offered) {
      const about = supposed(suppositions, { ...world, action });
      return decide(questionAbout(about, { policy: meetable, action, offered })).answer;
    },
  };
}

function isMetByTheRichest(
  world: CheckedWorld,
  combination: Combination,
  inOneOf: Checked["inOneOf"],
): boolean {
  const evidence = richestPieces(combination, inOneOf);
  if (evidence === null) return false;
  const about = supposed({ evidence: [...evidence] }, { ...world, action: "sign-up" });
  const question = questionAbout(about, { ...world, action: "sign-up" });
  const counted = count(question, question.assurance, SOMEBODY);
  return matchCombination(combination, counted).proofs.every((proof) => proof !== null);
}

/** The policy without the rules that nobody can meet: `decide` cannot know that nobody can. */
function withoutOthers(policy: Policy, canBeMet: Checked["canBeMet"]): Policy {
  const only = (actions: Policy["actions"]) =>
    new Map([...actions].map(([action, rules]) => [action, rules.filter(canBeMet)]));
  return {
    ...policy,
    actions: only(policy.actions),
    groups: new Map(
      [...policy.groups].map(([name, { actions, session }]) => [
        name,
        { actions: only(actions), session },
      ]),
    ),
  };
}

/** One rule, and where it stands in the policy's JSON. */
export interface PlacedRule {
  readonly action: Action;
  /** `policy`, or a group. */
  readonly from: string;
  readonly combination: Combination;
  readonly path: string;
}

export function combinationsOf({ actions, groups }: Policy): readonly PlacedRule[] {
  return [
    ...placed(actions, "policy", "actions"),
    ...[...groups].flatMap(([name, group]) =>
      placed(group.actions, name, `groups.${name}.actions`),
    ),
  ];
}

function placed(actions: Policy["actions"], from: string, at: string): readonly PlacedRule[] {
  return [...actions].flatMap(([action, combinations]) =>
    combinations.map((combination, index) => ({
      action,
      from,
      combination,
      path: `${at}.${action}.anyOf[${index}]`,
    })),
  );
}
