import type { Knowledge } from "../assurance/knowledge.ts";
import type { Instant } from "../base/time.ts";
import type { Channel } from "../evidence/circumstance.ts";
import type { Policy } from "../policy/policy.ts";
import type { Offered } from "../policy/reachable.ts";
import type { AccountView } from "../policy/requirement.ts";
import { accountChannels, noticeChannel } from "./account-channels.ts";
import { waysOf } from "./account-ways.ts";
import { type Analysis, analyse, type Sets } from "./analyse.ts";
import { FORMULAS, type FormulaSet } from "./formulas.ts";
import { impliesIn } from "./implications.ts";
import type { Shape } from "./shape.ts";
import { withstood } from "./withstood.ts";
import { REFERENCE_WORLD, type World } from "./world.ts";

/** An account of the product, and what it is judged by. */
export interface AccountInput {
  readonly policy: Policy;
  readonly knowledge: Knowledge;
  readonly account: AccountView;
  /** Its proved addresses and numbers. */
  readonly channels: readonly Channel[];
  readonly offered: Offered;
  readonly now: Instant;
  /** What is supposed of its owner's surroundings; a server cannot see them. */
  readonly world?: World;
  readonly formulas?: FormulaSet;
}

/** What breaks an account: the same call as for a scenario. */
export function analyseAccount(input: AccountInput): Analysis {
  return analyse(accountShape(input));
}

export function accountShape(input: AccountInput): Shape {
  const channels = accountChannels(input.channels);
  const told = channels.map(noticeChannel);
  return {
    policy: input.policy,
    account: { ...input.account, channels: channels.length },
    offered: input.offered,
    now: input.now,
    ways: waysOf({ ...input, channels }),
    channelsOf: () => [told],
    world: input.world ?? REFERENCE_WORLD,
    formulas: input.formulas ?? FORMULAS,
  };
}

/** What one change would do: a run on the changed account or policy, beside the one that stands. */
export interface WhatIf {
  readonly after: Analysis;
  /** Sets that take it over now and would no more. */
  readonly broken: Sets;
  /** Sets that would and do not now. */
  readonly opened: Sets;
}

export function whatIf(before: Analysis, changed: AccountInput): WhatIf {
  const after = analyseAccount(changed);
  const { formulas = FORMULAS, world = REFERENCE_WORLD } = changed;
  const implies = impliesIn(formulas, world);
  return {
    after,
    broken: withstood(before.control, after.control, implies),
    opened: withstood(after.control, before.control, implies),
  };
}
