import type { Instant } from "../base/time.ts";
import type { Method } from "../evidence/methods.ts";
import type { Combination, Policy } from "../policy/policy.ts";
import type { Offered } from "../policy/reachable.ts";
import { accountChannels, noticeChannel } from "./account-channels.ts";
import { waysOf } from "./account-ways.ts";
import { type Analysis, analyse } from "./analyse.ts";
import { FORMULAS, type FormulaSet } from "./formulas.ts";
import { RICH_CHANNELS, richestAccount } from "./richest.ts";
import { choicesOf, closingMethods } from "./situations.ts";
import type { NoticeChannel, Shape } from "./shape.ts";
import { REFERENCE_WORLD } from "./world.ts";

export interface PolicyInputs {
  readonly policy: Policy;
  readonly offered: Offered;
  readonly now: Instant;
  readonly formulas?: FormulaSet;
}

/** The worst account that a policy admits, of those that never had some methods. */
export interface WorstAccount {
  readonly never: readonly Method[];
  /** The groups that it is a member of, of those that ask for something beside the policy. */
  readonly groups: readonly string[];
  /** False where there are more groups than are gone through together. */
  readonly everyChoice: boolean;
  readonly shape: Shape;
}

/** What breaks it. */
export interface PolicyFamily extends WorstAccount {
  readonly analysis: Analysis;
}

/**
 * What breaks any account that a policy admits. An account is the union of its ways, so the worst
 * of them has all: one run, linear in the rules. What is not monotone is gone through case by case:
 * for each choice of methods that close a rule (`unlessEverHad`), the accounts that never had
 * these. Notice goes to as few channels as a rule puts up with. A group asks for more, of signing in as
 * of recovering, so that what is claimed of one beside the other is claimed of its members, too.
 */
export function policyFamilies(inputs: PolicyInputs): readonly PolicyFamily[] {
  return worstAccounts(inputs).map((worst) => ({ ...worst, analysis: analyse(worst.shape) }));
}

/** The accounts of these families, with nothing worked out yet. */
export function worstAccounts(inputs: PolicyInputs): readonly WorstAccount[] {
  const closing = closingMethods(inputs.policy);
  const { memberships, everyChoice } = membershipsIn(inputs.policy);
  return [[], ...choicesOf(closing)].flatMap((never) => {
    const shape = richestShape(inputs, never);
    return memberships.map((groups) => ({
      never,
      groups,
      everyChoice,
      shape: { ...shape, account: { ...shape.account, groups } },
    }));
  });
}

/** So many groups are gone through in every choice of them. */
const MOST_TOGETHER = 4;

/** Nobody's groups first; beyond that number each by itself, and all at once. */
function membershipsIn({ actions, groups }: Policy) {
  const asking = [...groups]
    .filter(([, group]) => [...group.actions.keys()].some((action) => actions.has(action)))
    .map(([name]) => name);
  const everyChoice = asking.length <= MOST_TOGETHER;
  const choices = everyChoice ? choicesOf(asking) : [...asking.map((one) => [one]), asking];
  return { memberships: [[], ...choices], everyChoice };
}

/** The claims of a policy are about accounts that hold, or held, a passkey. */
export function isClaimedOf({ never }: WorstAccount): boolean {
  return !never.includes("passkey");
}

function richestShape(
  { policy, offered, now, formulas }: PolicyInputs,
  never: readonly Method[],
): Shape {
  const { account, knowledge } = richestAccount(policy, now, never);
  const channels = accountChannels(RICH_CHANNELS);
  const [first, ...others] = channels.map(noticeChannel);
  // One mailbox, and what may be beside it.
  const lists = first === undefined ? [] : [[first], ...others.map((one) => [first, one])];
  return {
    policy,
    account,
    offered,
    now,
    ways: waysOf({ policy, knowledge, account, channels, now }),
    channelsOf: (combination) => listsFor(combination, [...lists, channels.map(noticeChannel)]),
    world: REFERENCE_WORLD,
    formulas: formulas ?? FORMULAS,
  };
}

function listsFor(
  { conditions }: Combination,
  lists: readonly (readonly NoticeChannel[])[],
): readonly (readonly NoticeChannel[])[] {
  return lists.filter((list) => list.length >= conditions.channels);
}
