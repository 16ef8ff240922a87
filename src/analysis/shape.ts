import type { Proof } from "../assurance/assurance.ts";
import type { Instant } from "../base/time.ts";
import type { Offered } from "../policy/reachable.ts";
import type { Combination, Policy } from "../policy/policy.ts";
import type { AccountView } from "../policy/requirement.ts";
import type { Authenticator } from "./authenticators.ts";
import type { FormulaSet } from "./formulas.ts";
import type { World } from "./world.ts";

/** An account under a policy, and what is supposed of the world around it: all that is analysed. */
export interface Shape {
  readonly policy: Policy;
  readonly account: AccountView;
  readonly offered: Offered;
  readonly now: Instant;
  readonly ways: readonly Way[];
  /** Where notice may go of what a rule makes wait: on all channels of one of these lists. */
  readonly channelsOf: (combination: Combination) => readonly (readonly NoticeChannel[])[];
  readonly world: World;
  readonly formulas: FormulaSet;
}

/** One thing that can be shown, and what it takes to show it without being its owner. */
export interface Way {
  readonly id: string;
  /** Shared by ways that fall to the very same: it is worked out once for all of them. */
  readonly alike: string;
  /** As `decide` would see it. */
  readonly proof: Proof;
  readonly authenticator: Authenticator;
  /** The credential of the account that it is of; null: nothing that the account keeps. */
  readonly credential: string | null;
  /** What is so of this one, whatever is so of the world: that its vault demands a second step. */
  readonly flags?: Partial<World["flags"]>;
  /**
   * Whether it is meant for a rule. A policy names classes of passkeys, so that every passkey of a
   * class is; a scenario names one.
   */
  readonly serves: (rule: string) => boolean;
}

/** A channel on which somebody is told, and can object. */
export interface NoticeChannel {
  /** The fact that it is kept quiet, such as `quiet-email`. */
  readonly quiet: string;
  /** What it falls with, in the words of the policy (`mailbox:…`, `number:…`). */
  readonly root: string;
}
